"""The list of institutions in process: add, rename, assign questions, remove."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app_pages.institutions.editor import is_reachable, link
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


@pytest.mark.parametrize(
    "url",
    [
        None, "", "http://127.0.0.1:8501/institutions", "http://localhost:8501", "http://127.9.9.9", "http://[::1]:8501/x",
        "http://0.0.0.0:8501", "https://cop.localhost/",
    ],
)  # fmt: skip
def test_an_address_of_this_computer_leads_nobody_else_here(url: str | None) -> None:
    assert not is_reachable(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://cop.example.org/institutions?a=1",
        "http://192.168.1.20:8501/x",
        "http://[2001:db8::1]/",
    ],
)
def test_an_address_that_others_can_open_is_in_the_letter(url: str) -> None:
    assert is_reachable(url)
    host = url.split("/")[2]
    assert link(url, "a-1", "police") == f"{url.split(':')[0]}://{host}/answer?a=a-1&as=police"


def test_the_letter_of_a_computer_without_sign_in_names_the_workbook_and_no_link(
    folder: Path,
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    page = open_page("institutions", a=key)
    page.selectbox(key="institutions.open").select("police").run()
    letter = page.code[0].value
    assert "http" not in letter
    assert "workbook attached to this letter" in letter
    assert any("on this computer alone" in item.value for item in page.caption)
