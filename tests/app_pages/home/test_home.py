"""The home of an assessment in unlike states: one button, the steps, the tiles and the dangers."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import Answer, AnswerStatus
from assessment.review.answer_review import Remark, RemarkKind
from assessment.workflow.states import Transition
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, bring_example, list_institution, store_in

__all__ = ["folder"]

QUICK = edition_of("2026").profile_indicators("quick")
NOTHING = Answer(state=AnswerStatus.NOT_APPLICABLE, reason="No such body can exist.")


def answered(folder: Path, answer: Answer, *steps: Transition) -> str:
    """An assessment with one answer to every question, moved on by these steps, with a question before a return."""
    key = begin(folder, profile="quick")
    who = {"person": TESTER, "at": dt.datetime.now(dt.UTC)}
    with closing(store_in(folder)) as store:
        for indicator in QUICK:
            store.save_answer(key, indicator, answer, expected_revision=0, **who)
        for seen, step in enumerate(steps):
            if step is Transition.RETURN:
                asked = Remark(RemarkKind.QUESTION, "Which act?", answer=1)
                store.review(key, QUICK[0], asked, seen=0, **who)
            store.apply_transition(key, step, seen=seen, reason="A reason.", **who)
    return key


def button(page: AppTest) -> str:
    """The label of the large button."""
    labels = [item.proto.label for item in page.main.get("page_link")]
    return labels[0]


T = Transition
TO_RETURN = (T.SUBMIT, T.START_REVIEW, T.RETURN)


@pytest.mark.parametrize(
    ("answer", "steps", "label", "said"),
    [
        (Answer(level=2), (), "Look through it and hand in", "answers without evidence"),
        (NOTHING, (), "Look through it and hand in", "questions with an answer"),
        (Answer(level=2), (T.SUBMIT,), "Begin the review", "handed in and stand still"),
        (Answer(level=2), TO_RETURN, "expert’s 1 question", "without a reply"),
        (Answer(level=2), (T.WITHDRAW,), "To the list of assessments", "was withdrawn"),
    ],
)
def test_each_state_has_one_large_button(
    folder: Path, answer: Answer, steps: tuple[Transition, ...], label: str, said: str
) -> None:
    page = open_page("home", a=answered(folder, answer, *steps))
    assert label in button(page)
    assert said in texts(page)
    assert texts(page).count('aria-current="step"') == (T.WITHDRAW not in steps)


def test_an_empty_assessment_begins_with_its_first_question(folder: Path) -> None:
    key = begin(folder)
    page = open_page("home", a=key)
    first = next(iter(edition_of("2026").indicators))
    assert button(page) == f"Begin with {first}"
    assert "questions about a danger have no level yet" in texts(page)
    listed = open_page("start").main.get("page_link")
    assert [item.proto.page for item in listed if key in item.proto.query_string] == ["home"]


def test_an_open_danger_is_said_as_what_a_child_faces(folder: Path) -> None:
    page = open_page("home", a=answered(folder, Answer(level=0)))
    severe = next(item for item in edition_of("2026").indicators.values() if item.severe)
    listed = texts(page).split('class="cop-dangers"')[1]
    assert severe.danger
    assert severe.danger in listed
    assert severe.question not in listed


def test_an_institution_has_its_own_steps_and_no_dangers(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L02", "L05")
    page = open_page("home", a=key, **{"as": "police"})
    assert button(page) == "Begin with L02"
    shown = texts(page)
    assert "asks you 2 questions" in shown
    assert "danger" not in shown
    assert re.findall(r"href=\"(settle|review|institutions)\?", shown) == []


@pytest.mark.parametrize("name", ["answer", "gaps", "documents", "publication", "settle"])
def test_every_page_has_the_line_of_steps_and_marks_its_own(folder: Path, name: str) -> None:
    shown = texts(open_page(name, a=bring_example(folder)))
    assert shown.count('class="cop-steps compact"') == 1
    assert len(re.findall(r'<li class="\w+ own">', shown)) == 1
