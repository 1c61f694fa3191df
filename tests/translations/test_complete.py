"""The catalogues are complete: every text has a translation, and none is of an English that has changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.messages import FOLDERS, ROOT, content_sources, interface_sources
from translations import CATALOGUES, TRANSLATED
from translations.catalogue import DOMAINS, Source, count, merge, path_of, read

SOURCES = {"interface": interface_sources, "content": content_sources}

GETTEXT = {"_", "gettext", "ngettext", "pgettext"}


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


def _calls_in_f_strings(path: Path) -> Iterator[str]:
    """Yield the calls for a translation inside an f-string: Babel does not find their text."""
    for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
        for node in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
                yield f"{path}:{node.lineno}"


def test_no_text_stands_where_it_is_not_found() -> None:
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    assert not [place for path in files for place in _calls_in_f_strings(path)]
