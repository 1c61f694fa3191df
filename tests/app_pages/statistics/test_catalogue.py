"""All statistics in one table by topic; fields only in the row that is open, which loses nothing when another is opened."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app_pages.statistics.catalogue import by_topic
from assessment import Observation, ObservationState
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

EDITION = edition_of("2026")
FIRST, SECOND, THIRD = (item.id for item in EDITION.statistics[:3])


def save(folder: Path, key: str, code: str, *figures: Observation) -> None:
    store = store_in(folder)
    store.save_figures(
        key, code, figures, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.close()


def row(page: AppTest, code: str) -> str:
    """The text of a closed row."""
    found = re.search(rf'<th scope="row" id="{code}">.*?</tr>', texts(page))
    return re.sub(r"<[^<>]*>", " ", found[0]) if found else ""


def test_each_statistic_is_in_one_topic_in_the_order_of_the_edition() -> None:
    groups = by_topic(EDITION)
    assert len(groups) == len({item.topic for item in groups}) < len(EDITION.statistics) / 4
    for group in groups:
        order = [EDITION.statistics.index(item) for item in group.statistics]
        assert order == sorted(order)
    listed = [item.id for group in groups for item in group.statistics]
    assert sorted(listed) == sorted(EDITION.statistic)


def test_only_the_open_row_has_fields(folder: Path) -> None:
    key = begin(folder)
    closed = open_page("statistics", a=key)
    assert not [item.key for item in closed.text_input if item.key.startswith("figure")]
    assert all(row(closed, code) for code in EDITION.statistic)
    page = open_page("statistics", a=key, s=SECOND)
    assert {item.key for item in page.text_input if item.key.startswith("figure")} == {
        f"figures.{SECOND}.{name}" for name in ("value", "year", "source")
    }
    assert row(page, FIRST)
    assert not row(page, SECOND)
    unknown = open_page("statistics", a=key, s="NOTHING")
    assert row(unknown, FIRST)


def test_a_row_shows_the_newest_figure_with_year_source_and_state(folder: Path) -> None:
    key = begin(folder)
    old = Observation(value=40, year=2020)
    new = Observation(value=12.5, year=2024, source="Census")
    save(folder, key, FIRST, new, old)
    save(folder, key, SECOND, Observation(state=ObservationState.NOT_COLLECTED))
    page = open_page("statistics", a=key)
    assert all(text in row(page, FIRST) for text in ("12.5", "2024", "Census", "2 figures"))
    assert "Not collected" in row(page, SECOND)
    assert "Nothing said yet" in row(page, THIRD)


def test_what_is_not_collected_yet_can_be_shown_alone_and_the_open_row_stays(folder: Path) -> None:
    key = begin(folder)
    save(folder, key, FIRST, Observation(value=40, year=2020))
    save(folder, key, SECOND, Observation(value=0, year=2020))
    page = open_page("statistics", a=key, s=SECOND)
    page.toggle(key="statistics.open-only").set_value(True).run()
    assert not row(page, FIRST)
    assert page.text_input(key=f"figures.{SECOND}.value").value == "0"
    assert row(page, THIRD)


def test_what_is_typed_and_not_valid_waits_in_its_row_while_another_is_open(folder: Path) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=FIRST)
    page.text_input(key=f"figures.{FIRST}.value").set_value("about 5").run()
    page.text_input(key=f"figures.{FIRST}.year").set_value("soon").run()
    assert len(page.error) == 2  # one beside each field
    page.query_params["s"] = SECOND
    page.run()
    assert "not stored yet" in row(page, FIRST)
    page.text_input(key=f"figures.{SECOND}.value").set_value("7").run()
    page.query_params["s"] = FIRST
    page.run()
    assert page.text_input(key=f"figures.{FIRST}.value").value == "about 5"
    assert page.text_input(key=f"figures.{FIRST}.year").value == "soon"
    assert "not stored yet" in row(page, SECOND)


def test_another_editor_is_not_opened_over_an_unsaved_one_which_is_shown(folder: Path) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=FIRST)
    page.button(key=f"figure.{FIRST}.add").click().run()
    page.text_input(key="figure.source").set_value("The census").run()
    page.query_params["s"] = SECOND
    page.run()
    page.button(key=f"figure.{SECOND}.add").click().run()
    assert page.query_params["s"] == FIRST
    assert page.text_input(key="figure.source").value == "The census"
    assert page.error


def test_the_controls_of_a_statistic_have_names_of_their_own(folder: Path) -> None:
    """The page shows the controls of one statistic at a time."""
    key = begin(folder)
    two = (Observation(value=40, year=2020), Observation(value=41, year=2021))
    save(folder, key, FIRST, *two)
    page = open_page("statistics", a=key, s=FIRST)
    labels = [
        item.label
        for kind in (page.button, page.text_input)
        for item in kind
        if item.key and item.key.startswith("figure")
    ]
    assert len(labels) == len(set(labels)) > 2
