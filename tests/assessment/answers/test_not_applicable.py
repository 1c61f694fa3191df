"""Answers that take questions out of the score are counted, and too many of a pillar raise a gate."""

from __future__ import annotations

from datetime import date

import pytest

from assessment import Answer, Assessment, raise_gates, score_assessment
from assessment.answers.consistency_gates import excludes_too_much
from assessment.review.reading_order import ReadFirst, reading_order
from questionnaires import Edition, Gate
from tests.builders import assessment, edition, indicator, pillar

TODAY = date(2026, 11, 23)
OUT = Answer(state="not_applicable", reason="There is no network.")


def edition_of(number: int, **changes: object) -> Edition:
    """An edition with a pillar A of `number` questions and a pillar B of two."""
    keys = [indicator(f"A{index}") for index in range(1, number + 1)]
    return edition(
        pillars=(pillar("A", *keys), pillar("B", indicator("B1"), indicator("B2"))),
        measures=(),
        **changes,
    )


def answers(*excluded: str, **levels: int) -> Assessment:
    result = assessment(**levels)
    return result.model_copy(update={"answers": {**result.answers, **dict.fromkeys(excluded, OUT)}})


def test_each_score_counts_what_was_taken_out() -> None:
    scores = score_assessment(edition_of(4), answers("A1", "A2", A3=2, A4=4))
    assert (scores.overall.not_applicable, scores.overall.answered, scores.overall.total) == (
        2,
        2,
        4,
    )
    assert [node.not_applicable for node in scores.pillars] == [2, 0]
    assert scores.nodes["A1"].not_applicable == 1
    assert scores.nodes["A3"].not_applicable == 0


@pytest.mark.parametrize(
    ("asked", "excluded", "is_raised"),
    [(5, 1, False), (5, 2, True), (10, 2, False), (10, 3, True), (4, 1, True), (20, 4, False)],
)
def test_the_gate_is_raised_above_a_fifth_of_a_pillar(
    asked: int, excluded: int, is_raised: bool
) -> None:
    keys = [f"A{index}" for index in range(1, excluded + 1)]
    raised = raise_gates(edition_of(asked), answers(*keys, B1=1), today=TODAY)
    assert [item.indicators for item in raised] == ([tuple(keys)] if is_raised else [])
    assert excludes_too_much(raised) is is_raised
    if is_raised:
        assert raised[0].pillar == "A"
        assert f"{excluded} of {asked} questions" in raised[0].gate.message
        assert "Have a reviewer confirm each reason." in raised[0].gate.remedy


def test_a_pillar_without_any_question_left_is_told_so() -> None:
    (raised,) = raise_gates(edition_of(2), answers("B1", "B2", A1=4, A2=4), today=TODAY)
    assert raised.pillar == "B"
    assert "all 2 questions" in raised.gate.message
    assert "No question is left" in raised.gate.message


def test_an_edition_sets_a_share_and_words_of_its_own() -> None:
    own = Gate(id="G9", kind="not_applicable", share=0.5, message="Half is out.", remedy="Ask.")
    made = edition_of(4, gates=(own,))
    assert raise_gates(made, answers("A1", "A2"), today=TODAY) == ()
    (raised,) = raise_gates(made, answers("A1", "A2", "A3"), today=TODAY)
    assert (raised.gate, raised.indicators, raised.pillar) == (own, ("A1", "A2", "A3"), "A")


def test_unknown_answers_raise_no_such_gate() -> None:
    unknown = Answer(state="dont_know", reason="Nobody could say.")
    made = answers(B1=1)
    made = made.model_copy(update={"answers": dict.fromkeys(("A1", "A2"), unknown)})
    assert raise_gates(edition_of(2), made, today=TODAY) == ()


def test_the_reviewer_reads_these_answers_early() -> None:
    order = reading_order(edition_of(3), answers("A3", "B1", A1=1, A2=1, B2=1), today=TODAY)
    assert [(item.indicator_id, item.reasons) for item in order[:2]] == [
        ("A3", (ReadFirst.NOT_APPLICABLE,)),
        ("B1", (ReadFirst.NOT_APPLICABLE,)),
    ]
