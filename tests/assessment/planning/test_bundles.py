"""Measures of one bill end together, cost what they add, and count as one for the load."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assessment import (
    Assessment,
    Load,
    MeasureDecision,
    MeasureProgress,
    PlanSettings,
    RequirementKind,
    Roadmap,
    plan_roadmap,
    simulate,
)
from assessment.model.plan_settings import MeasureStatus
from assessment.planning.roadmap import Unplanned
from assessment.planning.schedule.problem import Bundle as TaskBundle
from assessment.planning.schedule.problem import (
    Carrier,
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
)
from assessment.planning.schedule.solve import LeftOut, Omission, find_schedule
from questionnaires import Bundle, Duration, load_published_edition
from questionnaires.model import BundleMember
from reports.sections.roadmap.plan_descriptions import conflict_sentence, omission_sentence
from tests.assessment.planning.low_income import low_income
from tests.builders import assessment, edition, indicator, measure, pillar

BILL = Bundle(
    id="bill",
    title="One bill",
    kind="bill",
    because="One vote.",
    members=(
        BundleMember(measure="A1-a", adds=0.5),
        BundleMember(measure="A2-a", adds=0.2),
        BundleMember(measure="A3-a", adds=0.1),
    ),
)
EDITION = edition(
    pillars=(
        pillar("A", *(indicator(key, severe=key == "A1") for key in ("A1", "A2", "A3", "A4"))),
    ),
    measures=(
        measure("A1-a", lifts=("A1", 0, 4), months=Duration(low=9, likely=12, high=30)),
        measure("A2-a", lifts=("A2", 0, 4), months=Duration(low=3, likely=6, high=9)),
        measure("A3-a", lifts=("A3", 0, 4), months=Duration(low=2, likely=3, high=4)),
        measure("A4-a", lifts=("A4", 0, 4), prerequisites=("A3-a",)),
    ),
    profiles=(),
    bundles=(BILL,),
)


BILL_OF_THE_EDITION = ("L02", "L03", "L05", "L06", "L12")


def roadmap_of(settings: dict[str, Any] | None = None, **levels: int) -> tuple[Roadmap, Assessment]:
    plan = PlanSettings(start="2027-01", **{"horizon_months": 36, **(settings or {})})
    given = assessment(
        plan=plan, targets={"default": 4}, **{"A1": 0, "A2": 0, "A3": 0, "A4": 0, **levels}
    )
    return plan_roadmap(EDITION, given), given


def ends(roadmap: Roadmap) -> dict[str, int]:
    return {item.measure.id: item.end_quarter for item in roadmap.actions}


def costs(roadmap: Roadmap) -> dict[str, float]:
    return {item.measure.id: item.cost.once.low for item in roadmap.actions}


def test_the_measures_of_a_bill_end_together_and_the_dearest_carries_it() -> None:
    roadmap, _given = roadmap_of()
    assert ends(roadmap) == {"A1-a": 4, "A2-a": 4, "A3-a": 4, "A4-a": 6}
    # Each costs 10,000 on its own. A3-a saves most as a rider, so it carries: 10,000 + 5,000 + 2,000.
    assert costs(roadmap) == {"A1-a": 5_000, "A2-a": 2_000, "A3-a": 10_000, "A4-a": 10_000}
    assert {item.measure.id: item.carried_by for item in roadmap.actions if item.bundle} == {
        "A1-a": "A3-a", "A2-a": "A3-a", "A3-a": "",
    }  # fmt: skip
    assert sum(year.once_low for year in roadmap.costs) == pytest.approx(27_000)


def test_a_bill_counts_as_one_for_every_ceiling() -> None:
    one = Load(in_all=1, first_year=1, lead=1, lead_agency=1, first_quarter=1)
    roadmap, _given = roadmap_of({"load": one, "at_once": 1})
    assert ends(roadmap) == {"A1-a": 4, "A2-a": 4, "A3-a": 4, "A4-a": 6}
    apart = EDITION.model_copy(update={"bundles": ()})
    given = assessment(
        plan=PlanSettings(start="2027-01", horizon_months=36, load=one),
        targets={"default": 4},
        A1=0,
        A2=0,
        A3=0,
        A4=0,
    )
    assert len(set(ends(plan_roadmap(apart, given)).values())) == 4


def test_a_measure_alone_costs_all_and_is_in_no_bundle() -> None:
    roadmap, _given = roadmap_of(A1=4, A3=4, A4=4)
    (action,) = roadmap.actions
    assert (action.measure.id, action.bundle, action.cost.once.low) == ("A2-a", "", 10_000)


def test_a_member_can_be_left_out_and_forces_nothing() -> None:
    roadmap, _given = roadmap_of({"decisions": {"A1-a": MeasureDecision(choice="may_not")}})
    assert ends(roadmap) == {"A2-a": 2, "A3-a": 2, "A4-a": 4}
    roadmap, _given = roadmap_of(
        {"decisions": {"A2-a": MeasureDecision(choice="must")}, "budget_by_year": (3.1e4, 0, 0)},
        A1=4, A4=4,
    )  # fmt: skip
    assert ends(roadmap) == {"A2-a": 2}  # at 30,000; both would cost 36,000


@pytest.mark.parametrize("status", [MeasureStatus.DONE, MeasureStatus.UNDER_WAY])
def test_what_is_done_or_under_way_keeps_its_dates_and_the_others_form_the_next_bill(
    status: MeasureStatus,
) -> None:
    ended = {"ended": "2027-03"} if status is MeasureStatus.DONE else {}
    progress = {"A3-a": MeasureProgress(status=status, started="2027-01", **ended)}
    roadmap, _given = roadmap_of({"progress": progress})
    assert ends(roadmap) == {"A3-a": 1, "A1-a": 4, "A2-a": 4, "A4-a": 3}
    assert {item.measure.id: item.bundle for item in roadmap.actions} == {
        "A3-a": "", "A1-a": "bill", "A2-a": "bill", "A4-a": "",
    }  # fmt: skip
    assert costs(roadmap) == {"A3-a": 10_000, "A1-a": 5_000, "A2-a": 10_000, "A4-a": 10_000}


def test_two_under_way_with_one_end_are_one_bill() -> None:
    progress = {
        "A1-a": MeasureProgress(status=MeasureStatus.UNDER_WAY, started="2027-01"),
        "A2-a": MeasureProgress(status=MeasureStatus.UNDER_WAY, started="2027-07"),
    }
    roadmap, _given = roadmap_of({"progress": progress})
    assert ends(roadmap) == {"A1-a": 4, "A2-a": 4, "A3-a": 1, "A4-a": 3}
    assert {item.measure.id: item.carried_by for item in roadmap.actions if item.bundle} == {
        "A1-a": "A2-a", "A2-a": "",
    }  # fmt: skip
    assert costs(roadmap)["A1-a"] == 5_000


def test_a_member_with_a_date_that_the_others_cannot_keep_goes_on_its_own() -> None:
    early = {"A2-a": MeasureDecision(by="2027-06")}
    roadmap, _given = roadmap_of({"decisions": early})
    assert ends(roadmap) == {"A2-a": 2, "A1-a": 4, "A3-a": 4, "A4-a": 6}
    assert costs(roadmap) == {"A2-a": 10_000, "A1-a": 5_000, "A3-a": 10_000, "A4-a": 10_000}
    late = {"A2-a": MeasureDecision(by="2028-03")}
    roadmap, _given = roadmap_of({"decisions": late})
    assert ends(roadmap) == {"A1-a": 4, "A2-a": 4, "A3-a": 4, "A4-a": 6}


def test_a_conflict_over_the_common_end_names_the_bundle() -> None:
    """A4-a has to start before the bill can pass, and waits for an article of it."""
    decisions = {"A1-a": MeasureDecision(choice="must"), "A4-a": MeasureDecision(by="2028-03")}
    roadmap, given = roadmap_of({"decisions": decisions})
    (conflict,) = roadmap.conflicts
    assert [(item.kind, item.id) for item in conflict.requirements] == [
        (RequirementKind.MUST, "A1-a"), (RequirementKind.BY, "A4-a"),
        (RequirementKind.BUNDLE, "bill"),
    ]  # fmt: skip
    assert "One bill" in conflict_sentence(EDITION, given, roadmap, conflict)


def test_what_would_end_after_its_bill_is_left_out_for_that() -> None:
    problem = ScheduleProblem(
        tasks=(
            Task(id="a", quarters=2, bundle="bill"),
            Task(id="b", quarters=3, bundle="bill", prerequisites=frozenset("c")),
            Task(id="c", quarters=1, cost=10),
        ),
        level_sequences=(
            LevelSequence("a", 225, (("a",),), 1, Tier.DANGER),
            LevelSequence("b", 100, (("b",),), 1),
        ),
        quarters=4,
        budgets=(10,),
        bundles=(TaskBundle("bill", (Carrier("a"), Carrier("b"))),),
    )
    schedule = find_schedule(problem)
    assert schedule.placed == {"a": Interval(0, 2), "c": Interval(0, 1)}
    assert schedule.left_out["b"].why is LeftOut.BUNDLE
    assert schedule.left_out["b"].instead == ("a",)


def test_the_reason_for_what_its_bill_leaves_out_names_the_bill() -> None:
    roadmap, given = roadmap_of()
    item = Unplanned(EDITION.measure["A3-a"], Omission(LeftOut.BUNDLE, instead=("A1-a",)))
    sentence = omission_sentence(EDITION, given, roadmap, item)
    assert "together with Carry out A1-a (A1-a) (One bill)" in sentence


def test_a_simulated_bill_ends_with_the_last_of_its_measures() -> None:
    roadmap, _given = roadmap_of()
    dates = simulate(roadmap).measures
    assert len({(dates[key].likely, dates[key].safe) for key in ("A1-a", "A2-a", "A3-a")}) == 1
    assert dates["A3-a"].safe > dt.date(2028, 1, 1)


def test_the_omnibus_bill_of_the_edition_has_one_end() -> None:
    made = load_published_edition("2026")
    asked = [key for key, item in made.indicators.items() if item.number is None]
    plan = PlanSettings(start="2027-01", horizon_months=36)
    given = low_income(asked, plan).with_levels(dict.fromkeys(BILL_OF_THE_EDITION, 0))
    roadmap = plan_roadmap(made, given)
    members = [item for item in roadmap.actions if item.bundle == "omnibus-bill"]
    assert {item.measure.id for item in members} == {"L02-b", "L03-a", "L05-a", "L06-a", "L12-a"}
    assert len({item.end_quarter for item in members}) == 1
    assert {item.measure.id for item in members if not item.carried_by} == {"L02-b"}
