"""The planner on the edition in use with random answers and decisions: a complete plan reaches exactly the targets."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import (
    Answer,
    Assessment,
    Capacity,
    Emphasis,
    GoalKind,
    Load,
    MeasureDecision,
    PlanSettings,
    Roadmap,
    plan_roadmap,
    score_assessment,
    target_levels,
)
from assessment.planning.schedule.problem_builder import quarter_of
from questionnaires import load_published_edition
from tests.assessment.planning.low_income import low_income
from tests.support.counts import QUESTIONS
from tests.support.profiles import drawn

EDITION = load_published_edition("2026")
ASKED = [key for key, item in EDITION.indicators.items() if item.number is None]
LED_BY = sorted({item.lead for item in EDITION.measures})
START = "2027-01"
NO_LOAD_LIMIT = Load(in_all=None, first_year=None, lead=None, lead_agency=None, first_quarter=None)


@st.composite
def assessments(draw: st.DrawFn, maximum: int) -> Assessment:
    """Levels for up to `maximum` questions, targets for some of them."""
    keys = draw(st.lists(st.sampled_from(ASKED), min_size=1, max_size=maximum, unique=True))
    levels = {key: Answer(level=draw(st.integers(0, 4))) for key in keys}
    targets = {key: draw(st.integers(0, 4)) for key in keys if draw(st.integers(0, 3)) == 0}
    return Assessment(
        country="KEN",
        edition=EDITION.id,
        cycle=2026,
        answers=levels,
        targets={"default": draw(st.integers(1, 4)), **targets},
    )


@st.composite
def decided(draw: st.DrawFn) -> Assessment:
    """The same with a horizon, budgets, capacities of institutions, and decisions on some measures."""
    assessment = draw(assessments(maximum=10))
    needed = [item.measure.id for item in plan_roadmap(EDITION, _unlimited(assessment)).actions]
    decisions = st.sampled_from(
        [
            MeasureDecision(choice="must"),
            MeasureDecision(choice="may_not"),
            MeasureDecision(by="2028-06"),
            MeasureDecision(by="2027-03"),
        ]
    )
    chosen = draw(st.sets(st.sampled_from(needed), max_size=4)) if needed else set()
    months = draw(st.sampled_from([12, 36]))
    budget = st.sampled_from([0.0, 100_000.0, 400_000.0, 2_000_000.0])
    plan = PlanSettings(
        start=START,
        horizon_months=months,
        at_once=draw(st.sampled_from([None, 1, 4])),
        budget_by_year=tuple(draw(budget) for _year in range(draw(st.integers(0, months // 12)))),
        capacity={
            role: Capacity(at_once=draw(st.integers(1, 2)))
            for role in draw(st.sets(st.sampled_from(LED_BY), max_size=2))
        },
        load=draw(
            st.sampled_from(
                [Load(), Load(in_all=3, first_year=2, lead=1, first_quarter=1), NO_LOAD_LIMIT]
            )
        ),
        decisions={key: draw(decisions) for key in sorted(chosen)},
    )
    return assessment.model_copy(update={"plan": plan})


def _unlimited(assessment: Assessment) -> Assessment:
    plan = PlanSettings(start=START, horizon_months=None, at_once=None)
    return assessment.model_copy(update={"plan": plan})


@settings(max_examples=drawn(40), deadline=None)
@given(assessments(maximum=QUESTIONS))
def test_everything_carried_out_gives_exactly_the_target_in_every_score(
    assessment: Assessment,
) -> None:
    assessment = _unlimited(assessment)
    roadmap = plan_roadmap(EDITION, assessment)
    raised = {item.indicator_id: item.to_target for item in roadmap.raised}
    levels = {key: assessment.level(key) or 0 for key in assessment.answers}
    aims = target_levels(EDITION, assessment)
    wanted = {
        key: max(level, aims.get(key, 0), raised.get(key, 0)) for key, level in levels.items()
    }
    after = roadmap.levels_after(EDITION, assessment, roadmap.quarters)
    reached = score_assessment(EDITION, assessment.with_levels({**levels, **after}))
    promised = score_assessment(EDITION, assessment.with_levels(wanted))
    assert not roadmap.unplanned
    assert reached == promised
    if roadmap.path:
        assert roadmap.path[-1].score == promised.overall.score


@settings(max_examples=drawn(40), deadline=None)
@given(decided())
def test_no_decision_is_broken_in_silence_and_no_limit_at_all(assessment: Assessment) -> None:
    roadmap = plan_roadmap(EDITION, assessment)
    plan = assessment.plan
    by_id = {item.measure.id: item for item in roadmap.actions}
    named = {
        requirement.id for conflict in roadmap.conflicts for requirement in conflict.requirements
    }
    missed = set()
    for key, decision in plan.decisions.items():
        if decision.choice == "may_not":
            assert key not in by_id
        elif decision.must:
            action = by_id.get(key)
            last = 10_000 if decision.by is None else quarter_of(roadmap.start, decision.by) + 1
            missed |= {key} if action is None or action.end_quarter > last else set()
    assert bool(missed) == bool(roadmap.conflicts)
    assert not missed or named & plan.decisions.keys()
    for item in roadmap.actions:
        assert item.end_quarter * 3 <= (plan.horizon_months or 0)
        for earlier in item.prerequisites:
            assert by_id[earlier].end_quarter <= item.start_quarter
    assert_limits_hold(assessment, roadmap)


def assert_limits_hold(assessment: Assessment, roadmap: Roadmap) -> None:
    """Sums of the printed costs and quarters, independent of the planner; money is rounded to units."""
    plan = assessment.plan
    procedures = {
        (
            item.bundle or item.measure.id,
            item.end_quarter,
            item.measure.lead,
            item.pillar_id,
            quarter,
        )
        for item in roadmap.actions
        for quarter in range(item.start_quarter, item.end_quarter)
    }
    load = Counter(
        (who, quarter) for _key, _end, lead, pillar, quarter in procedures for who in (lead, pillar)
    )
    for (who, _quarter), count in load.items():
        ceiling = plan.load.lead_agency if who == "lead_agency" else plan.load.lead
        limit = plan.capacity[who].at_once if who in plan.capacity else ceiling
        if who in {pillar.id for pillar in EDITION.pillars}:
            limit = plan.at_once
        assert limit is None or count <= limit
    under_way = Counter(quarter for *_rest, quarter in procedures)
    for quarter, count in under_way.items():
        limits = [plan.load.in_all, plan.load.first_year if quarter < 4 else None]
        assert all(limit is None or count <= limit for limit in limits)
    started = len(
        {item.bundle or item.measure.id for item in roadmap.actions if item.start_quarter == 0}
    )
    assert plan.load.first_quarter is None or started <= plan.load.first_quarter
    for year in roadmap.costs:
        if year.budget is not None:
            middle = (year.low + year.high) / 2
            assert middle <= year.budget + 2 * len(roadmap.actions)


@settings(max_examples=drawn(15), deadline=None)
@given(decided(), st.sampled_from([50_000.0, 1_000_000.0]))
def test_more_money_in_every_year_never_gives_a_widest_gain_that_is_worth_less(
    assessment: Assessment, more: float
) -> None:
    plan = assessment.plan.model_copy(update={"decisions": {}, "emphasis": Emphasis.WIDEST_GAIN})
    assessment = assessment.model_copy(update={"plan": plan})
    richer = plan.model_copy(
        update={"budget_by_year": tuple(amount + more for amount in plan.budget_by_year)}
    )
    poor = plan_roadmap(EDITION, assessment).schedule
    rich = plan_roadmap(EDITION, assessment.model_copy(update={"plan": richer})).schedule
    assert math.ceil(rich.objective * (1 + (rich.slack or 0))) >= poor.objective


@pytest.mark.parametrize(
    ("budgets", "least"),
    [
        ((400_000.0, 600_000.0, 500_000.0), 4),
        ((360_000.0,) * 5, 4),
        ((600_000.0,) * 5, 5),
        ((1_000_000.0,) * 5, 6),
    ],
)
def test_a_low_income_country_closes_as_many_dangers_as_its_money_can(
    budgets: tuple[float, ...], least: int
) -> None:
    plan = PlanSettings(start=START, horizon_months=12 * len(budgets), budget_by_year=budgets)
    roadmap = plan_roadmap(EDITION, low_income(ASKED, plan))
    closed = roadmap.schedule.goal(GoalKind.DANGERS_CLOSED)
    assert len(roadmap.dangers.closed) >= least
    assert roadmap.dangers.total == 6
    assert closed is not None
    assert closed.proven
    assert closed.value == len(roadmap.dangers.closed)
    assert roadmap.schedule.slack is not None
    assert roadmap.schedule.slack <= 0.005


@settings(max_examples=drawn(15), deadline=None)
@given(decided(), st.sampled_from([50_000.0, 1_000_000.0]))
def test_more_money_in_every_year_never_closes_fewer_dangers_of_the_edition(
    assessment: Assessment, more: float
) -> None:
    """Decisions that can't all be kept with the smaller budget may take its place in the larger one."""
    plan = assessment.plan.model_copy(update={"decisions": {}})
    richer = plan.model_copy(
        update={"budget_by_year": tuple(amount + more for amount in plan.budget_by_year)}
    )
    poor, rich = (
        plan_roadmap(EDITION, assessment.model_copy(update={"plan": item}))
        for item in (plan, richer)
    )
    assert len(rich.dangers.closed) >= len(poor.dangers.closed)


@settings(max_examples=drawn(15), deadline=None)
@given(decided(), st.sampled_from([Emphasis.BALANCED, Emphasis.WIDEST_GAIN]))
def test_no_other_emphasis_closes_more_dangers_of_the_edition(
    assessment: Assessment, emphasis: Emphasis
) -> None:
    plan = assessment.plan.model_copy(update={"emphasis": emphasis})
    first = plan_roadmap(EDITION, assessment)
    other = plan_roadmap(EDITION, assessment.model_copy(update={"plan": plan}))
    assert len(other.dangers.closed) <= len(first.dangers.closed)


def test_a_first_year_carries_less_than_the_others_and_a_first_quarter_starts_eight_at_most() -> (
    None
):
    plan = PlanSettings(start=START, horizon_months=36)
    roadmap = plan_roadmap(EDITION, low_income(ASKED, plan))
    assert_limits_hold(low_income(ASKED, plan), roadmap)
    assert sum(item.start_quarter == 0 for item in roadmap.actions) == 8
    free = plan.model_copy(update={"load": NO_LOAD_LIMIT})
    actions = plan_roadmap(EDITION, low_income(ASKED, free)).actions
    assert sum(item.start_quarter == 0 for item in actions) > 8
