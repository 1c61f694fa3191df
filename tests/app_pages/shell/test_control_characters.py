"""An address with control characters opens a page that says so, and never one that can't be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pages import PAGES, folder, open_page, texts  # noqa: F401 -- `folder` is a fixture
from tests.support.screens import begin


@pytest.mark.parametrize("text", ["\0", "a\0b", "\x1b[2J"])
@pytest.mark.parametrize("page", ["answer", "results", "hand-in", "review"])
def test_an_id_with_one_is_of_no_assessment(folder: Path, page: str, text: str) -> None:  # noqa: F811
    assert page in PAGES
    assert "This link leads nowhere" in [item.value for item in open_page(page, a=text).title]


@pytest.mark.parametrize("name", ["i", "as", "m"])
def test_another_part_of_the_address_with_one_is_left_out(folder: Path, name: str) -> None:  # noqa: F811
    key = begin(folder)
    plain = texts(open_page("answer", a=key))
    assert texts(open_page("answer", a=key, **{name: "L02\0"})) == plain
