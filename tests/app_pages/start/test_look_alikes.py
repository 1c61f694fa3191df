"""Tests of the start page with AppTest: a second assessment of one country, year and profile is asked about first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.store import AssessmentSummary, local_person
from host import services as host_services
from questionnaires import load_published_edition
from tests.support.pages import folder as folder
from tests.support.pages import open_page, texts

EDITION = load_published_edition("2026")
MORNING = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)


def stored() -> tuple[AssessmentSummary, ...]:
    return host_services.open_store().assessments(person=local_person("Ana"))


def create(name: str, *, profile: str = "full", at: dt.datetime = MORNING) -> str:
    return host_services.open_store().create(
        "GHA", EDITION.id, EDITION.content_hash, 2026, profile, person=local_person(name), at=at
    )


def begin(page: AppTest, *, year: int | str = 2026, profile: str = "full") -> AppTest:
    page.selectbox(key="begin.country").select("GHA")
    page.text_input(key="begin.cycle").set_value(str(year))
    page.radio(key="begin.profile").set_value(profile)
    page.button(key="begin.go").click().run()
    assert not page.exception
    return page


def links(page: AppTest) -> list[str]:
    return [item.proto.label for item in page.get("page_link")]


def test_the_first_assessment_of_a_country_is_begun_at_once(folder: Path) -> None:
    begin(open_page("start"))
    assert len(stored()) == 1


@pytest.mark.parametrize("year", ["20,27", "202", "2026.5", "", "next"])
def test_a_year_that_can_not_be_read_begins_nothing_and_is_told_beside_the_button(
    folder: Path, year: str
) -> None:
    page = open_page("start")
    page.button(key="begin.go").click().run()
    assert "none is chosen" in page.error[0].value
    page.selectbox(key="begin.country").select("GHA")
    page.text_input(key="begin.cycle").set_value(year)
    page.button(key="begin.go").click().run()
    assert "Year" in page.error[0].value
    assert stored() == ()
    page.text_input(key="begin.cycle").set_value("٢٠٢٧").run()
    assert not page.error
    page.button(key="begin.go").click().run()
    assert [item.cycle for item in stored()] == [2027]


def test_a_second_one_alike_is_asked_about_and_begun_only_when_confirmed(folder: Path) -> None:
    create("Ana")
    page = begin(open_page("start"))
    assert len(stored()) == 1
    assert "one like this already" in page.warning[0].value
    assert [
        label for label in links(page) if label.startswith("Go on with Ghana 2026, begun by Ana")
    ]
    page.button(key="begin.another").click().run()
    assert not page.exception
    assert len(stored()) == 2
    again = open_page("start")
    assert not again.warning


@pytest.mark.parametrize(("year", "profile"), [(2027, "full"), (2026, "quick")])
def test_another_year_or_profile_is_not_asked_about(folder: Path, year: int, profile: str) -> None:
    create("Ana")
    begin(open_page("start"), year=year, profile=profile)
    assert len(stored()) == 2


@pytest.mark.parametrize("typed", ["2026/27", "\u0662\u0660\u0662\u0667", " 2027.0 "])
def test_the_year_is_read_as_the_workbook_reads_one(folder: Path, typed: str) -> None:
    begin(open_page("start"), year=typed)
    assert [item.cycle for item in stored()] == [2027]


@pytest.mark.parametrize(
    ("typed", "words"), [("next", "is not a year"), ("1999", "2000 or more"), ("", "none is given")]
)
def test_nothing_is_begun_for_a_year_that_cant_be_read_and_the_reason_is_said(
    folder: Path, typed: str, words: str
) -> None:
    page = begin(open_page("start"), year=typed)
    assert stored() == ()
    assert words in texts(page)


def test_the_question_goes_away_when_another_year_is_chosen(folder: Path) -> None:
    create("Ana")
    page = begin(open_page("start"))
    page.text_input(key="begin.cycle").set_value("2027").run()
    assert not page.warning
    assert len(stored()) == 1


def test_two_alike_are_told_apart_by_number_and_by_who_began_them(folder: Path) -> None:
    create("Ana")
    create("Bo", at=MORNING + dt.timedelta(minutes=5))
    create("Ana", profile="quick", at=MORNING + dt.timedelta(minutes=9))
    labels = [label for label in links(open_page("start")) if label.startswith("**Ghana 2026**")]
    assert len(set(labels)) == 3
    assert [label.partition("number ")[2].partition(",")[0] for label in labels] == [
        "1", "2", "",
    ]  # fmt: skip
    assert "begun by Bo" in labels[1]


def test_a_second_copy_of_an_example_is_asked_about_too(folder: Path) -> None:
    for _time in range(2):
        page = open_page("start")
        page.selectbox(key="example.country").select("KEN").run()
        page.button(key="example.go").click().run()
        assert not page.exception
    assert len(stored()) == 1
    page.button(key="example.another").click().run()
    assert len(stored()) == 2
