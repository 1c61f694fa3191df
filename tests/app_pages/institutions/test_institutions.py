"""The list of institutions in process: add, rename, assign questions, remove."""

from __future__ import annotations

import datetime as dt
import io
import urllib.parse
import zipfile
from pathlib import Path

import pytest

from app_pages.institutions.letter import duration, is_reachable, link, mailto
from assessment import Answer, Institution
from exchange.workbook import write_workbook, write_workbooks
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
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
    assert link(url, "a-1", "police") == f"{url.split(':')[0]}://{host}/home?a=a-1&as=police"


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


@pytest.mark.parametrize(
    ("contact", "recipient"),
    [
        ("Ana Diaz <Ana.Diaz@example.org>, desk 4", "ana.diaz@example.org"),
        ("call 0800; ben@example.org or ana@example.org", "ben@example.org"),
        ("desk 4", ""),
        ("", ""),
        ("a@b.org?bcc=all@evil.org", ""),
        ("x\r\nBcc: c&d@example.org", "c%26d@example.org"),
    ],
)
def test_a_letter_goes_to_the_address_in_the_contact_and_to_no_other(
    contact: str, recipient: str
) -> None:
    opened = mailto(contact, "Questions\r\nBcc: evil@example.org", "One?\nTwo & three = 50 %\r\n#4")
    assert opened.startswith(f"mailto:{recipient}?subject=")
    parts = urllib.parse.urlsplit(opened)
    assert not parts.fragment
    assert urllib.parse.parse_qs(parts.query, strict_parsing=True) == {
        "subject": ["Questions Bcc: evil@example.org"],
        "body": ["One?\r\nTwo & three = 50 %\r\n#4"],
    }
    assert opened.isascii()
    assert opened.isprintable()


@pytest.mark.parametrize(
    ("questions", "expected"),
    [(1, "about 10 minutes"), (5, "about 50 minutes"), (6, "about 1 hour"), (15, "about 3 hours")],
)
def test_the_time_that_questions_take_is_said_in_round_words(questions: int, expected: str) -> None:
    assert duration(questions) == expected


def test_the_coordinator_notes_a_letter_and_sets_the_deadline_of_one_and_of_all(
    folder: Path,
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04", "L05")
    page = open_page("institutions", a=key)
    assert "not sent" in texts(page)
    page.button(key="invitation.police.sent").click().run()
    page.text_input(key="deadline.national.day").set_value("2020-03-12").run()
    shown = texts(page)
    assert 'cop-state problem">late' in shown
    assert "12 March 2020" in shown
    assert not [item for item in page.button if item.key == "invitation.police.sent"]
    page.text_input(key="deadline.police.day").set_value("2090-04-01").run()
    assert "1 April 2090" in texts(page)
    assert ">late<" not in texts(page)
    page.selectbox(key="institutions.open").select("police").run()
    assert "Please answer by 1 April 2090." in page.code[0].value


def test_an_institution_is_welcomed_and_its_head_signs_off_and_takes_it_back(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    store = store_in(folder)
    store.set_deadline(
        key, "police", dt.date(2027, 3, 12), person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.save_answer(
        key, "L04", Answer(level=1), expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC),
        institution="police",
    )  # fmt: skip
    page = open_page("home", **{"a": key, "as": "police"})
    assert "1 question about the protection of children online in 2026" in texts(page)
    assert "about 10 minutes, by 12 March 2027." in texts(page)
    page.button(key="sign-off.give").click().run()
    assert any("who signs off" in item.value for item in page.error)
    page.text_input(key="sign-off.name").set_value("Ben <b>Ali</b>").run()
    page.button(key="sign-off.give").click().run()
    assert "Signed off by Ben <b>Ali" in texts(page)
    assert "Ben <b>Ali" in texts(open_page("institutions", a=key))
    page.button(key="sign-off.withdraw").click().run()
    assert page.button(key="sign-off.give")
    assert not [item for item in page.button if item.key == "sign-off.withdraw"]


def test_the_zip_holds_a_workbook_for_each_institution(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    assessment = store_in(folder).load(key, person=TESTER)
    at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    made = [
        write_workbooks(edition_of("2026"), assessment, at, assessment_id=key, stem="ken-2026")
        for _time in range(2)
    ]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist() == ["ken-2026-police.xlsx"]
        one = write_workbook(edition_of("2026"), assessment, "police", at, assessment_id=key)
        assert archive.read("ken-2026-police.xlsx") == one


@pytest.mark.parametrize("institution", ["national", "police"])
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("next week", "can't be read as a day"),
        ("2027", "is a year alone"),
        ("1950-03-12", "can't be a deadline"),
    ],
)
def test_a_deadline_that_is_no_day_stays_typed_with_its_reason(
    folder: Path, institution: str, typed: str, words: str
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    page = open_page("institutions", a=key)
    field = f"deadline.{institution}.day"
    page.text_input(key=field).set_value(typed).run()
    assert [words in item.value.replace("\\", "") for item in page.error] == [True]
    assert page.text_input(key=field).value == typed
    page.text_input(key=field).set_value("\u0662\u0660\u0662\u0667-\u0660\u0663-\u0661\u0662").run()
    assert [item.value for item in page.error] == []
    assert page.text_input(key=field).value == "2027-03-12"
