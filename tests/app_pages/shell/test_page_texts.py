"""Every text of a page comes through gettext: in the pseudo-language, text outside ⟦ ⟧ does not."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assessment import Answer, Evidence
from assessment.countries import country_codes, country_name
from host import services as host_services
from host.examples import offered_examples
from reports.formats import format_month_short
from tests.support.pages import PAGES, folder, open_page
from tests.support.screens import TESTER, begin, bring_example, list_institution, store_in
from translations import PSEUDO_LANGUAGE, statuses, use_language

__all__ = ["folder"]


_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_DATA = re.compile(
    r"\b([LOTCI]\d\d(-[a-z])?|(MS|SM)\d|JMS|Q\d|USD|kB|\d{4}-\d\d-\d\d)\b|https?://\S+|✓|[a-z]{3}-\d{4}\.\w+"
)


def _untranslated(text: str, data: set[str]) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\\", "")
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, " ")
    text = _DATA.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]{2,}", text))


def _all_texts(test: AppTest) -> Iterator[str]:
    for element in (*test.main, *test.sidebar):
        proto = getattr(element, "proto", None)
        for field in ("label", "body", "placeholder", "help", "alt"):
            result = getattr(proto, field, "")
            if isinstance(result, str):
                yield result
        yield from (getattr(item, "content", item) for item in getattr(proto, "options", ()))
        yield from (str(item) for item in getattr(proto, "captions", ()))
        if hasattr(proto, "spec"):
            yield from _strings(json.loads(proto.spec), ("text", "name", "title", "ticktext"))


def _strings(value: object, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    """Yield every text of a chart under one of `keys`."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, keys, name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, keys, key)
    elif isinstance(value, str) and key in keys:
        yield value


def _all_strings(value: Any) -> Iterator[str]:
    """Yield each string in nested lists and tables."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _all_strings(item)
    elif isinstance(value, str):
        yield value


def _data_of(folder: Path, key: str) -> set[str]:
    """Return texts that are data: country names, and texts entered in the assessment."""
    result = store_in(folder).load(key, person=TESTER)
    edition = host_services.edition_of("2026")
    written = set(_all_strings(result.model_dump(mode="json")))
    cited = (*edition.indicators.values(), *edition.statistics)
    references = {ref.locator for item in cited for ref in item.references}
    references |= {*edition.statistic, *edition.clause}
    offered = (item.country for item in offered_examples())
    names = {country_name(code) for code in (*country_codes(), *offered)}
    months = {f"{month} {year}" for year in range(2026, 2033) for month in _MONTHS} | set(_MONTHS)
    months |= {
        format_month_short(dt.date(year, month, 1))
        for year in range(2026, 2033)
        for month in range(1, 13)
    }
    languages = {status.name for status in statuses().values()}
    return {
        text
        for text in written | references | names | months | languages
        if text and not text.isdigit()
    }


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_a_page_bypasses_gettext(folder: Path, name: str) -> None:
    key = bring_example(folder)
    data = _data_of(folder, key)
    address = {"a": key, "lang": PSEUDO_LANGUAGE} | ({"i": "L02"} if name == "answer" else {})
    with use_language(PSEUDO_LANGUAGE):  # AppTest formats options in the test's own thread
        page = open_page(name, **address)
        if name == "answer":
            page.button(key="L02.evidence.add").click().run()
    seen = list(_all_texts(page))
    assert any("⟦" in text for text in seen)
    assert [left for left in (_untranslated(text, data) for text in seen) if left] == []


@pytest.mark.parametrize("name", ["answer", "institutions", "settle", "evidence", "workbooks"])
@pytest.mark.parametrize("speaks_for", ["", "police"])
def test_no_text_about_institutions_bypasses_gettext(
    folder: Path, name: str, speaks_for: str
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04", "L08")
    list_institution(folder, key, "justice", "L04")
    store, at = store_in(folder), dt.datetime.now(dt.UTC)
    for who, level in (("police", 3), ("justice", 1)):
        answer = Answer(level=level, evidence=(Evidence(title="Act"),))
        store.save_answer(
            key, "L04", answer, expected_revision=0, person=TESTER, at=at, institution=who
        )  # fmt: skip
    address = {"a": key, "lang": PSEUDO_LANGUAGE, "i": "L04"}
    if speaks_for:
        address["as"] = speaks_for
    with use_language(PSEUDO_LANGUAGE):
        page = open_page(name, **address)
        if name == "institutions" and not speaks_for:
            page.selectbox(key="institutions.open").select("police").run()
        if name == "settle" and not speaks_for:
            page.button(key="settle.go").click().run()
    seen = list(_all_texts(page))
    data = _data_of(folder, key) | {"Police", "Justice", "police", "Act", TESTER.name, key, "http"}
    assert any("⟦" in text for text in seen)
    assert [left for left in (_untranslated(text, data) for text in seen) if left] == []
