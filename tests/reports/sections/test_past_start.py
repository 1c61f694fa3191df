"""A plan with measures that should have started and have not is remarked, in documents, commands and pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer, Assessment, PlanSettings, plan_roadmap
from assessment.files.assessment_file import dump_assessment
from assessment.planning.follow_up import PastStart, past_start
from cli import main
from host.services import edition_of
from reports import build_report
from reports.sections.labels import NAMED, named_measure
from tests.builders import assessment, edition
from tests.reports import made
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

DAY = dt.date(2026, 11, 27)
REMARK = "The plan starts 34 months ago, in January 2024."


def planned(start: str, **plan: object) -> Assessment:
    result = assessment(A1=1, B1=1)
    return Assessment.model_validate(
        result.model_dump() | {"plan": {"start": start, **plan}}, strict=False
    )


def past(assessment: Assessment) -> PastStart | None:
    return past_start(plan_roadmap(edition(), assessment), assessment.plan, DAY)


@pytest.mark.parametrize(
    ("start", "months"),
    [("2024-01", 34), ("2026-10", 1), ("2025-12", 11), ("2026-11", None), ("2027-01", None)],
)
def test_a_plan_that_started_before_this_month_is_told_by_how_much(
    start: str, months: int | None
) -> None:
    assessment = planned(start)
    roadmap = plan_roadmap(edition(), assessment)
    result = past(assessment)
    assert (result.months if result else None) == months
    if result:
        due = {item.measure.id for item in roadmap.actions if item.start < dt.date(2026, 11, 1)}
        assert set(result.overdue) == due


def test_what_is_done_or_under_way_is_not_in_the_past_unstarted() -> None:
    roadmap = plan_roadmap(edition(), planned("2026-10"))
    ids = [item.measure.id for item in roadmap.actions if item.start < DAY.replace(day=1)]
    progress = {key: {"status": "under_way", "started": "2026-10"} for key in ids}
    assert ids
    assert past(planned("2026-10", progress=progress)) is None
    first = dict([next(iter(progress.items()))])
    left = past(planned("2026-10", progress=first))
    assert left is not None
    assert set(left.overdue) == set(ids) - set(first)


def test_a_plan_made_anew_from_this_month_has_no_remark() -> None:
    assert past(planned("2024-01", not_before="2026-11", horizon_months=60)) is None
    again = past(planned("2024-01", not_before="2026-06", horizon_months=60))
    assert again is not None
    assert again.months == 34


def copied() -> Assessment:
    return Assessment.model_validate(
        {
            "country": "KEN", "edition": "2026", "cycle": 2026, "plan": {"start": "2024-01"},
            "answers": {key: {"level": 1} for key in ("L03", "O01", "T03")},
        },
        strict=False,
    )  # fmt: skip


def test_the_document_says_it_on_the_message_and_in_the_plan() -> None:
    report = build_report(made.edition(), copied(), date=DAY, sketch=True)
    assert report.minister is not None
    assert report.minister.first.remark.startswith(REMARK)
    (sentence,) = [text for text in report.plan.sentences if text.startswith(REMARK)]
    overdue = past_start(plan_roadmap(made.edition(), copied()), copied().plan, DAY)
    assert overdue is not None
    for key in overdue.overdue[:NAMED]:
        assert named_measure(made.edition(), key) in sentence
    if (rest := len(overdue.overdue) - NAMED) > 0:
        assert f" and {rest} more. Give" in sentence


def test_the_command_says_it_on_the_error_output(tmp_path: Path) -> None:
    file = tmp_path / "in.yaml"
    file.write_text(dump_assessment(copied()), "utf-8")
    words = ["roadmap", str(file), "--sketch", "--json", "--date", "2026-11-27"]
    result = CliRunner().invoke(main, words)
    assert f"Look again: {REMARK}" in result.stderr
    assert REMARK not in result.stdout
    earlier = CliRunner().invoke(main, [*words[:-1], "2023-12-01"])
    assert "Look again" not in earlier.stderr


def test_roadmap_and_follow_up_say_it(folder: Path) -> None:
    key = begin(folder)
    store = store_in(folder)
    at = dt.datetime.now(dt.UTC)
    for indicator in edition_of("2026").indicators:
        store.save_answer(
            key, indicator, Answer(level=1), expected_revision=0, person=TESTER, at=at
        )
    plan = PlanSettings(start="2024-01")
    store.save_settings(key, targets={}, plan=plan, expected_revision=0, person=TESTER, at=at)
    store.close()
    for name in ("roadmap", "follow-up"):
        page = open_page(name, a=key)
        shown = texts(page) + " ".join(item.value for item in page.warning)
        assert "in January 2024." in shown
