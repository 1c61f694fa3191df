"""Tests of the pages from submission to agreement with AppTest: state, stored remarks, refusals."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment import Answer, AssessmentState
from assessment.review.answer_review import Remark, RemarkKind, ReviewOutcome
from assessment.store import local_person
from assessment.workflow.states import Transition
from tests.support.counts import QUESTIONS
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

S, K = AssessmentState, RemarkKind
BEN = local_person("Ben")


def answered(folder: Path, **levels: int) -> str:
    """Create an assessment with these levels and return its id."""
    key = begin(folder)
    store = store_in(folder)
    for indicator, level in levels.items():
        store.save_answer(
            key, indicator, Answer(level=level), expected_revision=0, person=TESTER, at=_now()
        )
    store.close()
    return key


def go(folder: Path, key: str, *steps: Transition, reason: str = "") -> None:
    """Apply transitions one after the other."""
    store = store_in(folder)
    for step in steps:
        seen = len(store.transitions(key, person=TESTER))
        store.apply_transition(key, step, seen=seen, person=TESTER, at=_now(), reason=reason)
    store.close()


def in_review(folder: Path, **levels: int) -> str:
    """Create an assessment with these levels, start its review and return its id."""
    key = answered(folder, **levels)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW)
    return key


def say(folder: Path, key: str, indicator: str, *remarks: Remark) -> None:
    """Store remarks on an indicator, by the method of the role each kind belongs to."""
    store = store_in(folder)
    for remark in remarks:
        by_expert = remark.kind in (K.VIEW, K.QUESTION, K.RESOLVED)
        result = store.reviews(key, person=TESTER).get(indicator)
        (store.review if by_expert else store.respond)(
            key, indicator, remark, seen=len(result.remarks) if result else 0, person=BEN, at=_now()
        )
    store.close()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def state(folder: Path, key: str) -> AssessmentState:
    return store_in(folder).load(key, person=TESTER).state


def written(page: AppTest) -> str:
    """Return the HTML and Markdown of a page."""
    return texts(page) + " ".join(item.value for item in page.markdown)


def buttons(page: AppTest) -> set[str]:
    """Return the keys of the buttons of a page."""
    return {item.key for item in page.button if item.key}


def test_a_draft_says_what_is_missing_and_is_handed_in(folder: Path) -> None:
    key = answered(folder, L01=3)
    page = open_page("hand-in", a=key)
    assert f"{QUESTIONS - 1} questions have no answer" in texts(page)
    assert "1 answer has no evidence" in texts(page)
    assert f"and {QUESTIONS - 13} more" in texts(page)
    page.button(key="step-submit").click().run()
    assert not page.error
    assert state(folder, key) is S.SUBMITTED
    assert "Handed in." in texts(page)
    assert store_in(folder).transitions(key, person=TESTER)[0].snapshot[:12] in texts(page)
    assert "an expert begins the review" in texts(page)


def test_a_step_without_its_reason_is_refused_and_what_was_written_is_kept(folder: Path) -> None:
    key = answered(folder, L01=3)
    go(folder, key, Transition.SUBMIT)
    page = open_page("hand-in", a=key)
    page.button(key="step-take_back").click().run()
    assert "Say in one sentence why" in page.error[0].value
    assert state(folder, key) is S.SUBMITTED
    page.text_area(key="step.take_back").set_value("One ministry is late.").run()
    page.button(key="step-take_back").click().run()
    assert state(folder, key) is S.DRAFT
    assert "One ministry is late." in texts(page)


def test_a_step_keeps_the_sentence_that_was_said_with_it(folder: Path) -> None:
    key = answered(folder, L01=3)
    page = open_page("hand-in", a=key)
    page.text_area(key="step.submit").set_value("All ministries have read it.").run()
    page.button(key="step-submit").click().run()
    (step,) = store_in(folder).transitions(key, person=TESTER)
    assert (step.state, step.reason) == (S.SUBMITTED, "All ministries have read it.")
    assert "All ministries have read it." in texts(page)


def test_somebody_who_was_slower_is_told_that_it_has_moved_on(folder: Path) -> None:
    key = answered(folder, L01=3)
    page = open_page("hand-in", a=key)
    go(folder, key, Transition.SUBMIT)
    page.button(key="step-submit").click().run()
    assert "moved the assessment on meanwhile" in page.error[0].value
    assert len(store_in(folder).transitions(key, person=TESTER)) == 1


def test_what_is_open_keeps_from_agreeing_and_without_a_question_nothing_is_returned(
    folder: Path,
) -> None:
    key = in_review(folder, L01=3)
    page = open_page("hand-in", a=key)
    assert {"step-agree"} <= buttons(page)
    assert "step-return" not in buttons(page)
    say(folder, key, "L01", Remark(K.QUESTION, "Which law?", answer=1))
    page = open_page("hand-in", a=key)
    assert "step-agree" not in buttons(page)
    assert "a question is open" in texts(page)
    page.text_area(key="step.return").set_value("One question.").run()
    page.button(key="step-return").click().run()
    assert state(folder, key) is S.RETURNED
    assert "Questions: L01" in re.sub("<[^>]*>", "", texts(page))


def test_what_is_handed_in_says_so_above_the_question_and_can_not_be_typed(folder: Path) -> None:
    key = answered(folder, L01=3, L02=2)
    page = open_page("answer", a=key, i="L02")
    assert "Handed in" not in texts(page)
    assert not page.radio(key="L02.choice").disabled
    go(folder, key, Transition.SUBMIT)
    page = open_page("answer", a=key, i="L02")
    assert "not changed until it is returned" in texts(page)
    assert page.radio(key="L02.choice").disabled
    assert page.text_area(key="L02.reason").disabled


def test_what_is_returned_names_the_questions_and_opens_only_these(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=2)
    say(folder, key, "L01", Remark(K.QUESTION, "Which law?", answer=1))
    go(folder, key, Transition.RETURN, reason="One question.")
    page = open_page("answer", a=key, i="L02")
    assert "only these answers can be changed" in texts(page)
    assert "i=L01" in texts(page)
    assert page.radio(key="L02.choice").disabled
    page = open_page("answer", a=key, i="L01")
    page.radio(key="L01.choice").set_value("2").run()
    assert store_in(folder).load(key, person=TESTER).level("L01") == 2


def test_an_assessment_that_is_not_handed_in_has_no_desk_yet(folder: Path) -> None:
    page = open_page("review", a=answered(folder, L01=3))
    assert "review.go" not in buttons(page)
    assert "the coordinator hands them in" in written(page)


def test_the_desk_begins_with_what_does_not_fit_and_says_why(folder: Path) -> None:
    # G02 and others: a database is connected, the unit and the law are missing.
    page = open_page("review", a=in_review(folder, L01=1, T13=3, O12=0))
    assert f"1 of {QUESTIONS} in reading order" in texts(page)
    assert 'data-indicator="T13"' in texts(page) or 'data-indicator="O12"' in texts(page)
    assert "Victim identification is said to be connected" in texts(page)


def test_a_level_of_the_expert_is_stored_with_its_reason_and_leads_on(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=2)
    page = open_page("review", a=key, i="L01")
    page.radio(key="review.L01.choice").set_value("2").run()
    page.button(key="review.go").click().run()
    assert "Say in one sentence why" in page.error[0].value
    page.text_area(key="review.L01.reason").set_value("No unit enforces it.").run()
    page.button(key="review.go").click().run()
    assert not page.error
    result = store_in(folder).reviews(key, person=TESTER)["L01"]
    assert result.view is not None
    assert (result.view.level, result.view.self_level, result.view.text) == (
        2,
        3,
        "No unit enforces it.",
    )
    assert page.query_params["i"] != "L01"
    assert f"1 of {QUESTIONS} looked at · 1 open" in texts(page)


def test_one_press_says_the_same_as_the_country(folder: Path) -> None:
    key = in_review(folder, L01=3)
    page = open_page("review", a=key, i="L01")
    page.button(key="review.same").click().run()
    assert store_in(folder).reviews(key, person=TESTER)["L01"].outcome is ReviewOutcome.AGREED
    page = open_page("review", a=key, i="C01")
    page.button(key="review.same").click().run()
    result = store_in(folder).reviews(key, person=TESTER)["C01"]
    assert (result.outcome, result.view.level) == (ReviewOutcome.AGREED, None)  # type: ignore[union-attr]


def test_a_question_is_asked_replied_to_and_resolved(folder: Path) -> None:
    key = in_review(folder, L01=3)
    page = open_page("review", a=key, i="L01")
    page.button(key="review.ask").click().run()
    assert "the question is empty" in page.error[0].value
    page.text_area(key="review.L01.question").set_value("Which <b>law</b>?").run()
    page.button(key="review.ask").click().run()
    assert "Question. <bdi>Which <b>law</b>?</bdi>" in texts(page).replace("</strong>", "")
    assert page.text_area(key="review.L01.question").value == ""
    page.text_area(key="review.L01.reply").set_value("The act of 2019.").run()
    page.button(key="review.reply").click().run()
    page.button(key="review.resolved").click().run()
    kinds = [item.kind for item in store_in(folder).reviews(key, person=TESTER)["L01"].remarks]
    assert kinds == [K.QUESTION, K.REPLY, K.RESOLVED]


def test_the_country_takes_a_level_over_or_keeps_its_own(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=1)
    for indicator, own in (("L01", 3), ("L02", 1)):
        say(folder, key, indicator, Remark(K.VIEW, "x", level=2, self_level=own, answer=1))
    page = open_page("review", a=key, i="L01")
    page.button(key="review.accept").click().run()
    assert store_in(folder).load(key, person=TESTER).level("L01") == 2
    page = open_page("answer", a=key, i="L01")
    assert page.radio(key="L01.choice").value == "2"
    assert page.text_area(key="L01.override").value == "x"
    assert "Not saved" not in texts(page).replace("Not saved yet", "")
    page = open_page("review", a=key, i="L02")
    page.button(key="review.keep").click().run()
    assert "why you keep" in page.error[0].value
    page.text_area(key="review.L02.reply").set_value("The court has ruled so.").run()
    page.button(key="review.keep").click().run()
    result = store_in(folder).reviews(key, person=TESTER)
    assert [result[i].outcome for i in ("L01", "L02")] == [
        ReviewOutcome.AGREED,
        ReviewOutcome.BOTH_KEPT,
    ]


def test_the_results_show_self_expert_and_agreed_and_which_the_roadmap_uses(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=1)
    assert "Self and expert" not in texts(open_page("results", a=key))
    say(
        folder, key, "L01",
        Remark(K.VIEW, "No unit.", level=2, self_level=3, answer=1), Remark(K.ACCEPTED, answer=1),
    )  # fmt: skip
    say(
        folder, key, "L02",
        Remark(K.VIEW, "It works.", level=3, self_level=1, answer=1),
        Remark(K.KEPT, "Not yet.", answer=1),
    )  # fmt: skip
    shown = texts(open_page("results", a=key))
    assert "use the country’s answers as they stand" in shown
    assert "Taken over" in shown
    assert "Both kept" in shown
    go(folder, key, Transition.AGREE)
    shown = texts(open_page("results", a=key))
    assert "use the agreed levels" in shown
    assert "On 1 question both kept their level" in shown


def test_the_queue_names_what_waits_before_what_is_under_way_and_no_draft(folder: Path) -> None:
    answered(folder, L01=1)
    reviewed, waiting = in_review(folder, L01=3), answered(folder, L01=2)
    go(folder, waiting, Transition.SUBMIT)
    labels = [
        item.proto.label
        for item in open_page("review").get("page_link")
        if "Kenya" in item.proto.label
    ]
    assert [label.partition(" ·")[0] for label in labels] == ["Submitted", "In review"]
    page = open_page("review", a=reviewed)
    labels = [item.proto.label for item in page.get("page_link") if "Kenya" in item.proto.label]
    assert [label.partition(" ·")[0] for label in labels] == ["Submitted"]


def ways_on(page: AppTest) -> dict[str, str]:
    """The page that each link below the answer opens, by its label."""
    return {item.proto.label: item.proto.page for item in page.main.get("page_link")}


def test_the_page_leads_to_the_step_that_comes_next(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=2)
    assert "hand-in" not in ways_on(open_page("review", a=key, i="L01")).values()
    say(folder, key, "L01", Remark(K.QUESTION, "Which act?", answer=1))
    page = ways_on(open_page("review", a=key, i="L01"))
    assert page["Return it with 1 question"] == "hand-in"
    assert page["To the review of the plan"] == "plan-review"
    go(folder, key, Transition.RETURN, reason="One question.")
    say(folder, key, "L01", Remark(K.REPLY, "Section 3.", answer=1))
    assert ways_on(open_page("review", a=key, i="L01"))["Hand in again"] == "hand-in"


def test_a_returned_answer_can_be_changed_from_the_question_about_it(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=2)
    say(folder, key, "L01", Remark(K.QUESTION, "Which act?", answer=1))
    go(folder, key, Transition.RETURN, reason="One question.")
    label = "Look at the 1 answer the expert asks about"
    assert ways_on(open_page("review", a=key, i="L01"))[label] == "answer"
    assert label not in ways_on(open_page("review", a=key, i="L02"))
