"""Tests of the page Review of the plan with AppTest: status, facts, remarks, decisions, refusals."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import (
    Assessment,
    AssessmentState,
    PlanSettings,
    Roadmap,
    apply_details,
    find_gaps,
    plan_roadmap,
    simulate,
)
from assessment.files.assessment_file import read_assessment
from assessment.planning.labels import phase_name
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
from tests.support.pages import folder, open_page, texts, words
from tests.support.screens import EXAMPLES, TESTER, bring_example, store_in

__all__ = ["folder"]

K = PlanRemarkKind
ANA, BEN = local_person("Ana"), local_person("Ben")
GAP, FIRST, LEFT_OUT = "L05", "O13-a", "L04-a"
"""In the training country's plan: an urgent gap, a measure of the first quarter, a measure that is not in it."""

TARGET, MEASURE, DATE = f"target:{GAP}", f"measure:{FIRST}", f"date:{FIRST}"


@cache
def example_plan() -> tuple[Assessment, Roadmap]:
    """Return the example with derived levels, and its plan."""
    given = apply_details(edition_of("2026"), read_assessment(EXAMPLES / "xtc.yaml"))
    return given, plan_roadmap(edition_of("2026"), given)


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
    given, _roadmap = example_plan()
    urgent = find_gaps(edition_of("2026"), given)[0].indicator
    assert urgent.severe
    assert f'data-indicator="target:{urgent.id}"' in shown
    assert "Gap in the core, or a child may be in danger" in shown


def facts_of(subject: str) -> tuple[str, ...]:
    """Return what the page must say of a subject, from the plan and the edition."""
    edition, (given, roadmap) = edition_of("2026"), example_plan()
    match subject:
        case str() if subject == TARGET:
            gap = next(it for it in find_gaps(edition, given) if it.indicator.id == GAP)
            scale = edition.scale_of(gap.indicator).levels
            now, then = (f"{it} {scale[it].name}" for it in (gap.current_level, gap.target_level))
            first = next(it for it in edition.measures if it.lifts.indicator == GAP)
            return (now, then, f"{gap.gap} levels short; core", first.id)
        case str() if subject == MEASURE:
            action = next(it for it in roadmap.actions if it.measure.id == FIRST)
            lifted = (
                f"{action.measure.lifts.indicator} from {action.from_level} to {action.to_level}"
            )
            quarter = f"Q{(action.start.month + 2) // 3} {action.start.year}"
            return (lifted, quarter, "safe to promise", "once", phase_name(action.phase))
        case str() if subject == DATE:
            return ("likely done in", "months;", "5,000 simulated courses")
    return ("Not in the plan",)


@pytest.mark.parametrize("subject", [TARGET, MEASURE, DATE, f"measure:{LEFT_OUT}"])
def test_each_part_shows_what_one_needs_to_question_it(
    folder: Path, key: str, subject: str
) -> None:
    page = open_page("plan-review", a=key, i=subject)
    assert f'data-indicator="{subject}"' in texts(page)
    for fact in facts_of(subject):
        assert fact in words(page)


def test_a_question_is_asked_replied_to_and_resolved(folder: Path, key: str) -> None:
    page = open_page("plan-review", a=key, i=DATE)
    page.button(key=f"review.{DATE}.say-question").click().run()
    assert "the question is empty" in page.error[0].value
    page.text_area(key=f"review.{DATE}.question").set_value("Why <b>so</b> early?").run()
    page.button(key=f"review.{DATE}.say-question").click().run()
    assert "Question. <bdi>Why <b>so</b> early?</bdi>" in texts(page).replace("</strong>", "")
    assert page.text_area(key=f"review.{DATE}.question").value == ""
    assert "1 question on the plan is open. 1 question waits for a reply." in texts(page)
    page.text_area(key=f"review.{DATE}.reply").set_value("The decree is drafted.").run()
    page.button(key=f"review.{DATE}.say-reply").click().run()
    assert "1 question on the plan is open. 0 questions wait for a reply." in texts(page)
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
    assert read(folder).settings(key, person=TESTER).value.targets[GAP] == 4
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
        assert f"Open: The plan as a whole; Target of {GAP}." in words(page)
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
    say(folder, key, f"date:{LEFT_OUT}", K.QUESTION, "When?")
    say(folder, key, "target:X99", K.QUESTION, "What?")
    shown = texts(open_page("plan-review", a=key, i=f"date:{LEFT_OUT}"))
    assert "The measure is not in the plan now." in shown
    page = open_page("plan-review", a=key, i="target:X99")
    assert "knows nothing of this name" in texts(page)
    page.button(key="review.target:X99.say-resolved").click().run()
    assert len(review(folder, key).open_questions) == 1


def test_a_link_to_the_roadmap_chooses_the_measure_once(folder: Path, key: str) -> None:
    page = open_page("roadmap", a=key, m=FIRST)
    assert page.selectbox(key="measure.sheet").value == FIRST
    other = next(it.measure.id for it in example_plan()[1].actions if it.measure.id != FIRST)
    page.selectbox(key="measure.sheet").set_value(other).run()
    assert page.selectbox(key="measure.sheet").value == other
    assert "m" not in page.query_params


def test_an_institution_sees_nothing_of_it(folder: Path, key: str) -> None:
    page = open_page("plan-review", a=key, **{"as": "police"})
    assert not any(item.startswith("review.") for item in buttons(page))
    assert state(folder, key) is AssessmentState.IN_REVIEW


def state(folder: Path, key: str) -> AssessmentState:
    return read(folder).load(key, person=TESTER).state
