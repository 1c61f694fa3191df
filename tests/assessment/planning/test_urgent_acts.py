"""Acts of the first 90 days: planned first, never at the cost of a danger, replaced by the measure they bridge to."""

from __future__ import annotations

import pytest

from assessment import MeasureDecision, MeasureProgress, PlanSettings, Roadmap, plan_roadmap
from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
)
from assessment.planning.schedule.solve import find_schedule
from questionnaires import load_published_edition
from tests.assessment.planning.low_income import low_income
from tests.builders import assessment

EDITION = load_published_edition("2026")
ACTS = {item.id for item in EDITION.measures if item.until}


def plan_of(plan: PlanSettings | None = None, **levels: int) -> Roadmap:
    settings = plan or PlanSettings(start="2027-01", horizon_months=36)
    given = assessment(edition="2026", plan=settings, targets={"default": 3}, **levels)
    return plan_roadmap(EDITION, given)


def first_quarter(roadmap: Roadmap) -> list[str]:
    return [item.measure.id for item in roadmap.actions if item.start_quarter == 0]


def test_an_act_comes_first_within_the_limit_of_starts_even_where_dangers_then_come_later() -> None:
    problem = ScheduleProblem(
        tasks=(
            *(Task(id=key, quarters=1) for key in "ab"),
            Task(id="act", quarters=1, urgent=True),
        ),
        level_sequences=tuple(LevelSequence(key, 225, ((key,),), 1, Tier.DANGER) for key in "ab"),
        quarters=4,
        first_starts=1,
    )
    assert find_schedule(problem).placed["act"] == Interval(0, 1)


def test_an_act_is_left_out_where_its_money_would_leave_a_danger_open() -> None:
    problem = ScheduleProblem(
        tasks=(Task(id="a", quarters=2, cost=10), Task(id="act", quarters=1, cost=1, urgent=True)),
        level_sequences=(LevelSequence("a", 225, (("a",),), 1, Tier.DANGER),),
        quarters=4,
        budgets=(10,),
    )
    assert set(find_schedule(problem).placed) == {"a"}


@pytest.mark.parametrize("budget", [360_000, 1_000_000])
def test_the_first_quarter_of_a_poor_country_begins_with_the_acts(budget: int) -> None:
    plan = PlanSettings(start="2027-01", horizon_months=36, budget_by_year=(budget,) * 3)
    started = first_quarter(plan_roadmap(EDITION, low_income(list(EDITION.indicators), plan)))
    assert set(started[:4]) == ACTS
    assert len(started) <= 8


def test_an_act_reaches_a_level_alone_only_where_its_text_is_met() -> None:
    roadmap = plan_of(L05=0, O13=0, T02=1, T08=0)
    reached = {item.measure.id: (item.from_level, item.to_level) for item in roadmap.actions}
    assert [reached[key] for key in ("L05-e", "O13-d", "T02-d", "T08-d")] == [
        (0, 0), (0, 1), (2, 2), (0, 1),
    ]  # fmt: skip


def test_counsellors_are_briefed_only_where_there_are_some() -> None:
    assert "T02-d" not in {item.measure.id for item in plan_of(T02=0).actions}
    assert "T02-d" in first_quarter(plan_of(T02=2))


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_country_that_decides_against_an_act_reaches_its_targets_nevertheless(act: str) -> None:
    refused = PlanSettings(start="2027-01", decisions={act: MeasureDecision(choice="may_not")})
    roadmap = plan_of(refused, L05=1, O13=0, T02=1, T08=0, O12=2, O02=2, O05=2)
    assert act not in {item.measure.id for item in roadmap.actions}
    assert [item.measure.id for item in roadmap.unplanned] == [act]
    assert set(roadmap.dangers.left) == set()
    assert max(item.level for item in roadmap.milestones if item.indicator_id == act[:3]) == 3


@pytest.mark.parametrize(
    ("progress", "planned"),
    [
        (MeasureProgress(status="done", started="2026-01", ended="2026-09"), False),
        (MeasureProgress(status="under_way", started="2026-07"), False),
        (MeasureProgress(status="under_way", started="2026-12"), True),
    ],
)
def test_an_act_is_planned_only_while_what_replaces_it_is_still_to_come(
    progress: MeasureProgress, planned: bool
) -> None:
    plan = PlanSettings(start="2027-01", progress={"O13-a": progress})
    ids = {item.measure.id for item in plan_of(plan, O13=0).actions}
    assert ("O13-d" in ids) is planned
    assert "O13-a" in ids or progress.status == "done"


def test_each_measure_of_a_step_names_the_others_that_the_level_waits_for() -> None:
    shared = {item.measure.id: item.shared_with for item in plan_of(O13=1, L02=0, T02=2).actions}
    assert shared["O13-a"] == ("O13-b",)
    assert shared["O13-b"] == ("O13-a",)
    assert (shared["L02-a"], shared["L02-b"]) == (("L02-b",), ("L02-a",))
    assert (shared["T02-a"], shared["T02-b"], shared["O13-d"]) == (("T02-b",), ("T02-a",), ())
