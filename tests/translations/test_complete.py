"""The catalogues are complete: every text has a translation, and none is of an English that has changed."""

from __future__ import annotations

import ast

import pytest

from scripts.messages import FOLDERS, ROOT, content_sources, interface_sources
from translations import CATALOGUES, TRANSLATED
from translations.catalogue import DOMAINS, Source, count, merge, path_of, read

SOURCES = {"interface": interface_sources, "content": content_sources}


@pytest.fixture(scope="module")
def sources() -> dict[str, list[Source]]:
    return {domain: list(SOURCES[domain]()) for domain in DOMAINS}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_today_is_translated(
    language: str, domain: str, sources: dict[str, list[Source]]
) -> None:
    known = read(path_of(CATALOGUES, language, domain), language)
    it = count(merge(known, sources[domain]))
    assert (it.percent, it.fuzzy) == (100, 0), "run make messages, and translate what it names"


CALLS = frozenset(("_", "gettext", "ngettext", "pgettext"))


def test_no_text_hides_in_an_f_string() -> None:
    """Babel does not look into f-strings, so a text there would stay English and nobody would miss it."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in paths
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS
    ]
    assert hidden == [], "take these texts out of their f-strings"
