"""Tests of the page Results with AppTest: what is not applicable is counted beside the scores."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessment import Answer
from questionnaires import load_published_edition
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

OUT = Answer(state="not_applicable", reason="There is no network here.")


def results(folder: Path, answers: dict[str, Answer]) -> str:
    key = begin(folder)
    store = store_in(folder)
    for indicator, answer in answers.items():
        at = dt.datetime.now(dt.UTC)
        store.save_answer(key, indicator, answer, expected_revision=0, person=TESTER, at=at)
    store.close()
    return texts(open_page("results", a=key))


def test_what_is_out_stands_beside_the_score_with_its_gate(folder: Path) -> None:
    excluded = {f"I{number:02}": OUT for number in range(1, 13)}
    shown = results(folder, {**excluded, "L02": Answer(level=2)})
    assert "12 not applicable" in shown
    assert "no question left, 12 not applicable" in shown
    assert "all 12 questions are answered as not applicable" in shown


def test_without_any_the_words_are_as_before(folder: Path) -> None:
    shown = results(folder, {"L02": Answer(level=2)})
    assert "not applicable" not in shown
    legal = load_published_edition("2026").pillars[0]
    scored = sum(item.scored for item in legal.walk_indicators())
    assert f"1 of {scored}" in shown
