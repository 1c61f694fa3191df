"""Tests of the page Review of the plan with AppTest: status, facts, remarks, decisions, refusals."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import AssessmentState, PlanSettings, apply_details, plan_roadmap, simulate
from assessment.files.assessment_file import read_assessment
from assessment.review.plan_reading_order import plan_reading_order
from assessment.review.plan_review import (
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    PlanReviewOutcome,
    subject_of,
)
from assessment.store import Store, local_person
from assessment.workflow.states import Transition
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import EXAMPLES, TESTER, bring_example, store_in

__all__ = ["folder"]

K = PlanRemarkKind
ANA, BEN = local_person("Ana"), local_person("Ben")
TARGET, MEASURE, DATE = "target:T02", "measure:O01-a", "date:O01-a"
"""An urgent gap and a measure of the first quarter, in the example of Kenya."""


@pytest.fixture
def key(folder: Path) -> str:
    """Return the id of the example, imported and in review."""
    key = bring_example(folder)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW)
    return key


def go(folder: Path, key: str, *steps: Transition) -> None:
    """Apply transitions one after the other."""
    store = store_in(folder)
    for step in steps:
        seen = len(store.transitions(key, person=TESTER))
        store.apply_transition(key, step, seen=seen, person=TESTER, at=_now())
    store.close()


def say(folder: Path, key: str, subject: str, kind: PlanRemarkKind, words: str = "words") -> None:
    """Store a remark on a subject: a reply by Ana, any other kind by Ben."""
    store, about = store_in(folder), subject_of(subject)
    review = store.plan_review(key, person=ANA)
    method = store.respond_on_plan if kind is K.REPLY else store.review_plan
    remark = PlanRemark(kind, words, review.plan)
    seen = len(review.thread(about).remarks)
    method(key, about, remark, seen=seen, person=ANA if kind is K.REPLY else BEN, at=_now())
    store.close()


def review(folder: Path, key: str) -> PlanReview:
    return read(folder).plan_review(key, person=TESTER)


def read(folder: Path) -> Store:
    return store_in(folder)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _subjects(folder: Path, key: str) -> int:
    """Return the number of targets, measures and dates of the plan of an assessment."""
    edition = edition_of("2026")
    assessment = apply_details(edition, read(folder).load(key, person=TESTER))
    roadmap = plan_roadmap(edition, assessment)
    return len(plan_reading_order(edition, assessment, roadmap, simulate(roadmap)))


def buttons(page: AppTest) -> set[str]:
    """Return the keys of the buttons of a page."""
    return {item.key for item in page.button if item.key}


def test_before_the_review_there_is_no_desk_and_the_page_says_what_comes_first(
    folder: Path,
) -> None:
    page = open_page("plan-review", a=bring_example(folder))
    assert not any(item.startswith("review.") for item in buttons(page))
    said = texts(page) + " ".join(item.value for item in page.markdown)
    assert "the coordinator hands them in" in said


def test_the_message_comes_first_and_urgent_gaps_are_read_first(folder: Path, key: str) -> None:
    page = open_page("plan-review", a=key)
    shown = texts(page)
    assert "No expert has looked at the plan yet" in shown
    assert f"1 of {_subjects(folder, key)} in reading order" in shown
    answers = read_assessment(EXAMPLES / "ken.yaml").answers
    dangers = [item.id for item in edition_of("2026").indicators.values() if item.severe]
    below = [key for key in dangers if key in answers and (answers[key].level or 0) < 3]
    # Of the dangers the first in the questionnaire that is below its target.
    assert f'data-indicator="target:{below[0]}"' in shown
    assert "Gap in the core, or a child may be in danger" in shown


@pytest.mark.parametrize(
    ("subject", "facts"),
    [
        (TARGET, ("3 Working", "short; core", "T02-a")),
        (MEASURE, ("O01 from 1 to 3", "Q1 2027", "safe to promise", "once", "Quick wins")),
        (DATE, ("likely done in", "months;", "5,000 simulated courses")),
        ("measure:O15-b", ("Not in the plan",)),
    ],
)
def test_each_part_shows_what_one_needs_to_question_it(
    folder: Path, key: str, subject: str, facts: tuple[str, ...]
) -> None:
    shown = texts(open_page("plan-review", a=key, i=subject))
    assert f'data-indicator="{subject}"' in shown
    for fact in facts:
        assert fact in shown


def test_a_question_is_asked_replied_to_and_resolved(folder: Path, key: str) -> None:
    page = open_page("plan-review", a=key, i=DATE)
    page.button(key=f"review.{DATE}.say-question").click().run()
    assert "the question is empty" in page.error[0].value
    page.text_area(key=f"review.{DATE}.question").set_value("Why <b>so</b> early?").run()
    page.button(key=f"review.{DATE}.say-question").click().run()
    assert "Question. <bdi>Why <b>so</b> early?</bdi>" in texts(page).replace("</strong>", "")
    assert page.text_area(key=f"review.{DATE}.question").value == ""
    assert "1 question on the plan is open, 1 waits for a reply." in texts(page)
    page.text_area(key=f"review.{DATE}.reply").set_value("The decree is drafted.").run()
    page.button(key=f"review.{DATE}.say-reply").click().run()
    assert "1 question on the plan is open, 0 wait for a reply." in texts(page)
    page.button(key=f"review.{DATE}.say-resolved").click().run()
    assert "Every question is resolved. The plan is not approved yet." in texts(page)
    kinds = [item.kind for item in review(folder, key).threads[subject_of(DATE)].remarks]
    assert kinds == [K.QUESTION, K.REPLY, K.RESOLVED]


def test_what_waits_for_a_reply_is_shown_first(folder: Path, key: str) -> None:
    say(folder, key, MEASURE, K.QUESTION, "Who pays?")
    page = open_page("plan-review", a=key)
    assert f'data-indicator="{MEASURE}"' in texts(page)
    page.button(key=f"open.{MEASURE}").click().run()
    assert page.query_params["i"] == [MEASURE] or page.query_params["i"] == MEASURE


def test_a_plan_is_returned_changed_and_approved_and_a_change_after_it_is_told(
    folder: Path, key: str
) -> None:
    say(folder, key, TARGET, K.QUESTION, "Why not higher?")
    page = open_page("plan-review", a=key, i=TARGET)
    assert f"review.{TARGET}.save-target" not in buttons(page)
    page.button(key="review.plan.say-returned").click().run()
    assert "why you return it" in page.error[0].value
    page.text_area(key="review.plan.reason").set_value("One target.").run()
    page.button(key="review.plan.say-returned").click().run()
    assert "The plan is returned" in texts(page)

    revision = read(folder).settings(key, person=TESTER).number
    page.selectbox(key=f"review.{TARGET}.{revision}.target").set_value(4).run()
    page.button(key=f"review.{TARGET}.save-target").click().run()
    assert not page.error
    assert read(folder).settings(key, person=TESTER).value.targets["T02"] == 4
    assert "set by the country for this question" in texts(page)
    assert "Question (the plan was changed since)" in texts(page)

    say(folder, key, TARGET, K.RESOLVED, "")
    page = open_page("plan-review", a=key, i=TARGET)
    page.button(key="review.plan.say-approved").click().run()
    assert "The plan is approved" in texts(page)
    assert "review.plan.say-approved" not in buttons(page)
    assert review(folder, key).outcome is PlanReviewOutcome.APPROVED

    go(folder, key, Transition.AGREE)
    change_horizon(folder, key)
    for name in ("plan-review", "roadmap"):
        assert "and was changed since" in texts(open_page(name, a=key))


def change_horizon(folder: Path, key: str) -> None:
    store = read(folder)
    now = store.settings(key, person=TESTER)
    plan = PlanSettings.model_validate({**now.value.plan.model_dump(), "horizon_months": 24})
    store.save_settings(
        key,
        targets=now.value.targets,
        plan=plan,
        expected_revision=now.number,
        person=TESTER,
        at=_now(),
    )
    store.close()


def test_who_approves_what_was_changed_meanwhile_is_told(folder: Path, key: str) -> None:
    go(folder, key, Transition.AGREE)
    page = open_page("plan-review", a=key)
    change_horizon(folder, key)
    page.button(key="review.plan.say-approved").click().run()
    assert "the plan was changed" in page.error[0].value
    page.button(key="review.plan.say-approved").click().run()
    assert review(folder, key).outcome is PlanReviewOutcome.APPROVED


def test_gaps_roadmap_and_hand_in_name_what_is_open(folder: Path, key: str) -> None:
    for name in ("gaps", "hand-in"):
        assert "cop-plan-review" not in texts(open_page(name, a=key))
    assert "No expert has looked at the plan yet" in texts(open_page("roadmap", a=key))
    say(folder, key, TARGET, K.QUESTION)
    say(folder, key, "plan", K.QUESTION)
    for name in ("gaps", "roadmap", "hand-in"):
        page = open_page(name, a=key)
        assert "Open: The plan as a whole; Target of T02." in texts(page)
        links = {item.proto.label for item in page.get("page_link")}
        assert "To the review of the plan" in links
    assert "step-agree" in buttons(open_page("hand-in", a=key))


def test_a_draft_says_nothing_of_a_review_of_its_plan(folder: Path) -> None:
    key = bring_example(folder)
    for name in ("gaps", "roadmap", "hand-in"):
        assert "cop-plan-review" not in texts(open_page(name, a=key))


def test_a_question_on_what_is_no_longer_planned_can_still_be_read_and_resolved(
    folder: Path, key: str
) -> None:
    say(folder, key, "date:O15-b", K.QUESTION, "When?")
    say(folder, key, "target:X99", K.QUESTION, "What?")
    shown = texts(open_page("plan-review", a=key, i="date:O15-b"))
    assert "The measure is not in the plan now." in shown
    page = open_page("plan-review", a=key, i="target:X99")
    assert "knows nothing of this name" in texts(page)
    page.button(key="review.target:X99.say-resolved").click().run()
    assert len(review(folder, key).open_questions) == 1


def test_a_link_to_the_roadmap_chooses_the_measure_once(folder: Path, key: str) -> None:
    page = open_page("roadmap", a=key, m="O01-a")
    assert page.selectbox(key="measure.sheet").value == "O01-a"
    page.selectbox(key="measure.sheet").set_value("T03-a").run()
    assert page.selectbox(key="measure.sheet").value == "T03-a"
    assert "m" not in page.query_params


def test_an_institution_sees_nothing_of_it(folder: Path, key: str) -> None:
    page = open_page("plan-review", a=key, **{"as": "police"})
    assert not any(item.startswith("review.") for item in buttons(page))
    assert state(folder, key) is AssessmentState.IN_REVIEW


def state(folder: Path, key: str) -> AssessmentState:
    return read(folder).load(key, person=TESTER).state
