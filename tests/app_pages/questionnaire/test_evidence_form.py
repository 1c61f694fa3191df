"""The evidence form loses nothing: valid fields are stored one by one, the others stay typed with their problem."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.questionnaire.answer_form import (
    Incomplete,
    evidence_fields,
    read_evidence,
    read_url,
)
from assessment import Answer, Evidence
from assessment.files.assessment_file import dump_json, parse_assessment
from assessment.model.base import STORED
from tests.reports import made
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.example.org/act", "https://www.example.org/act"),
        ("example.org", "https://example.org"),
        ("parliament.go.ke:8080/acts?id=3", "https://parliament.go.ke:8080/acts?id=3"),
        (" http://example.org/a ", "http://example.org/a"),
        ("HTTPS://example.org", "https://example.org"),
        ("example.org/act.pdf", "https://example.org/act.pdf"),
        ("مثال.إختبار/قانون", "https://مثال.إختبار/قانون"),
        ("", None),
        ("   ", None),
    ],
)
def test_an_address_is_completed(typed: str, address: str | None) -> None:
    assert read_url(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "see the web site", "javascript:alert(1)", "mailto:a@example.org", "a@example.org", "act.pdf",
        "ftp://example.org", "https://", "example", "example.org and others", "data:text/html,x", "//example.org",
        "." * 5_000, "a." * 5_000, "a-" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(Incomplete, match="Write it as https://"):
        read_url(typed)


def test_each_valid_field_is_read_and_each_other_named() -> None:
    fields = {
        **evidence_fields(None), "title": " The act ", "issuer": "Parliament", "url": "no address",
        "dated": "since 2019", "place": "s. 22",
    }  # fmt: skip
    item, problems = read_evidence(fields, None)
    assert item == Evidence(title="The act", issuer="Parliament", place="s. 22", public=False)
    assert set(problems) == {"url", "dated"}


def test_a_field_that_is_not_valid_leaves_what_was_stored() -> None:
    stored = Evidence(title="The act", url="https://example.org", year=2019, public=True)
    fields = {**evidence_fields(stored), "url": "x y", "dated": "1.2.", "title": "", "issuer": "P"}
    item, problems = read_evidence(fields, stored)
    assert item == stored.model_copy(update={"issuer": "P"})
    assert set(problems) == {"url", "dated", "title"}


@pytest.mark.parametrize(
    "old",
    [
        {"title": "The act", "date": dt.date(1868, 4, 25)},
        {"title": "The act", "date": dt.date(2567, 5, 31)},
        {"title": "The act", "url": "https:///law"},
        {"title": "\u200b"},
    ],
)
def test_what_is_stored_and_would_be_refused_today_is_kept_when_something_else_is_changed(
    old: dict[str, Any],
) -> None:
    stored = Evidence.model_validate(old, context=STORED)
    item, problems = read_evidence({**evidence_fields(stored), "issuer": "P"}, stored)
    assert (item, problems) == (stored.model_copy(update={"issuer": "P"}), {})


@pytest.mark.parametrize("typed", ["1869", "1868-04-26", "2568"])
def test_a_date_out_of_range_that_is_typed_is_refused_over_a_stored_one(typed: str) -> None:
    stored = Evidence(title="The act", date=dt.date(1868, 4, 25))
    item, problems = read_evidence({**evidence_fields(stored), "dated": typed}, stored)
    assert item == stored
    assert set(problems) == {"dated"}


def test_nothing_may_be_published_until_it_is_chosen_and_stored_files_stay_as_they_are() -> None:
    assert evidence_fields(None)["public"] is False
    item, _problems = read_evidence({**evidence_fields(None), "title": "The act"}, None)
    assert item is not None
    assert not item.public
    answer = Answer(level=1, evidence=(Evidence(title="x"),))
    assessment = made.nothing().model_copy(update={"answers": {"L01": answer}})
    again = parse_assessment(dump_json(assessment).encode(), "x.json")
    assert again.answers["L01"].evidence[0].public


def opened(folder: Path) -> tuple[str, AppTest]:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("2").run()
    page.button(key="L02.evidence.add").click().run()
    return key, page


def pieces(folder: Path, key: str) -> tuple[Evidence, ...]:
    store = store_in(folder)
    result = store.load(key, person=TESTER).answers["L02"].evidence
    store.close()
    return result


def write(page: AppTest, **fields: str) -> None:
    for name, text in fields.items():
        page.text_input(key=f"L02.evidence.{name}").set_value(text).run()


def test_one_bad_field_keeps_none_of_the_others_from_being_stored(folder: Path) -> None:
    key, page = opened(folder)
    write(page, title="The act", url="no address", dated="since 2019", issuer="Parliament", place="s. 22")  # fmt: skip
    (item,) = pieces(folder, key)
    assert (item.title, item.issuer, item.place, item.public) == ("The act", "Parliament", "s. 22", False)  # fmt: skip
    assert "'no address' is no web address" in texts(page)
    assert "'since 2019' can't be read as a day or a year" in texts(page)
    assert page.text_input(key="L02.evidence.dated").value == "since 2019"


def test_done_does_not_close_while_something_is_unsaved(folder: Path) -> None:
    key, page = opened(folder)
    write(page, title="The act", dated="since 2019")
    page.button(key="L02.evidence.done").click().run()
    assert "1 field is not saved" in page.error[0].value
    assert page.text_input(key="L02.evidence.dated").value == "since 2019"
    write(page, dated="2019", url="example.org")
    assert not page.error
    assert page.text_input(key="L02.evidence.url").value == "https://example.org"
    page.button(key="L02.evidence.done").click().run()
    assert not page.error
    assert "L02.evidence.done" not in {item.key for item in page.button}
    (item,) = pieces(folder, key)
    assert (item.year, item.url) == (2019, "https://example.org")


def test_without_a_title_nothing_typed_is_lost(folder: Path) -> None:
    key, page = opened(folder)
    write(page, issuer="Parliament", url="example.org/act")
    page.button(key="L02.evidence.done").click().run()
    assert page.error
    assert "Give the evidence a title." in texts(page)
    page.button(key="L02.evidence.add").click().run()
    assert page.text_input(key="L02.evidence.issuer").value == "Parliament"
    page.button(key="next").click().run()
    page.button(key="previous").click().run()
    assert page.text_input(key="L02.evidence.issuer").value == "Parliament"
    write(page, title="The act")
    (item,) = pieces(folder, key)
    assert (item.issuer, item.url) == ("Parliament", "https://example.org/act")


def test_what_can_not_be_saved_can_be_left_out(folder: Path) -> None:
    key, page = opened(folder)
    write(page, title="The act", dated="since 2019")
    page.button(key="L02.evidence.discard").click().run()
    assert "L02.evidence.done" not in {item.key for item in page.button}
    assert [item.title for item in pieces(folder, key)] == ["The act"]
    page.button(key="L02.evidence.edit.0").click().run()
    assert page.text_input(key="L02.evidence.dated").value == ""


def test_an_empty_new_piece_closes_at_once(folder: Path) -> None:
    _key, page = opened(folder)
    page.button(key="L02.evidence.done").click().run()
    assert "L02.evidence.done" not in {item.key for item in page.button}


def test_typed_and_done_pressed_in_one_message_is_stored(folder: Path) -> None:
    key, page = opened(folder)
    page.text_input(key="L02.evidence.title").set_value("The act")
    page.text_input(key="L02.evidence.issuer").set_value("Parliament")
    page.button(key="L02.evidence.done").click().run()
    (item,) = pieces(folder, key)
    assert (item.title, item.issuer) == ("The act", "Parliament")


def test_the_editor_of_one_assessment_is_not_open_in_another(folder: Path) -> None:
    _key, page = opened(folder)
    write(page, title="The act")
    page.query_params["a"] = begin(folder, "IRL")
    page.run()
    assert "L02.evidence.done" not in {item.key for item in page.button}


ACT = Evidence(
    title="The act", issuer="Parliament", year=2019, url="https://example.org/act", place="s. 4",
    supports="a law", type="law", confidence="A",
)  # fmt: skip


def with_listed(folder: Path) -> tuple[str, AppTest]:
    key = begin(folder)
    store = store_in(folder)
    store.save_answer(
        key, "L01", Answer(level=1, evidence=(ACT,)), expected_revision=0, person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    store.close()
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("2").run()
    page.button(key="L02.evidence.add").click().run()
    return key, page


def test_a_document_of_another_question_is_used_without_being_typed_again(folder: Path) -> None:
    key, page = with_listed(folder)
    (line,) = page.selectbox(key="L02.evidence.listed").options
    assert line == "The act · Parliament · 2019 (L01)"
    page.selectbox(key="L02.evidence.listed").select(line).run()
    assert not page.exception
    assert pieces(folder, key) == (ACT.model_copy(update={"place": "", "supports": ""}),)
    write(page, place="s. 9")
    assert pieces(folder, key)[0].place == "s. 9"
    page.button(key="L02.evidence.done").click().run()
    page.button(key="L02.evidence.add").click().run()
    assert not [item for item in page.selectbox if item.key == "L02.evidence.listed"]
    assert "1 document supports more than one question" in texts(open_page("evidence", a=key))


def test_what_was_typed_for_this_question_stays_when_a_document_is_chosen(folder: Path) -> None:
    key, page = with_listed(folder)
    write(page, place="s. 12", url="no address")
    page.selectbox(key="L02.evidence.listed").select_index(0).run()
    (item,) = pieces(folder, key)
    assert (item.title, item.place, item.url) == ("The act", "s. 12", ACT.url)
    assert "is no web address" not in texts(page)
    assert page.text_input(key="L02.evidence.url").value == ACT.url
