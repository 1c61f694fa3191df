"""Follow-up: measures done stay done, late ones are reported, and a new plan keeps both."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from assessment import (
    Assessment,
    Capacity,
    Evidence,
    InvalidAssessment,
    LeftOut,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    OwnCost,
    OwnDuration,
    Pace,
    PlanSettings,
    RequirementKind,
    Roadmap,
    adopt,
    follow_up,
    operational_plan,
    plan_roadmap,
)
from assessment.answers.checks import check_answers
from assessment.files.assessment_file import dump_assessment, dump_json, parse_assessment
from assessment.planning.follow_up import with_status
from assessment.store import Store, local_person
from questionnaires import load_published_edition
from reports.sections.labels import named_measure
from reports.sections.roadmap.plan_descriptions import conflict_sentence
from tests.builders import assessment, edition

START = "2027-01"


def planned(**plan: Any) -> tuple[Assessment, Roadmap]:
    answers = assessment(A1=0, A2=0, B1=0, B2=0, plan=PlanSettings(start=START, **plan))
    return answers, plan_roadmap(edition(), answers)


def done(ended: str, started: str | None = None) -> MeasureProgress:
    return MeasureProgress(status="done", started=started, ended=ended)


def test_what_is_done_stands_where_it_was_done_and_its_level_counts() -> None:
    _answers, roadmap = planned(progress={"A1-a": done("2027-05", "2027-02")}, not_before="2027-07")
    (first,) = [item for item in roadmap.actions if item.measure.id == "A1-a"]
    assert (first.start_quarter, first.end_quarter) == (0, 2)
    assert all(item.start_quarter >= 2 for item in roadmap.actions if item.measure.id != "A1-a")


def test_what_was_done_before_the_start_is_not_planned_again() -> None:
    answers, roadmap = planned(progress={"A1-a": done("2026-08")})
    assert "A1-a" not in {item.measure.id for item in roadmap.actions}
    assert roadmap.done_before == {"A1-a"}
    assert roadmap.levels_after(edition(), answers, 0)["A1"] == 2


def test_what_is_under_way_and_late_ends_after_the_month_of_the_new_plan() -> None:
    late = MeasureProgress(status="under_way", started="2027-01")
    _answers, roadmap = planned(progress={"B1-a": late}, not_before="2028-01")
    (action,) = [item for item in roadmap.actions if item.measure.id == "B1-a"]
    assert (action.start_quarter, action.end_quarter) == (0, 5)
    (after,) = [item for item in roadmap.actions if item.measure.id == "B2-a"]
    assert after.start_quarter >= 5


def test_what_is_stopped_leaves_the_plan_with_all_that_depends_on_it() -> None:
    _answers, roadmap = planned(
        progress={"A1-a": MeasureProgress(status="stopped", note="No money.")}
    )
    assert {item.measure.id: item.why for item in roadmap.unplanned} == {
        "A1-a": LeftOut.STOPPED, "A1-b": LeftOut.PREREQUISITE, "A2-a": LeftOut.PREREQUISITE,
    }  # fmt: skip


def test_a_measure_that_must_be_done_but_depends_on_one_that_may_not_is_a_conflict() -> None:
    answers, roadmap = planned(
        decisions={
            "B1-a": MeasureDecision(choice="may_not"),
            "B2-a": MeasureDecision(choice="must"),
        }
    )
    (conflict,) = roadmap.conflicts
    assert [(requirement.kind, requirement.id) for requirement in conflict.requirements] == [
        (RequirementKind.MUST, "B2-a"), (RequirementKind.MAY_NOT, "B1-a"),
    ]  # fmt: skip
    sentence = conflict_sentence(edition(), answers, roadmap, conflict)
    assert sentence.startswith(
        f"{named_measure(edition(), 'B2-a')} must be done, but it comes after {named_measure(edition(), 'B1-a')}, which"
    )
    assert conflict_sentence(edition(), answers, roadmap, conflict, brief=True) == sentence


def test_own_duration_and_cost_replace_those_of_the_edition() -> None:
    own = MeasureDecision(
        months=OwnDuration(low=10, likely=12, high=20),
        cost=OwnCost(low=1, high=2),
        yearly_cost=OwnCost(low=4, high=8),
        funding="Treasury",
        lead="The agency",
    )
    _answers, roadmap = planned(decisions={"B1-a": own})
    (action,) = [item for item in roadmap.actions if item.measure.id == "B1-a"]
    assert (action.quarters, action.cost.once.low, action.lead_name) == (4, 1, "The agency")
    named, open_ = roadmap.funding
    assert (named.source, named.measures, open_.source) == ("Treasury", 1, "")
    assert named.low == pytest.approx(1 + 4 * (roadmap.quarters - action.end_quarter) / 4)
    assert named.low + open_.low == pytest.approx(sum(year.low for year in roadmap.costs))


def test_an_institution_leads_no_more_than_it_can_bear() -> None:
    _answers, roadmap = planned(horizon_months=60, capacity={"ministry": Capacity(at_once=1)})
    quarters = [
        quarter
        for item in roadmap.actions
        for quarter in range(item.start_quarter, item.end_quarter)
    ]
    assert len(quarters) == len(set(quarters))


def test_progress_is_measured_against_the_adopted_plan() -> None:
    answers, roadmap = planned()
    adopted = adopt(roadmap, dt.date(2026, 12, 1))
    plan = answers.plan.model_copy(
        update={
            "adopted": adopted,
            "progress": {
                "A1-a": done("2027-12"),
                "B1-a": MeasureProgress(status="under_way", started="2027-01"),
            },
        }
    )
    answers = answers.model_copy(update={"plan": plan})
    result = follow_up(answers, plan_roadmap(edition(), answers), dt.date(2028, 2, 1))
    paces = {row.measure_id: row.pace for row in result.rows}
    assert paces["A1-a"] is Pace.DONE_LATE
    assert paces["B1-a"] is Pace.END_OVERDUE
    assert paces["B2-a"] is Pace.START_OVERDUE
    assert (result.done, result.under_way, result.stopped) == (1, 1, 0)
    again = parse_assessment(dump_assessment(answers).encode(), "test.yaml")
    assert again == answers
    assert dump_json(again) == dump_json(answers)


def test_an_operational_plan_holds_what_is_at_work_in_its_months() -> None:
    _answers, roadmap = planned(horizon_months=60, at_once=1)
    ids = [
        item.measure.id for item in operational_plan(roadmap, first=dt.date(2027, 7, 1), months=6)
    ]
    assert ids == [
        item.measure.id
        for item in roadmap.actions
        if item.start < dt.date(2028, 1, 1) and item.end >= dt.date(2027, 7, 1)
    ]
    assert 0 < len(ids) < len(roadmap.actions)


def test_decisions_on_measures_and_roles_that_are_not_there_are_refused_with_the_nearest() -> None:
    published = load_published_edition("2026")
    answers = assessment(
        edition="2026",
        plan=PlanSettings(
            currency="KES",
            decisions={
                "L2-a": MeasureDecision(),
                "L02-a": MeasureDecision(cost=OwnCost(low=1, high=2)),
            },
            capacity={"nobody": Capacity(at_once=1)},
        ),
    )
    result = [str(problem) for problem in check_answers(answers, published)]
    assert any("L2-a" in text and "mean L" in text for text in result)
    assert any("nobody" in text for text in result)
    assert any("exchange_rate" in text for text in result)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("decisions: {A1-a: {choice: may_not, by: '2027-06'}}", "date to be done by"),
        ("decisions: {A1-a: {months: {low: 5, likely: 3, high: 9}}}", "in order"),
        ("decisions: {A1-a: {cost: {low: 5, high: 3}}}", "upper end"),
        ("progress: {A1-a: {status: under_way}}", "when it started"),
        ("progress: {A1-a: {status: done}}", "when it ended"),
        (
            "progress: {A1-a: {status: done, started: '2028-01', ended: '2027-01'}}",
            "before it started",
        ),
    ],
)
def test_settings_that_contradict_themselves_are_refused_with_words(plan: str, words: str) -> None:
    text = f"country: KEN\nedition: test\ncycle: 2026\nplan:\n  {plan}\n"
    with pytest.raises(InvalidAssessment, match=words):
        parse_assessment(text.encode(), "test.yaml")


def test_evidence_of_a_measure_with_its_date_comes_back_from_store_and_files(
    tmp_path: Path,
) -> None:
    shown = Evidence(title="Decree 12", url="https://gazette.example/12", date=dt.date(2027, 5, 30))
    progress = MeasureProgress(
        status="done",
        started="2027-01",
        ended="2027-05",
        date=dt.date(2027, 6, 1),
        evidence=(shown,),
    )
    answers = assessment(A1=0, plan=PlanSettings(start=START, progress={"A1-a": progress}))
    assert parse_assessment(dump_assessment(answers).encode(), "test.yaml") == answers
    assert parse_assessment(dump_json(answers).encode(), "test.json") == answers
    store, person = Store.open(f"sqlite:///{tmp_path / 'cop.sqlite3'}"), local_person("tester")
    key = store.import_assessment(
        answers, edition_hash="x", person=person, at=dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
    )
    assert store.load(key, person=person).plan == answers.plan
    store.close()


@pytest.mark.parametrize(
    ("before", "status", "months"),
    [
        (MeasureProgress(status="not_started"), "under_way", ("2027-05", None)),
        (MeasureProgress(status="under_way", started="2027-01"), "done", ("2027-01", "2027-05")),
        (MeasureProgress(status="under_way", started="2028-01"), "done", ("2028-01", "2028-01")),
        (MeasureProgress(status="not_started"), "done", (None, "2027-05")),
        (
            MeasureProgress(status="done", started="2027-01", ended="2027-02"),
            "under_way",
            ("2027-01", None),
        ),
        (MeasureProgress(status="under_way", started="2027-01"), "stopped", ("2027-01", None)),
        (MeasureProgress(status="done", ended="2027-02"), "not_started", (None, None)),
    ],
)
def test_another_status_brings_the_months_it_needs_and_keeps_those_known(
    before: MeasureProgress, status: str, months: tuple[str | None, str | None]
) -> None:
    after = with_status(before, MeasureStatus(status), "2027-05")
    assert (after.started, after.ended) == months
    assert MeasureProgress.model_validate(after.model_dump()) == after
