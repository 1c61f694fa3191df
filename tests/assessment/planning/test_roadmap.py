"""Roadmaps: every measure needed, none before its prerequisites, and exactly the targets at the end."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from assessment import (
    Action,
    Assessment,
    LeftOut,
    PhaseId,
    PlanSettings,
    Roadmap,
    plan_roadmap,
    score_assessment,
    target_levels,
)
from assessment.planning.measure_selection import prerequisites_of
from questionnaires import Edition, Scoring, load_published_edition
from tests.assessment.strategies import plans
from tests.builders import assessment, edition, indicator, measure, pillar
from tests.support.profiles import drawn

UNLIMITED = PlanSettings(horizon_months=None, at_once=None)


def ids(questionnaire: Edition, answers: Assessment) -> list[str]:
    return [action.measure.id for action in plan_roadmap(questionnaire, answers).actions]


def test_only_the_measures_between_level_and_target_are_planned() -> None:
    low = assessment(A1=0, targets={"A1": 2}, plan=UNLIMITED)
    assert ids(edition(), low) == ["A1-a"]
    high = assessment(A1=2, targets={"A1": 4}, plan=UNLIMITED)
    assert ids(edition(), high) == ["A1-b"]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_an_indicator_at_or_above_its_target_needs_no_measure(level: int) -> None:
    at_target = assessment(B1=level, targets={"B1": level}, plan=UNLIMITED)
    assert ids(edition(), at_target) == []
    above = assessment(B1=level, targets={"B1": level - 1}, plan=UNLIMITED)
    assert ids(edition(), above) == []


def test_what_a_measure_needs_is_pulled_in_and_the_higher_target_is_said() -> None:
    roadmap = plan_roadmap(
        edition(), assessment(A1=1, A2=0, targets={"A1": 1, "A2": 4}, plan=UNLIMITED)
    )
    assert [action.measure.id for action in roadmap.actions] == ["A1-a", "A2-a"]
    (raised,) = roadmap.raised
    assert (raised.indicator_id, raised.from_target, raised.to_target, raised.needed_by) == (
        "A1", 1, 2, "A2-a",
    )  # fmt: skip
    assert roadmap.targets["A1"] == 2


def test_a_prerequisite_that_already_holds_drops_out() -> None:
    roadmap = plan_roadmap(edition(), assessment(A1=2, A2=0, targets={"A1": 2}, plan=UNLIMITED))
    (action,) = [item for item in roadmap.actions if item.measure.id == "A2-a"]
    assert (action.start_quarter, action.prerequisites) == (0, ())


def test_a_prerequisite_on_an_unanswered_indicator_is_an_assumption_to_confirm() -> None:
    (action,) = plan_roadmap(edition(), assessment(A2=0, plan=UNLIMITED)).actions
    assert action.assumptions == ("A1>=2",)


def test_what_does_not_fit_the_horizon_is_listed_with_what_depends_on_it() -> None:
    slow = edition(
        measures=(
            measure("A1-a", lifts=("A1", 0, 4), months={"low": 6, "likely": 24, "high": 60}),
            measure("A2-a", lifts=("A2", 0, 4), prerequisites=("A1-a",)),
            measure("B1-a", lifts=("B1", 0, 4)),
        )
    )
    roadmap = plan_roadmap(slow, assessment(A1=0, A2=0, B1=0, plan=PlanSettings(horizon_months=12)))
    assert [action.measure.id for action in roadmap.actions] == ["B1-a"]
    assert [(item.measure.id, item.why) for item in roadmap.unplanned] == [
        ("A1-a", LeftOut.HORIZON),
        ("A2-a", LeftOut.PREREQUISITE),
    ]


def test_a_step_without_a_measure_is_said_and_not_climbed() -> None:
    questionnaire = edition(measures=(measure("A1-a", lifts=("A1", 0, 2)),))
    roadmap = plan_roadmap(questionnaire, assessment(A1=0, plan=UNLIMITED))
    assert roadmap.uncovered == (("A1", 2), ("A1", 3))
    assert roadmap.targets["A1"] == 2


def test_a_step_needs_every_measure_that_covers_it() -> None:
    questionnaire = edition(
        measures=(measure("A1-a", lifts=("A1", 0, 4)), measure("A1-b", lifts=("A1", 1, 4)))
    )
    roadmap = plan_roadmap(
        questionnaire, assessment(A1=0, plan=PlanSettings(horizon_months=None, at_once=1))
    )
    assert [(m.quarter, m.level) for m in roadmap.milestones] == [(1, 1), (3, 4)]


def test_dates_follow_the_start_and_quarters_of_three_months() -> None:
    roadmap = plan_roadmap(
        edition(), assessment(A1=0, plan=PlanSettings(start="2027-04", at_once=None))
    )
    first, second = roadmap.actions
    assert (first.start, first.end) == (date(2027, 4, 1), date(2027, 9, 1))
    assert (second.start, second.end) == (date(2027, 10, 1), date(2028, 3, 1))


def test_the_most_urgent_comes_first_where_capacity_is_short() -> None:
    questionnaire = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2", core=True)),),
        profiles=(),
        measures=(measure("A1-a", lifts=("A1", 0, 4)), measure("A2-a", lifts=("A2", 0, 4))),
        scoring=Scoring(default_target=3),
    )
    roadmap = plan_roadmap(questionnaire, assessment(A1=0, A2=0, plan=PlanSettings(at_once=1)))
    assert [action.measure.id for action in roadmap.actions] == ["A2-a", "A1-a"]


def test_nothing_answered_gives_an_empty_roadmap() -> None:
    roadmap = plan_roadmap(edition(), assessment())
    assert (roadmap.actions, roadmap.unplanned, roadmap.milestones) == ((), (), ())


def test_costs_are_spread_over_the_quarters_and_add_up() -> None:
    roadmap = plan_roadmap(edition(), assessment(A1=0, A2=0, B1=0, B2=0))
    assert sum(year.low for year in roadmap.costs) == pytest.approx(5 * 10_000)
    assert sum(year.high for year in roadmap.costs) == pytest.approx(5 * 50_000)


@settings(max_examples=drawn(150))
@given(plans())
def test_a_plan_is_valid_and_ends_at_what_it_promises(case: tuple[Edition, Assessment]) -> None:
    questionnaire, answers = case
    roadmap = plan_roadmap(questionnaire, answers)
    by_id = {action.measure.id: action for action in roadmap.actions}
    load: Counter[tuple[str, int]] = Counter()
    for action in roadmap.actions:
        assert action.quarters == max(1, -(-action.measure.months.likely // 3))
        assert action.from_level < action.to_level
        for key in action.prerequisites:
            assert by_id[key].end_quarter <= action.start_quarter
        assert_prerequisites_are_met(questionnaire, answers, roadmap, action)
        load.update((action.pillar_id, q) for q in range(action.start_quarter, action.end_quarter))
        if answers.plan.horizon_months is not None:
            assert action.end_quarter * 3 <= answers.plan.horizon_months
    if answers.plan.at_once is not None:
        assert all(number <= answers.plan.at_once for number in load.values())
    for key, level in roadmap.levels_after(questionnaire, answers, roadmap.quarters).items():
        assert (answers.level(key) or 0) <= level <= roadmap.targets[key]


def assert_prerequisites_are_met(
    questionnaire: Edition, answers: Assessment, roadmap: Roadmap, action: Action
) -> None:
    """When an action starts, its prerequisites are met: by the initial levels, or by actions that ended before."""
    before = roadmap.levels_after(questionnaire, answers, action.start_quarter - 1)
    ended = {
        item.measure.id for item in roadmap.actions if item.end_quarter <= action.start_quarter
    }
    for prerequisite in prerequisites_of(questionnaire, action.measure):
        level = answers.level(prerequisite.indicator_id)
        if level is None:
            assert f"{prerequisite.indicator_id}>={prerequisite.level}" in action.assumptions
        elif prerequisite.measure_id is None:
            assert before.get(prerequisite.indicator_id, level) >= prerequisite.level
        elif level < prerequisite.level:
            assert prerequisite.measure_id in ended


@settings(max_examples=drawn(150))
@given(plans())
def test_executing_every_measure_of_an_unlimited_plan_gives_the_target(
    case: tuple[Edition, Assessment],
) -> None:
    questionnaire, answers = case
    answers = answers.model_copy(update={"plan": UNLIMITED})
    roadmap = plan_roadmap(questionnaire, answers)
    raised = {item.indicator_id: item.to_target for item in roadmap.raised}
    wanted = {
        key: max(target, answers.level(key) or 0, raised.get(key, 0))
        for key, target in target_levels(questionnaire, answers).items()
        if answers.level(key) is not None
    }
    after = roadmap.levels_after(questionnaire, answers, roadmap.quarters)
    assert roadmap.unplanned == ()
    assert after == wanted
    promised = score_assessment(questionnaire, answers.with_levels(wanted)).overall.score
    if roadmap.path:
        assert roadmap.path[-1].score == promised


@given(plans())
def test_the_same_input_gives_the_same_plan(case: tuple[Edition, Assessment]) -> None:
    questionnaire, answers = case
    turned = answers.model_copy(update={"answers": dict(reversed(answers.answers.items()))})
    assert plan_roadmap(questionnaire, answers) == plan_roadmap(questionnaire, turned)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_edition_2026_leads_from_every_level_to_the_top(level: int) -> None:
    questionnaire = load_published_edition("2026")
    answers = assessment(edition="2026", targets={"default": 4}, plan=UNLIMITED).with_levels(
        dict.fromkeys(questionnaire.indicators, level)
    )
    roadmap = plan_roadmap(questionnaire, answers)
    assert set(roadmap.levels_after(questionnaire, answers, roadmap.quarters).values()) == {4}
    assert roadmap.path[-1].score == 1.0


def test_a_quick_win_is_short_cheap_and_has_no_prerequisites() -> None:
    questionnaire = load_published_edition("2026")
    answers = assessment(edition="2026").with_levels(dict.fromkeys(questionnaire.indicators, 0))
    roadmap = plan_roadmap(questionnaire, answers)
    wins = roadmap.phase(PhaseId.QUICK_WINS)
    assert wins
    for action in wins:
        assert action.measure.months.likely <= 6
        assert action.measure.effort in ("XS", "S")
        assert not action.prerequisites
