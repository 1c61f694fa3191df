"""The list of institutions in process: add, rename, assign questions, remove."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessment import Answer, Institution
from host.services import edition_of
from tests.support.pages import folder, open_page
from tests.support.screens import TESTER, begin, list_institution, store_in

__all__ = ["folder"]


def test_an_institution_is_named_renamed_asked_more_and_taken_off_again(folder: Path) -> None:
    key = begin(folder)
    page = open_page("institutions", a=key)
    page.text_input(key="institutions.name").set_value("  Second   regulator ").run()
    page.selectbox(key="institutions.of_role").select("regulator").run()
    page.button(key="institutions.add-named").click().run()

    def listed() -> tuple[Institution, ...]:
        return store_in(folder).load(key, person=TESTER).institutions

    (item,) = listed()
    assert (item.id, item.name, item.role) == ("second_regulator", "Second regulator", "regulator")
    assert set(item.indicators) == {
        key
        for key, indicator in edition_of("2026").indicators.items()
        if any(asked.role == "regulator" for asked in indicator.respondents)
    }
    page.selectbox(key="institutions.open").select("second_regulator").run()
    page.text_input(key="institution.second_regulator.name").set_value("Media council").run()
    box = page.checkbox(key="institution.second_regulator.asks.L01")
    wanted = not box.value
    box.set_value(wanted).run()
    (item,) = listed()
    assert item.name == "Media council"
    assert ("L01" in item.indicators) is wanted
    page.button(key="institution.second_regulator.remove").click().run()
    assert listed() == ()


def test_an_institution_that_has_answered_stays_on_the_list(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    store_in(folder).save_answer(
        key, "L04", Answer(level=1), expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC),
        institution="police",
    )  # fmt: skip
    page = open_page("institutions", a=key)
    page.selectbox(key="institutions.open").select("police").run()
    assert page.button(key="institution.police.remove").disabled


def test_a_name_that_shows_nothing_is_no_name(folder: Path) -> None:
    key = begin(folder)
    page = open_page("institutions", a=key)
    page.text_input(key="institutions.name").set_value("\u200b\u2060").run()
    page.button(key="institutions.add-named").click().run()
    assert not page.exception
    assert store_in(folder).load(key, person=TESTER).institutions == ()
