"""A plan takes one option of each alternative: the one the country decided on, else the first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assessment import (
    Assessment,
    MeasureDecision,
    MeasureProgress,
    PlanSettings,
    RequirementKind,
    plan_roadmap,
)
from assessment.model.plan_settings import AdoptedPlan, MeasureStatus
from assessment.planning.schedule.solve import LeftOut
from questionnaires import Alternative, load_published_edition
from reports.sections.roadmap.plan_descriptions import conflict_sentence, omission_sentence
from tests.builders import assessment, edition, measure

MUST, MAY_NOT = MeasureDecision(choice="must"), MeasureDecision(choice="may_not")
NOT_NOW = MeasureDecision(choice="not_now", look_again="2028-05", reason="No money yet.")
EDITION = edition(
    measures=(
        measure("A1-a", lifts=("A1", 0, 2)),
        measure("A1-b", lifts=("A1", 2, 4), prerequisites=("A1-a",)),
        measure("A1-c", lifts=("A1", 0, 4), prerequisites=("B1>=1",)),
        measure("A2-a", lifts=("A2", 0, 4), prerequisites=("A1>=2",)),
        measure("B1-a", lifts=("B1", 0, 4)),
    ),
    alternatives=(
        Alternative(
            id="ways",
            title="A portal or a hotline",
            because="One is enough.",
            options=(("A1-a", "A1-b"), ("A1-c",)),
        ),
    ),
)


def planned(plan: PlanSettings, **levels: int) -> tuple[set[str], Assessment]:
    given = assessment(plan=plan, targets={"default": 4}, **{"A1": 0, "A2": 0, **levels})
    return {item.measure.id for item in plan_roadmap(EDITION, given).actions}, given


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"A1-a", "A1-b", "A2-a"}),
        ({"decisions": {"A1-c": MUST}}, {"A1-c", "A2-a"}),
        ({"decisions": {"A1-c": MeasureDecision(funding="A partner")}}, {"A1-c", "A2-a"}),
        ({"decisions": {"A1-b": MAY_NOT}}, {"A1-c", "A2-a"}),
        ({"decisions": {"A1-a": MUST, "A1-c": MeasureDecision(lead="Us")}}, {"A1-a", "A1-b", "A2-a"}),
        ({"adopted": AdoptedPlan(date=dt.date(2026, 12, 1), months={"A1-c": ("2027-01", "2027-06")})}, {"A1-c", "A2-a"}),
    ],
)  # fmt: skip
def test_the_option_with_the_firmest_decision_is_planned_else_the_first_and_never_two(
    settings: dict[str, Any], expected: set[str]
) -> None:
    assert planned(PlanSettings(start="2027-01", **settings))[0] == expected


def test_every_option_leads_to_the_target() -> None:
    for decisions in ({}, {"A1-c": MUST}):
        _ids, given = planned(PlanSettings(start="2027-01", decisions=decisions))
        roadmap = plan_roadmap(EDITION, given)
        assert roadmap.levels_after(EDITION, given, roadmap.quarters) == {"A1": 4, "A2": 4}
        assert not roadmap.uncovered


def test_the_other_option_is_named_with_what_the_plan_takes_in_its_place() -> None:
    _ids, given = planned(PlanSettings(start="2027-01"))
    roadmap = plan_roadmap(EDITION, given)
    (other,) = roadmap.unplanned
    assert (other.measure.id, other.why) == ("A1-c", LeftOut.OTHER_OPTION)
    sentence = omission_sentence(EDITION, given, roadmap, other)
    assert "A1-a" in sentence
    assert "A portal or a hotline" in sentence


def test_measures_of_two_options_that_must_both_be_done_are_a_conflict_that_names_the_alternative() -> (
    None
):
    ids, given = planned(PlanSettings(start="2027-01", decisions={"A1-a": MUST, "A1-c": MUST}))
    roadmap = plan_roadmap(EDITION, given)
    assert ids == {"A1-a", "A1-b", "A2-a"}
    (conflict,) = roadmap.conflicts
    assert [item.kind for item in conflict.requirements] == [
        RequirementKind.MUST, RequirementKind.MUST, RequirementKind.ONE_OPTION,
    ]  # fmt: skip
    assert "A portal or a hotline" in conflict_sentence(EDITION, given, roadmap, conflict)


def test_an_option_that_is_done_excludes_the_other_and_stays_when_the_other_is_decided() -> None:
    done = {"A1-c": MeasureProgress(status=MeasureStatus.DONE, started="2027-01", ended="2027-03")}
    plan = PlanSettings(start="2027-01", progress=done)
    assert planned(plan)[0] == {"A1-c", "A2-a"}
    done = {"A1-a": MeasureProgress(status=MeasureStatus.DONE, started="2027-01", ended="2027-03")}
    plan = PlanSettings(start="2027-01", progress=done, decisions={"A1-c": MUST})
    ids, given = planned(plan)
    assert ids == {"A1-a", "A1-c", "A2-a"}
    roadmap = plan_roadmap(EDITION, given)
    assert not roadmap.conflicts
    assert roadmap.levels_after(EDITION, given, 0)["A1"] == 2


def test_what_is_reached_already_decides_nothing() -> None:
    plan = PlanSettings(start="2027-01", decisions={"A1-a": MAY_NOT})
    assert planned(plan, A1=2)[0] == {"A1-b", "A2-a"}


def test_portal_and_hotline_of_the_edition_are_never_planned_together() -> None:
    made = load_published_edition("2026")
    for level in range(3):
        for key in ("T01-a", "T01-b", "T01-d"):
            given = Assessment(
                country="KEN",
                edition="2026",
                cycle=2026,
                targets={"default": 3},
                plan=PlanSettings(start="2027-01", decisions={key: MUST}),
            ).with_levels({"T01": level})
            roadmap = plan_roadmap(made, given)
            ids = {item.measure.id for item in roadmap.actions}
            assert not ("T01-b" in ids and ids & {"T01-a", "T01-d"})
            assert roadmap.levels_after(made, given, roadmap.quarters)["T01"] == 3


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"decisions": {"A1-b": MAY_NOT}}, LeftOut.DECIDED),
        ({"decisions": {"A1-b": NOT_NOW}}, LeftOut.PUT_OFF),
        ({"progress": {"A1-b": MeasureProgress(status=MeasureStatus.STOPPED)}}, LeftOut.STOPPED),
    ],
)
def test_an_option_that_the_country_ruled_out_says_so_and_not_that_it_can_be_exchanged(
    settings: dict[str, Any], why: LeftOut
) -> None:
    given = assessment(plan=PlanSettings(**settings), targets={"default": 4}, A1=0, A2=0)
    reasons = {
        item.measure.id: item.omission.why for item in plan_roadmap(EDITION, given).unplanned
    }
    assert (reasons["A1-b"], reasons["A1-a"]) == (why, LeftOut.OTHER_OPTION)
