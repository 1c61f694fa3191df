"""Plans below the minimum coverage: withheld, a sketch on demand, and the questions to answer first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import (
    Assessment,
    PlanStanding,
    first_questions,
    plan_standing,
    roadmap_of,
    score_assessment,
)
from assessment.model.plan_settings import PlanSettings
from questionnaires import Edition, Scoring
from questionnaires.model import NumberRange, TierSettings
from tests.builders import assessment, edition, indicator, pillar

HALF = Scoring(tiers=(TierSettings(minimum_coverage=0.5),))


def guarded(**changes: Any) -> Edition:
    """An edition that asks for half of the weight."""
    return edition(scoring=HALF, **changes)


def planned(questionnaire: Edition, answers: Assessment, *, sketch: bool = False) -> int:
    standing = plan_standing(questionnaire, answers, sketch=sketch)
    return len(roadmap_of(questionnaire, answers, standing).actions)


def test_below_the_minimum_nothing_is_planned_and_at_it_a_plan_is_made() -> None:
    thin, enough = assessment(A1=0), assessment(A1=0, B1=0)
    assert plan_standing(guarded(), thin) is PlanStanding.WITHHELD
    assert planned(guarded(), thin) == 0
    assert plan_standing(guarded(), enough) is PlanStanding.PLAN
    assert planned(guarded(), enough) > 0


def test_a_sketch_is_the_same_plan_and_only_on_demand() -> None:
    thin = assessment(A1=0)
    assert plan_standing(guarded(), thin, sketch=True) is PlanStanding.SKETCH
    assert planned(guarded(), thin, sketch=True) == planned(edition(), thin) > 0


def test_asking_for_a_sketch_does_not_make_one_of_a_plan() -> None:
    assert plan_standing(guarded(), assessment(A1=0, B1=0), sketch=True) is PlanStanding.PLAN


def test_a_plan_under_way_is_shown_as_a_sketch_and_not_withheld() -> None:
    plan = PlanSettings.model_validate({"progress": {"A1-a": {"status": "under_way", "started": "2026-07"}}})  # fmt: skip
    assert plan_standing(guarded(), assessment(A1=0, plan=plan)) is PlanStanding.SKETCH


def test_an_edition_without_a_minimum_or_without_measures_withholds_nothing() -> None:
    assert plan_standing(edition(), assessment()) is PlanStanding.PLAN
    assert plan_standing(guarded(measures=()), assessment()) is PlanStanding.PLAN


def test_what_does_not_apply_is_no_question_to_answer() -> None:
    answers = assessment(A1="not_applicable", A2="dont_know", B1="not_applicable", B2="not_applicable")  # fmt: skip
    asked = first_questions(guarded(), answers)
    assert [item.indicator.id for item in asked.questions] == ["A2"]
    nothing = dict.fromkeys(("A1", "A2", "B1", "B2"), "not_applicable")
    assert first_questions(guarded(), assessment(**nothing)).questions == ()
    assert plan_standing(guarded(), assessment(**nothing)) is PlanStanding.PLAN


def test_dangers_and_core_come_first_among_questions_of_one_weight() -> None:
    asked = first_questions(guarded(), assessment())
    assert [item.indicator.id for item in asked.questions] == ["A1", "B1", "A2", "B2"]
    both = guarded(
        pillars=(pillar("A", indicator("A1"), indicator("A2", core=True, severe=True)),),
        profiles=(),
        measures=(),
    )
    assert first_questions(both, assessment()).questions[0].indicator.id == "A2"


def test_a_heavier_question_and_a_wider_pillar_come_first() -> None:
    heavy = guarded(
        pillars=(
            pillar("A", indicator("A1"), indicator("A2", weight=3.0), indicator("A3")),
            pillar("B", indicator("B1"), weight=4.0),
        ),
        profiles=(),
        measures=(),
    )
    asked = first_questions(heavy, assessment())
    assert [item.indicator.id for item in asked.questions] == ["B1", "A2", "A1", "A3"]
    assert [item.width for item in asked.questions] == pytest.approx([0.8, 0.12, 0.04, 0.04])


def test_a_figure_is_a_question_as_wide_as_its_points() -> None:
    mixed = guarded(
        pillars=(
            pillar(
                "A",
                indicator("A1", number=NumberRange(worst=0, best=10, points=(0.4, 1.0), unit="x")),
                indicator("A2"),
            ),
        ),
        profiles=(),
        measures=(),
    )
    asked = first_questions(mixed, assessment())
    assert {item.indicator.id: item.width for item in asked.questions} == pytest.approx(
        {"A1": 0.3, "A2": 0.5}
    )


def test_a_question_outside_the_score_comes_last_and_has_no_width() -> None:
    outside = guarded(
        pillars=(pillar("A", indicator("A1", scored=False), indicator("A2")),),
        profiles=(),
        measures=(),
    )
    asked = first_questions(outside, assessment())
    assert [(item.indicator.id, item.width) for item in asked.questions] == [("A2", 1.0), ("A1", 0.0)]  # fmt: skip
    assert asked.needed == 1


@given(st.lists(st.sampled_from([0, 4, "unanswered", "dont_know"]), min_size=4, max_size=4))
def test_the_needed_answers_and_no_fewer_make_it_a_plan(given_answers: list[int | str]) -> None:
    answers = assessment(**dict(zip(("A1", "A2", "B1", "B2"), given_answers, strict=True)))
    asked = first_questions(guarded(), answers)
    ids = [item.indicator.id for item in asked.questions]
    for number in range(len(ids) + 1):
        then = answers.with_levels(dict.fromkeys(ids[:number], 1))
        is_plan = plan_standing(guarded(), then) is PlanStanding.PLAN
        assert is_plan == (number >= asked.needed)


@given(st.lists(st.sampled_from([0, 3, "dont_know"]), min_size=4, max_size=4))
def test_the_widths_are_what_stands_between_the_bounds(given_answers: list[int | str]) -> None:
    answers = assessment(**dict(zip(("A1", "A2", "B1", "B2"), given_answers, strict=True)))
    overall = score_assessment(edition(), answers).overall
    widths = [item.width for item in first_questions(edition(), answers).questions]
    assert overall.low is not None
    assert overall.high is not None
    assert sum(widths) == pytest.approx(overall.high - overall.low)
