"""Tests of the page Results with AppTest: what is not applicable is counted beside the scores."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app_pages.results.shorter_profiles import render, scores
from assessment import Answer, score_assessment
from assessment.files.assessment_file import read_assessment
from questionnaires import load_published_edition
from reports.formats import Formats
from tests.support.pages import folder, open_page, texts
from tests.support.screens import EXAMPLES, TESTER, begin, bring_answered, store_in

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
    assert "the score lies between" in shown
    legal = load_published_edition("2026").pillars[0]
    scored = sum(item.scored for item in legal.walk_indicators())
    assert f"1 of {scored}" in shown


def test_the_score_of_the_quick_scan_stays_after_growing_until_all_is_answered(
    folder: Path,
) -> None:
    edition = load_published_edition("2026")
    given = read_assessment(EXAMPLES / "ken.yaml")
    quick = dict.fromkeys(edition.profile_indicators("quick"), Answer(level=2))
    grown = given.model_copy(update={"profile": "full", "answers": quick})
    overall = score_assessment(edition, grown.model_copy(update={"profile": "quick"})).overall
    assert scores(edition, grown)["quick"].score == overall.score
    shown = str(render(edition, grown))
    assert Formats(edition).banded(overall.score) in shown
    assert str(render(edition, grown.model_copy(update={"answers": {}}))) == ""
    every = dict.fromkeys(edition.indicators, Answer(level=2))
    assert str(render(edition, grown.model_copy(update={"answers": every}))) == ""


def test_the_page_begins_with_what_the_minister_reads(folder: Path) -> None:
    key = bring_answered(folder)
    shown = texts(open_page("results", a=key))
    places = [
        shown.index(words)
        for words in (
            "dangers to children by",
            "What may put a child in danger",
            "Decisions asked of you",
            "What is not known, or contested",
            "Overall score",
        )
    ]
    assert places == sorted(places)
    assert shown.count("<h1>") == 1


def test_the_bounds_are_left_out_where_nothing_is_missing(folder: Path) -> None:
    shown = results(
        folder, {key: Answer(level=2) for key in load_published_edition("2026").indicators}
    )
    assert "Overall score: 50" in shown
    assert "the score lies between" not in shown
