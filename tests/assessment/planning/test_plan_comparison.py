"""Difference of two plans: measures added, dropped and moved."""

from __future__ import annotations

from assessment import MeasureDecision, OwnCost, PlanSettings, Roadmap, plan_roadmap
from assessment.planning.costs import count_bases
from assessment.planning.plan_comparison import compare_plans
from tests.builders import assessment, edition


def planned(**plan: object) -> Roadmap:
    settings = PlanSettings.model_validate({"start": "2027-01", **plan})
    return plan_roadmap(edition(), assessment(A1=0, A2=0, B1=0, B2=0, plan=settings))


def test_a_shorter_plan_drops_what_no_longer_fits_and_a_longer_one_adds_it() -> None:
    long, short = planned(horizon_months=60, at_once=1), planned(horizon_months=12, at_once=1)
    lost = {item.measure.id for item in compare_plans(long, short).dropped}
    assert lost == {item.measure.id for item in short.unplanned}
    assert lost
    assert {item.measure.id for item in compare_plans(short, long).added} == lost


def test_what_ends_earlier_with_more_room_is_said_to_move_and_to_be_earlier() -> None:
    tight, wide = planned(horizon_months=60, at_once=1), planned(horizon_months=60, at_once=None)
    result = compare_plans(tight, wide)
    assert result.moved
    assert result.earlier == result.moved
    assert result.same + len(result.moved) == len(tight.actions)


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = planned()
    result = compare_plans(plan, plan)
    assert (result.added, result.dropped, result.moved) == ((), (), ())
    assert result.same == len(plan.actions)


def test_every_measure_rests_on_a_figure_of_the_country_a_band_or_nothing() -> None:
    own = {"A1-a": MeasureDecision(cost=OwnCost(low=1, high=2))}
    bases = count_bases(item.cost for item in planned(horizon_months=60, decisions=own).actions)
    assert (bases.own, bases.bands, bases.without) == (1, 4, 0)
    bare = edition(effort=None)
    answers = assessment(A1=0, plan=PlanSettings(start="2027-01"))
    assert count_bases(item.cost for item in plan_roadmap(bare, answers).actions).without == 2
