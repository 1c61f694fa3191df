"""The order of texts in a list."""

from __future__ import annotations

import pytest

from translations import use_language
from translations.sorting import sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fr", ["Égypte", "Équateur", "Espagne", "États-Unis", "Îles", "Italie", "Zambie"]),
        ("es", ["Ámbar", "anillo", "Árbol", "zona"]),
        ("ru", ["Ёлка", "Енот", "Италия", "Япония"]),
        ("zh", ["阿根廷", "德国", "法国", "加纳", "中国"]),
        ("ar", ["ألمانيا", "بلجيكا", "كينيا", "مصر"]),
    ],
)
def test_texts_stand_where_a_reader_looks_for_them(language: str, ordered: list[str]) -> None:
    with use_language(language):
        assert sorted(ordered, key=sort_key) == ordered
