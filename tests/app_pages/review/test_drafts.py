"""Unsaved text of expert and country is kept: through Next, another button, another assessment."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.review.answer_review import Remark, RemarkKind
from assessment.workflow.states import Transition
from tests.app_pages.review.test_review import buttons, go, in_review, say
from tests.support.pages import folder, open_page, texts

__all__ = ["folder"]

K = RemarkKind


@pytest.mark.parametrize("indicator", ["L01", "L02", "O12"])
def test_the_stored_level_shows_as_chosen_after_a_reload_and_after_coming_back(
    folder: Path, indicator: str
) -> None:
    key = in_review(folder, **{indicator: 3})
    say(folder, key, indicator, Remark(K.VIEW, "No unit.", level=2, self_level=3, answer=1))
    page = open_page("review", a=key, i=indicator)
    assert page.radio(key=f"review.{indicator}.choice").value == "2"
    page.button(key="next" if not page.button(key="next").disabled else "previous").click().run()
    page.query_params["i"] = indicator
    page.run()
    assert page.radio(key=f"review.{indicator}.choice").value == "2"
    assert page.text_area(key=f"review.{indicator}.reason").value == "No unit."


def test_a_level_that_is_not_saved_stays_when_a_question_is_asked(folder: Path) -> None:
    key = in_review(folder, L01=3)
    page = open_page("review", a=key, i="L01")
    page.radio(key="review.L01.choice").set_value("1").run()
    page.text_area(key="review.L01.reason").set_value("The act is old.").run()
    page.text_area(key="review.L01.question").set_value("Which law?").run()
    page.button(key="review.ask").click().run()
    assert page.radio(key="review.L01.choice").value == "1"
    assert page.text_area(key="review.L01.reason").value == "The act is old."
    assert page.text_area(key="review.L01.question").value == ""


@pytest.mark.parametrize("field", ["reason", "question"])
def test_a_draft_stays_through_next_and_is_not_that_of_another_question(
    folder: Path, field: str
) -> None:
    key = in_review(folder, L01=3, L02=2)
    page = open_page("review", a=key, i="L01")
    page.text_area(key=f"review.L01.{field}").set_value("Half a thought").run()
    page.button(key="next").click().run()
    shown = "".join(page.query_params["i"])
    assert shown != "L01"
    assert page.text_area(key=f"review.{shown}.{field}").value == ""
    page.button(key="previous").click().run()
    assert page.text_area(key=f"review.L01.{field}").value == "Half a thought"


def test_a_draft_is_not_that_of_another_assessment(folder: Path) -> None:
    first, second = in_review(folder, L01=3), in_review(folder, L01=2)
    page = open_page("review", a=first, i="L01")
    page.text_area(key="review.L01.reason").set_value("Of the first").run()
    page.query_params["a"] = second
    page.run()
    assert page.text_area(key="review.L01.reason").value == ""
    page.query_params["a"] = first
    page.run()
    assert page.text_area(key="review.L01.reason").value == "Of the first"


def test_what_is_stored_is_no_draft_any_more(folder: Path) -> None:
    key = in_review(folder, L01=3, L02=2)
    page = open_page("review", a=key, i="L01")
    page.radio(key="review.L01.choice").set_value("2").run()
    page.text_area(key="review.L01.reason").set_value("Stored").run()
    page.button(key="review.go").click().run()
    say(folder, key, "L01", Remark(K.VIEW, "By another.", level=1, self_level=3, answer=1))
    page.query_params["i"] = "L01"
    page.run()
    assert page.radio(key="review.L01.choice").value == "1"
    assert page.text_area(key="review.L01.reason").value == "By another."


def test_a_draft_on_the_plan_stays_through_next(folder: Path) -> None:
    key = in_review(folder, L01=1, L02=1)
    page = open_page("plan-review", a=key)
    first = next(item.key for item in page.text_area if str(item.key).endswith(".question"))
    page.text_area(key=first).set_value("Why so late?").run()
    page.button(key="next").click().run()
    page.button(key="previous").click().run()
    assert page.text_area(key=first).value == "Why so late?"


def test_a_sentence_for_a_step_stays_while_another_page_is_read(folder: Path) -> None:
    key = in_review(folder, L01=3)
    page = open_page("hand-in", a=key)
    page.text_area(key="step.agree").set_value("All are content.").run()
    page.run()
    assert page.text_area(key="step.agree").value == "All are content."


def test_a_returned_assessment_opens_at_the_question_that_waits(folder: Path) -> None:
    key = in_review(folder, L01=3, T05=2, O03=1)
    say(folder, key, "T05", Remark(K.QUESTION, "Since when?", answer=1))
    go(folder, key, Transition.RETURN, reason="One question.")
    page = open_page("review", a=key)
    assert 'data-indicator="T05"' in texts(page)
    assert "review.go" not in buttons(page)
    say(folder, key, "T05", Remark(K.REPLY, "Since 2019.", answer=1))
    assert 'data-indicator="T05"' in texts(open_page("review", a=key))


@pytest.mark.parametrize("page_name", ["review", "hand-in"])
def test_after_the_reply_nothing_says_that_a_question_is_open(folder: Path, page_name: str) -> None:
    key = in_review(folder, L01=3)
    say(folder, key, "L01", Remark(K.QUESTION, "Which law?", answer=1))
    assert "a question is open" in texts(open_page(page_name, a=key, i="L01"))
    say(folder, key, "L01", Remark(K.REPLY, "The act of 2019.", answer=1))
    shown = texts(open_page(page_name, a=key, i="L01"))
    assert "a question is open" not in shown
    assert "replied, waits for the expert" in shown
    say(folder, key, "L01", Remark(K.QUESTION, "Which article?", answer=1))
    assert "a question is open" in texts(open_page(page_name, a=key, i="L01"))


@pytest.mark.parametrize("name", ["review", "plan-review", "hand-in", "publication", "results"])
def test_a_page_that_saves_by_a_button_says_nothing_is_pending(folder: Path, name: str) -> None:
    assert "data-choice" not in texts(open_page(name, a=in_review(folder, L01=3)))


@pytest.mark.parametrize("name", ["answer", "statistics"])
def test_a_page_that_saves_each_change_tells_what_it_holds(folder: Path, name: str) -> None:
    assert "data-choice" in texts(open_page(name, a=in_review(folder, L01=3)))
