"""The line of past values on the page Figures: words, gaps, breaks, and the training country's cycle of 2024."""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64decode
from pathlib import Path

import pytest

from assessment import Observation, ObservationState
from assessment.files.assessment_file import read_assessment
from host.services import edition_of
from tests import builders
from tests.support.pages import folder, open_page, texts
from tests.support.screens import EXAMPLES, TESTER, bring_example, store_in

__all__ = ["folder"]

EDITION = edition_of("2026")
SHARE = next(item for item in EDITION.statistics if item.unit == "% of schools" and item.breakdowns)
BROKEN = next(item for item in EDITION.statistics if item.breaks)


def bring(folder: Path, cycle: int, statistic: str, *figures: Observation) -> str:
    store = store_in(folder)
    key = store.import_assessment(
        builders.assessment(edition="2026", cycle=cycle, figures={statistic: figures}),
        edition_hash=EDITION.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    return key


def lines(shown: str) -> dict[str, str]:
    """The picture of each line by its text alternative."""
    found = re.findall(
        r'<li><img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]*)"><span aria-hidden="true">([^<]*)<',
        shown,
    )
    assert all(alternative == words for _picture, alternative, words in found)
    return {alternative: b64decode(picture).decode() for picture, alternative, _words in found}


def test_the_values_of_earlier_years_and_cycles_are_one_line_with_its_words(folder: Path) -> None:
    bring(folder, 2020, SHARE.id, Observation(value=41, year=2019))
    bring(folder, 2023, SHARE.id, Observation(value=55, year=2022))
    key = bring(folder, 2026, SHARE.id, Observation(value=61, year=2024))
    shown = lines(texts(open_page("statistics", a=key, s=SHARE.id)))
    assert list(shown) == [
        "2019: 41 (former value of cycle 2020), 2022: 55 (former value of cycle 2023), 2024: 61 % of schools"
    ]
    (picture,) = shown.values()
    drawn = [picture.count(f"<{shape}") for shape in ("polyline", "rect", "circle")]
    assert drawn == [1, 2, 1]


def test_a_year_that_was_not_collected_is_a_gap_and_not_a_zero(folder: Path) -> None:
    none = Observation(state=ObservationState.NOT_COLLECTED, year=2021)
    values = (Observation(value=0, year=2019), none, Observation(value=61.5, year=2024))
    key = bring(folder, 2026, SHARE.id, *values)
    shown = lines(texts(open_page("statistics", a=key, s=SHARE.id)))
    assert list(shown) == ["2019: 0, 2021: not collected, 2024: 61.5 % of schools"]
    (picture,) = shown.values()
    assert (picture.count("<polyline"), picture.count("<circle")) == (0, 2)


def test_a_group_has_a_line_of_its_own(folder: Path) -> None:
    name = SHARE.breakdowns[0]
    category = EDITION.dimension[name].categories[0]
    bring(folder, 2023, SHARE.id, Observation(value=55, year=2022))
    part = Observation(value=70, year=2024, breakdown={name: category.id})
    key = bring(folder, 2026, SHARE.id, part, part.model_copy(update={"value": 64, "year": 2020}))
    total, group = lines(texts(open_page("statistics", a=key, s=SHARE.id)))
    assert total == "2022: 55 % of schools (former value of cycle 2023)"
    assert category.label in group
    assert group.endswith("2020: 64, 2024: 70 % of schools")


def test_the_line_is_interrupted_where_the_series_breaks_and_says_why(folder: Path) -> None:
    change = BROKEN.breaks[0]
    years = (change.year - 2, change.year - 1, change.year, change.year + 1)
    key = bring(folder, 2026, BROKEN.id, *(Observation(value=100, year=year) for year in years))
    page = texts(open_page("statistics", a=key, s=BROKEN.id))
    ((words, picture),) = lines(page).items()
    assert f"Not comparable from {change.year} on: {change.text}" in words
    assert (picture.count("<polyline"), picture.count("<circle")) == (2, 4)
    assert page.count(change.text) >= 3  # in the definition too


def test_a_single_value_and_an_empty_statistic_have_no_line(folder: Path) -> None:
    key = bring(folder, 2026, SHARE.id, Observation(value=61, year=2024))
    assert lines(texts(open_page("statistics", a=key, s=SHARE.id))) == {}


@pytest.mark.parametrize("with_former", [False, True])
def test_the_training_country_shows_its_cycle_of_two_years_ago(
    folder: Path, with_former: bool
) -> None:
    former = read_assessment(EXAMPLES / "xtc-2024.yaml")
    if with_former:
        bring_example(folder, "xtc-2024")
    shown = lines(texts(open_page("statistics", a=bring_example(folder, "xtc"), s="HELP-CONTACTS")))
    helpline = next(words for words in shown if "contacts a year" in words)
    assert (f"{former.figures['HELP-CONTACTS'][0].year}: " in helpline) is with_former
