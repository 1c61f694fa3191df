"""A figure is given in its row: value, year and source as they are left; what can't be read stays typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assessment import Observation
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

CODE = next(item.id for item in edition_of("2026").statistics if not item.whole)
ROW = f"figures.{CODE}"


def stored(folder: Path, key: str) -> list[tuple[float | None, str, int | None, str]]:
    figures = store_in(folder).figures(key, CODE, person=TESTER).value
    return [(item.value, item.state, item.year, item.source) for item in figures]


def fill(page: AppTest, **fields: str) -> None:
    for name, text in fields.items():
        page.text_input(key=f"{ROW}.{name}").set_value(text).run()


def test_each_field_of_a_row_is_stored_as_it_is_left(folder: Path) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    fill(page, value="12,5")
    assert not page.error
    assert "stored once figure and year are given" in texts(page)
    fill(page, year="2023/24")
    assert stored(folder, key) == [(12.5, "answered", 2024, "")]
    fill(page, source=" Census ")
    assert stored(folder, key) == [(12.5, "answered", 2024, "Census")]
    again = open_page("statistics", a=key, s=CODE)
    shown = [again.text_input(key=f"{ROW}.{name}").value for name in ("value", "year", "source")]
    assert shown == ["12.5", "2024", "Census"]
    again.selectbox(key=f"{ROW}.state").set_value("not_collected").run()
    assert stored(folder, key) == [(None, "not_collected", 2024, "Census")]


@pytest.mark.parametrize("typed", ["1,234,5", "12 or 13", "about 5"])
def test_a_value_that_is_no_number_stays_typed_with_the_reason_in_an_alert(
    folder: Path, typed: str
) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    fill(page, value=typed, source="Census", year="2024")
    assert stored(folder, key) == []
    assert len(page.error) == 1
    for name in ("evidence", "statistics"):  # a field that is not drawn loses its value
        page._page_hash = calc_hash(name)
        page.run()
    assert page.text_input(key=f"{ROW}.value").value == typed
    assert page.text_input(key=f"{ROW}.source").value == "Census"
    fill(page, value="5")
    assert stored(folder, key) == [(5, "answered", 2024, "Census")]
    assert not page.error


def test_a_year_without_a_figure_is_kept_and_is_no_mistake(folder: Path) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    fill(page, year="2024")
    assert not page.error
    assert "stored once figure and year are given" in texts(page)
    fill(page, value="0")
    assert stored(folder, key) == [(0, "answered", 2024, "")]


def test_figures_of_somebody_else_are_not_overwritten(folder: Path) -> None:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    store_in(folder).save_figures(
        key, CODE, (Observation(value=7, year=2020),), expected_revision=0, person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    fill(page, value="8", year="2021")
    assert stored(folder, key) == [(7, "answered", 2020, "")]
    page.button(key=f"figure.{CODE}.keep-mine").click().run()
    assert stored(folder, key) == [(8, "answered", 2021, "")]
    assert page.text_input(key=f"{ROW}.value").value == "8"


def test_several_figures_are_a_list_and_one_group_too(folder: Path) -> None:
    key = begin(folder)
    figures = (Observation(value=7, year=2020), Observation(value=8, year=2021))
    store_in(folder).save_figures(
        key, CODE, figures, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    page = open_page("statistics", a=key, s=CODE)
    assert f"{ROW}.value" not in {item.key for item in page.text_input}
    assert page.button(key=f"figure.{CODE}.edit.1")
