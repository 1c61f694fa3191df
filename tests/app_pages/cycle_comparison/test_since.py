"""Tests of the page Since last time: changed levels, compared share, choice of the earlier cycle."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from host.services import edition_of
from questionnaires import load_published_edition
from tests import builders
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, bring_example, store_in

__all__ = ["folder"]


def bring(folder: Path, cycle: int, country: str = "KEN", **levels: int) -> str:
    store = store_in(folder)
    key = store.import_assessment(
        builders.assessment(country=country, edition="2026", cycle=cycle, **levels),
        edition_hash=edition_of("2026").content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    return key


def test_levels_that_changed_are_listed_with_the_share_they_stand_for(folder: Path) -> None:
    bring(folder, 2024, O01=1, O02=2, C01=3)
    now = bring(folder, 2026, O01=3, O02=2, I01=1)
    shown = " ".join(texts(open_page("since", a=now)).split())
    # O01 and O02 are two of the scored questions of one pillar of five.
    edition = load_published_edition("2026")
    scored = sum(edition.indicators[key].scored for key in edition.indicators if key[0] == "O")
    assert "2 questions mean the same and have a level in both cycles" in shown
    assert f"{100 * 2 / scored / 5:.0f} %" in shown
    assert "went from 38 % to 63 %" in shown
    assert "O01" in shown
    assert "+2" in shown
    assert "C01" not in shown.split("All cycles")[0]


def test_a_country_without_another_cycle_is_told_so(folder: Path) -> None:
    key = bring_example(folder)
    bring(folder, 2024, country="GHA", O01=1)
    page = open_page("since", a=key)
    assert any("no other assessment of this country" in item.value for item in page.markdown)


def test_a_later_cycle_is_not_offered_as_the_time_before(folder: Path) -> None:
    before = bring(folder, 2024, O01=1)
    bring(folder, 2026, O01=2)
    page = open_page("since", a=before)
    assert any("no other assessment of this country" in item.value for item in page.markdown)


def test_two_cycles_are_no_trend_yet_and_three_show_score_dangers_and_each_step(
    folder: Path,
) -> None:
    bring(folder, 2022, O01=1, O02=4)
    middle = bring(folder, 2024, O01=1, O02=2)
    bring(folder, 2024, O01=0)  # another draft of that cycle, with fewer answers
    now = bring(folder, 2026, O01=3, O02=2)
    assert "A trend needs 3 cycles; here are 2." in texts(open_page("since", a=middle))
    shown = texts(open_page("since", a=now))
    assert "A trend needs" not in shown
    rows = re.findall(r"<tr>.*?</tr>", shown[shown.index("All cycles") :])
    words = [" ".join(re.sub(r"<[^<>]*>", " ", item).split()) for item in rows]
    assert any(row.startswith("2022 ") for row in words)
    assert any(row.endswith("1 1 3 (+2)") for row in words)
    assert any(row.endswith("4 2 (−2) 2") for row in words)
