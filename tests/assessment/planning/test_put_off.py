"""A measure that is put off says why and until when, is left out of the plan, and comes up again in its month."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from assessment import (
    LeftOut,
    MeasureDecision,
    PlanSettings,
    not_fitting,
    plan_roadmap,
)
from assessment.files.assessment_file import dump_assessment, parse_assessment
from assessment.planning.follow_up import due_again, put_off
from assessment.workflow.tiles import TileKind, choose_tiles
from assessment.workflow.work_status import WorkStatus
from tests.builders import assessment, edition

LATER = MeasureDecision(choice="not_now", look_again="2028-05", reason="No money yet.")
SOON = MeasureDecision(choice="not_now", look_again="2027-03", reason="After the election.")
PLAN = PlanSettings(decisions={"B1-a": LATER, "A2-a": SOON, "A1-a": MeasureDecision()})


def test_it_is_left_out_with_what_waits_for_it_and_is_not_said_not_to_fit() -> None:
    given = assessment(plan=PLAN, targets={"default": 4}, A1=0, A2=0, B1=0, B2=0)
    roadmap = plan_roadmap(edition(), given)
    reasons = {item.measure.id: item.why for item in roadmap.unplanned}
    assert reasons == {
        "A2-a": LeftOut.PUT_OFF, "B1-a": LeftOut.PUT_OFF, "B2-a": LeftOut.PREREQUISITE,
    }  # fmt: skip
    assert not_fitting(roadmap) == ()


@pytest.mark.parametrize(
    ("today", "due"),
    [("2027-02-28", ()), ("2027-03-01", ("A2-a",)), ("2028-05-01", ("A2-a", "B1-a"))],
)
def test_it_comes_up_again_from_its_month_on(today: str, due: tuple[str, ...]) -> None:
    assert list(put_off(PLAN)) == ["A2-a", "B1-a"]
    assert due_again(PLAN, dt.date.fromisoformat(today)) == due


def test_the_home_page_tells_of_it_before_what_is_open() -> None:
    given = WorkStatus(state="published", asked=("A1",), unproven=("A1",), answered=1)  # type: ignore[arg-type]
    tiles = choose_tiles(given, look_again=("A2-a", "B1-a"))
    assert [(item.kind, item.count) for item in tiles[:2]] == [
        (TileKind.ANSWERED, 1), (TileKind.LOOK_AGAIN, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"choice": "not_now", "reason": "No money."}, "without a month"),
        ({"choice": "not_now", "look_again": "2028-05", "reason": " \u200b"}, "without a reason"),
        ({"choice": "must", "look_again": "2028-05"}, "is not put off"),
        (
            {"choice": "not_now", "look_again": "2028-05", "reason": "No.", "by": "2028-01"},
            "a date to be done by",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(values: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        MeasureDecision(**values)


def test_the_file_keeps_it() -> None:
    given = assessment(plan=PLAN)
    assert parse_assessment(dump_assessment(given).encode(), "a.yaml").plan == PLAN
