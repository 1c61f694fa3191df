"""One definition of what does not fit: short of money, people or time, or waiting for such a measure alone."""

from __future__ import annotations

from assessment import MeasureDecision, PlanSettings, not_fitting, plan_roadmap
from tests.builders import assessment, edition, measure

EDITION = edition(
    measures=(
        measure("A1-a", lifts=("A1", 0, 4)),
        measure("A1-b", lifts=("A1", 0, 4), prerequisites=("A1-a",)),
        measure("A2-a", lifts=("A2", 0, 4)),
        measure("A2-b", lifts=("A2", 0, 4), prerequisites=("A2-a",)),
        measure("B1-a", lifts=("B1", 0, 4), prerequisites=("A1-b", "A2-a")),
    ),
)


def ids(plan: PlanSettings) -> tuple[set[str], set[str]]:
    roadmap = plan_roadmap(EDITION, assessment(plan=plan, targets={"default": 4}, A1=0, A2=0, B1=0))
    return (
        {item.measure.id for item in roadmap.unplanned},
        {item.measure.id for item in not_fitting(roadmap)},
    )


def test_what_waits_for_what_does_not_fit_does_not_fit_either() -> None:
    plan = PlanSettings(start="2027-01", horizon_months=12, budget_by_year=(0,))
    assert ids(plan) == ({"A1-a", "A1-b", "A2-a", "A2-b", "B1-a"},) * 2


def test_what_the_country_chose_to_leave_out_is_not_counted_nor_what_waits_for_it() -> None:
    plan = PlanSettings(
        start="2027-01",
        horizon_months=12,
        budget_by_year=(0,),
        decisions={"A2-a": MeasureDecision(choice="may_not")},
    )
    assert ids(plan) == ({"A1-a", "A1-b", "A2-a", "A2-b", "B1-a"}, {"A1-a", "A1-b"})


def test_nothing_is_counted_where_everything_fits() -> None:
    assert ids(PlanSettings(start="2027-01")) == (set(), set())
