"""The catalogues are complete: every text has a translation, and none is of an English that has changed."""

from __future__ import annotations

import pytest

from scripts.messages import content_sources, interface_sources
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
