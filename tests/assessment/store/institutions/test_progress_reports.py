"""A leading institution reports the status of its measures, and can change nothing else; on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment import (
    AdoptedPlan,
    Evidence,
    MeasureProgress,
    MeasureStatus,
    PlanSettings,
)
from assessment.access.permissions import Grant
from assessment.errors import NotAllowed
from assessment.model.assessment import NATIONAL, Answer, Institution
from assessment.model.roles import AccessRole
from assessment.store import (
    ProgressReport,
    StaleProgress,
    StateLocked,
    Store,
    account_person,
    local_person,
)
from assessment.workflow.states import Transition
from tests.assessment.store.test_store import at_once

ANA = local_person("Ana")
POLICE = account_person("police@example.org")
SCHOOLS = account_person("schools@example.org")
APPROVER = account_person("approver@example.org")
NOON = dt.datetime(2027, 3, 24, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
BEGUN = MeasureProgress(
    status=MeasureStatus.UNDER_WAY, started="2027-02", date=dt.date(2027, 3, 24), note="Two of six."
)
PROOF = Evidence(title="The decree", url="https://example.org/decree")
PLAN = PlanSettings(
    currency="KES",
    budget_by_year=(900.0,),
    adopted=AdoptedPlan(
        date=dt.date(2027, 1, 5),
        months=dict.fromkeys(("A1-a", "A1-b", "B1-a"), ("2027-01", "2027-06")),
    ),
    progress={
        "A1-b": MeasureProgress(status="under_way", started="2027-01", evidence=(PROOF,)),
        "B1-a": MeasureProgress(status="stopped", note="No money."),
    },
    reporting={"A1-a": "police", "A1-b": "police", "B1-a": "schools"},
)


@pytest.fixture
def key(store: Store) -> str:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    listed = tuple(Institution(id=name, name=name.title()) for name in ("police", "schools"))
    store.save_institutions(key, listed, expected_revision=0, person=ANA, at=NOON)
    store.save_settings(key, targets={"A1": 3}, plan=PLAN, expected_revision=0, person=ANA, at=NOON)
    for person, grant in {
        POLICE: Grant(AccessRole.CONTRIBUTOR, "KEN", "police"),
        SCHOOLS: Grant(AccessRole.CONTRIBUTOR, "KEN", "schools"),
        APPROVER: Grant(AccessRole.APPROVER, "KEN"),
    }.items():
        store.give_role(person.name, grant, person=ANA, at=NOON)
    return key


def test_an_institution_sees_its_own_measures_and_nothing_else_of_the_plan(
    store: Store, key: str
) -> None:
    plan = store.led_measures(key, "police", person=POLICE)
    assert PLAN.adopted is not None
    assert plan == PlanSettings(
        adopted=AdoptedPlan(
            date=PLAN.adopted.date,
            months=dict.fromkeys(("A1-a", "A1-b"), ("2027-01", "2027-06")),
        ),
        progress={"A1-b": PLAN.progress["A1-b"]},
        reporting={"A1-a": "police", "A1-b": "police"},
    )
    assert store.load(key, person=POLICE).plan == PlanSettings()
    for person in (SCHOOLS, APPROVER):
        with pytest.raises(NotAllowed):
            store.led_measures(key, "police", person=person)


def test_a_report_changes_the_status_of_one_measure_and_nothing_else(
    store: Store, key: str
) -> None:
    done = MeasureProgress(status="done", started="2027-01", ended="2027-03")
    reports = {
        "A1-a": ProgressReport(BEGUN, None),
        "A1-b": ProgressReport(done, PLAN.progress["A1-b"]),
    }
    assert store.report_progress(key, "police", reports, person=POLICE, at=LATER) == 2
    settings = store.settings(key, person=ANA)
    assert (settings.number, settings.author, settings.at) == (2, POLICE.name, LATER)
    assert settings.value.targets == {"A1": 3}
    assert settings.value.plan == PLAN.model_copy(
        update={
            "progress": {
                "A1-a": BEGUN.model_copy(update={"reported_by": "police"}),
                # Evidence is kept, which a report can't change.
                "A1-b": done.model_copy(update={"reported_by": "police", "evidence": (PROOF,)}),
                "B1-a": PLAN.progress["B1-a"],
            }
        }
    )
    assert store.verify_audit().broken == ()


@pytest.mark.parametrize(
    ("person", "institution", "measure"),
    [
        (POLICE, "police", "B1-a"),  # led by the schools
        (POLICE, "police", "C1-a"),  # led by nobody
        (POLICE, "schools", "B1-a"),
        (POLICE, NATIONAL, "A1-a"),
        (APPROVER, "police", "A1-a"),
        (ANA, NATIONAL, "A1-a"),
    ],
)
def test_nobody_reports_on_a_measure_of_another_and_nothing_is_stored(
    store: Store, key: str, person: object, institution: str, measure: str
) -> None:
    reports = {"A1-a": ProgressReport(BEGUN, None), measure: ProgressReport(BEGUN, None)}
    with pytest.raises(NotAllowed):
        store.report_progress(key, institution, reports, person=person, at=LATER)  # type: ignore[arg-type]
    assert store.settings(key, person=ANA).number == 1


def test_an_institution_still_cannot_save_the_plan(store: Store, key: str) -> None:
    with pytest.raises(NotAllowed):
        store.save_settings(
            key, targets={}, plan=PLAN, expected_revision=1, person=POLICE, at=LATER
        )


def test_what_was_changed_since_it_was_seen_is_refused_and_the_same_twice_is_stored_once(
    store: Store, key: str
) -> None:
    first = {"A1-a": ProgressReport(BEGUN, None)}
    assert store.report_progress(key, "police", first, person=POLICE, at=LATER) == 1
    assert store.report_progress(key, "police", first, person=POLICE, at=LATER) == 0
    other = {"A1-a": ProgressReport(MeasureProgress(status="stopped"), None)}
    with pytest.raises(StaleProgress, match="A1-a"):
        store.report_progress(key, "police", other, person=POLICE, at=LATER)
    assert store.settings(key, person=ANA).number == 2


def test_reports_at_the_same_time_are_all_stored(store: Store, key: str) -> None:
    stopped = PLAN.progress["B1-a"]
    at_once(
        lambda: store.report_progress(
            key, "police", {"A1-a": ProgressReport(BEGUN, None)}, person=POLICE, at=LATER
        ),
        lambda: store.report_progress(
            key, "schools", {"B1-a": ProgressReport(BEGUN, stopped)}, person=SCHOOLS, at=LATER
        ),
    )
    progress = store.load(key, person=ANA).plan.progress
    assert (progress["A1-a"].reported_by, progress["B1-a"].reported_by) == ("police", "schools")


def test_a_plan_in_review_takes_no_report(store: Store, key: str) -> None:
    answer = Answer(level=1)
    store.save_answer(key, "A1", answer, expected_revision=0, person=ANA, at=NOON)
    store.apply_transition(key, Transition.SUBMIT, seen=0, person=ANA, at=LATER)
    with pytest.raises(StateLocked):
        store.report_progress(
            key, "police", {"A1-a": ProgressReport(BEGUN, None)}, person=POLICE, at=LATER
        )


def test_the_history_says_who_reported_what_and_when(store: Store, key: str) -> None:
    reports = {"A1-a": ProgressReport(BEGUN, None)}
    store.report_progress(key, "police", reports, person=POLICE, at=LATER)
    plan = store.load(key, person=ANA).plan
    without = {name: item for name, item in plan.progress.items() if name != "B1-a"}
    store.save_settings(
        key,
        targets={},
        plan=plan.model_copy(update={"progress": without}),
        expected_revision=2,
        person=ANA,
        at=LATER,
    )
    history = store.progress_history(key, person=ANA)
    assert [(item.measure_id, item.author, item.at) for item in history] == [
        ("B1-a", "Ana", LATER), ("A1-a", POLICE.name, LATER),
        ("A1-b", "Ana", NOON), ("B1-a", "Ana", NOON),
    ]  # fmt: skip
    assert history[0].progress is None
    assert history[1].progress == BEGUN.model_copy(update={"reported_by": "police"})
    with pytest.raises(NotAllowed):
        store.progress_history(key, person=POLICE)
