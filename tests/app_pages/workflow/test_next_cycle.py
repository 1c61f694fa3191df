"""Tests of opening the next cycle with AppTest: the button, carried-over answers, comparison with the former cycle."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assessment import Answer, AssessmentState
from assessment.workflow.states import Transition
from host.services import edition_of
from tests.app_pages.review.test_review import answered, buttons, go, written
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, list_institution, store_in

__all__ = ["folder"]

S = AssessmentState


def agreed(folder: Path) -> str:
    key = answered(folder, L01=3, L02=2)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    return key


def opened(folder: Path, key: str) -> str:
    page = open_page("hand-in", a=key)
    page.button(key="next-cycle.go").click().run()
    assert not page.error
    (later,) = store_in(folder).cycles(key, person=TESTER).later
    return later.assessment_id


def test_a_draft_offers_no_next_cycle(folder: Path) -> None:
    key = answered(folder, L01=3)
    assert "next-cycle.go" not in buttons(open_page("hand-in", a=key))
    go(folder, key, Transition.WITHDRAW, reason="Begun by mistake.")
    assert "next-cycle.go" not in buttons(open_page("hand-in", a=key))


def test_the_next_cycle_is_opened_with_the_answers_to_be_looked_at(folder: Path) -> None:
    key = agreed(folder)
    page = open_page("hand-in", a=key)
    page.text_input(key="next-cycle.year").set_value("2028/29").run()
    page.button(key="next-cycle.go").click().run()
    (later,) = store_in(folder).cycles(key, person=TESTER).later
    assert (later.cycle, later.state) == (2029, S.DRAFT)
    result = store_in(folder).load(later.assessment_id, person=TESTER)
    assert result.level("L01") == 3
    shown = texts(open_page("hand-in", a=later.assessment_id))
    assert "2 answers are of the last cycle and were not looked at again" in shown
    assert store_in(folder).load(key, person=TESTER).state is S.AGREED


@pytest.mark.parametrize("typed", ["2026", "soon", "", "20,27"])
def test_no_cycle_is_opened_for_a_year_that_cant_follow(folder: Path, typed: str) -> None:
    key = agreed(folder)
    page = open_page("hand-in", a=key)
    page.text_input(key="next-cycle.year").set_value(typed).run()
    page.button(key="next-cycle.go").click().run()
    assert not page.exception
    assert store_in(folder).cycles(key, person=TESTER).later == ()
    assert "year" in texts(page).lower()


def test_an_answer_stands_once_somebody_says_so(folder: Path) -> None:
    new = opened(folder, agreed(folder))
    page = open_page("answer", a=new, i="L01")
    assert "Look again: This is the answer of 2026." in texts(page)
    page.button(key="L01.confirm").click().run()
    assert "Look again" not in texts(page)
    assert "1 answer is of the last cycle" in texts(open_page("hand-in", a=new))


def test_the_two_lead_to_each_other_and_no_second_one_is_offered(folder: Path) -> None:
    key = agreed(folder)
    new = opened(folder, key)
    page = open_page("hand-in", a=key)
    assert "next-cycle.go" not in buttons(page)
    shown = texts(open_page("since", a=new))
    assert "2 answers are of the last cycle" in shown
    assert "No level has changed" in shown


def test_the_cycle_it_was_opened_from_is_compared_first(folder: Path) -> None:
    former = agreed(folder)
    answered(folder, L01=0)  # another one of the same year
    new = opened(folder, former)
    page = open_page("since", a=new)
    assert page.selectbox(key="since").value.id == former


def test_the_first_page_leads_to_it_where_it_can_be_opened(folder: Path) -> None:
    draft = answered(folder, L01=3)
    assert "Open the next cycle" not in written(open_page("start"))
    go(folder, draft, Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    page = open_page("start")
    labels = [item.proto.label for item in page.get("page_link")]
    assert any("Open the next cycle after Kenya 2026" in label for label in labels)
    assert "Open the next cycle" in texts(open_page("home", a=draft))
    opened(folder, draft)
    labels = [item.proto.label for item in open_page("start").get("page_link")]
    assert not any("Open the next cycle" in label for label in labels)
    assert "Open the next cycle" not in texts(open_page("home", a=draft))


def test_a_question_leads_to_the_next_answer_of_the_last_cycle(folder: Path) -> None:
    key = begin(folder, profile="quick")
    store = store_in(folder)
    asked = edition_of("2026").profile_indicators("quick")
    who = {"person": TESTER, "at": dt.datetime.now(dt.UTC)}
    for indicator in asked:
        store.save_answer(key, indicator, Answer(level=1), expected_revision=0, **who)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    new = opened(folder, key)
    page = open_page("answer", a=new, i=asked[-1])
    assert (
        page.button(key="on").label == f"Look again at {len(asked) - 1} answers of the last cycle"
    )
    page.button(key="on").click().run()
    assert page.query_params["i"] == asked[0]
    for indicator in asked[1:]:
        found = store.load(new, person=TESTER).answer(indicator)
        store.save_answer(
            new, indicator, found.model_copy(update={"look_again": ""}), expected_revision=1, **who
        )
    page = open_page("answer", a=new, i=asked[0])
    assert "on" not in buttons(page)
    store.close()


def test_an_institution_of_the_last_cycle_has_not_answered_in_this_one(folder: Path) -> None:
    key = answered(folder, L01=3, L02=2)
    list_institution(folder, key, "police", "L01", "L02")
    store = store_in(folder)
    who = {"person": TESTER, "at": dt.datetime.now(dt.UTC), "institution": "police"}
    for indicator in ("L01", "L02"):
        store.save_answer(key, indicator, Answer(level=1), expected_revision=0, **who)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    assert "2 of 2" in texts(open_page("institutions", a=key))
    new = opened(folder, key)
    shown = texts(open_page("institutions", a=new))
    assert "not sent" in shown
    assert "0 of 2" in shown
    step = '<span class="name">Institutions</span> <span class="how">begun</span>'
    assert step in texts(open_page("home", a=new))
    store.save_answer(new, "L01", Answer(level=2), expected_revision=1, **who)
    store.close()
    shown = texts(open_page("institutions", a=new))
    assert "answering" in shown
    assert "1 of 2" in shown
