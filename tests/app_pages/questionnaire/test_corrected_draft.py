"""Answers stored before the draft of the edition was corrected: pages open, and the new questions show them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assessment import Answer
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]


def stored_before(folder: Path) -> str:
    """An assessment in the store with an answer to a question that is gone; its id."""
    key = begin(folder)
    store = store_in(folder)
    for indicator, level in {"T11": 2, "T12": 1}.items():
        store.save_answer(
            key,
            indicator,
            Answer(level=level, reason="Guidance of 2024."),
            expected_revision=0,
            person=TESTER,
            at=dt.datetime.now(dt.UTC),
        )
    store.close()
    return key


@pytest.mark.parametrize("page", ["results", "gaps", "roadmap", "evidence", "hand-in"])
def test_an_assessment_with_an_answer_to_a_question_that_is_gone_opens(
    folder: Path, page: str
) -> None:
    assert texts(open_page(page, a=stored_before(folder)))


@pytest.mark.parametrize("question", ["T17", "T18"])
def test_the_questions_that_took_its_place_show_the_answer_and_ask_to_look_again(
    folder: Path, question: str
) -> None:
    page = open_page("answer", a=stored_before(folder), i=question)
    shown = texts(page) + " ".join(item.value for item in page.markdown)
    assert "split in two" in shown or any("split in two" in item.value for item in page.warning)


def test_the_stored_answer_itself_stays(folder: Path) -> None:
    key = stored_before(folder)
    store = store_in(folder)
    assert store.load(key, person=TESTER).answers["T11"].level == 2
    store.close()
