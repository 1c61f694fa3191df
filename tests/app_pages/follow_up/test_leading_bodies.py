"""A leading institution says where its own measures stand; the coordinator chooses it, asks it, and sees who said what."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment import AdoptedPlan, Institution, MeasureProgress, PlanSettings
from assessment.store import ProgressReport
from tests.support.pages import folder, open_page, texts, words
from tests.support.screens import TESTER, bring_answered, store_in

__all__ = ["folder"]

NOW = dt.datetime(2027, 3, 24, 12, tzinfo=dt.UTC)
FIRST, SECOND = "L02-a", "L02-b"
"""Both led by the same role."""


def prepare(folder: Path, reporting: dict[str, str]) -> str:
    """Adopt a plan of two measures, the first under way, with two institutions listed."""
    key = bring_answered(folder, "ken")
    store = store_in(folder)
    before = store.institutions(key, person=TESTER)
    listed = (
        Institution(id="police", name="Police", contact="Ben <ben@example.org>"),
        Institution(id="justice", name="Ministry of Justice"),
    )
    store.save_institutions(key, listed, expected_revision=before.number, person=TESTER, at=NOW)
    settings = store.settings(key, person=TESTER)
    plan = PlanSettings(
        adopted=AdoptedPlan(
            date=dt.date(2025, 1, 5), months=dict.fromkeys((FIRST, SECOND), ("2025-01", "2025-06"))
        ),
        progress={FIRST: MeasureProgress(status="under_way", started="2025-01")},
        reporting=reporting,
    )
    store.save_settings(
        key, targets={}, plan=plan, expected_revision=settings.number, person=TESTER, at=NOW
    )
    store.close()
    return key


def stored(folder: Path, key: str) -> PlanSettings:
    return store_in(folder).load(key, person=TESTER).plan


def row_fields(page: AppTest) -> set[str]:
    keys = (item.key or "" for item in page.selectbox)
    return {key.split(".")[1] for key in keys if key.startswith("progress.")}


def test_an_institution_reports_on_its_own_measures_and_sees_no_others(folder: Path) -> None:
    key = prepare(folder, {FIRST: "police", SECOND: "justice"})
    assert "leads 1 measure of the plan" in words(open_page("home", a=key, **{"as": "police"}))
    page = open_page("follow-up", a=key, **{"as": "police"})
    assert "leads 1 measure of the plan" in words(page)
    assert row_fields(page) == {FIRST}
    page.selectbox(key=f"progress.{FIRST}.status").set_value("done").run()
    page.text_input(key=f"progress.{FIRST}.ended").set_value("2025-05").run()
    page.text_input(key=f"progress.{FIRST}.note").set_value("In force.").run()
    assert not page.error
    progress = stored(folder, key).progress
    assert list(progress) == [FIRST]
    assert progress[FIRST].model_dump(exclude={"date"}, exclude_defaults=True) == {
        "status": "done", "started": "2025-01", "ended": "2025-05", "note": "In force.",
        "reported_by": "police",
    }  # fmt: skip


def test_a_status_reported_meanwhile_is_not_overwritten(folder: Path) -> None:
    key = prepare(folder, {FIRST: "police"})
    page = open_page("follow-up", a=key, **{"as": "police"})
    store = store_in(folder)
    stopped = ProgressReport(
        MeasureProgress(status="stopped", note="No money."), stored(folder, key).progress[FIRST]
    )
    store.report_progress(key, "police", {FIRST: stopped}, person=TESTER, at=NOW)
    store.close()
    page.text_input(key=f"progress.{FIRST}.note").set_value("Nearly there.").run()
    assert any("reported another status meanwhile" in item.value for item in page.error)
    assert page.text_input(key=f"progress.{FIRST}.note").value == "Nearly there."
    assert stored(folder, key).progress[FIRST].note == "No money."


def test_an_institution_without_measures_is_told_what_will_be_here(folder: Path) -> None:
    key = prepare(folder, {FIRST: "police"})
    page = open_page("follow-up", a=key, **{"as": "justice"})
    assert "leads 0 measures of the plan" in words(page)
    assert row_fields(page) == set()


def test_the_coordinator_chooses_who_reports_asks_by_letter_and_sees_who_said_what(
    folder: Path,
) -> None:
    key = prepare(folder, {})
    page = open_page("follow-up", a=key)
    (choice,) = [item for item in page.selectbox if (item.key or "").startswith("reporting.")]
    choice.set_value("police").run()
    assert stored(folder, key).reporting == {FIRST: "police", SECOND: "police"}
    assert "Reported by itself" in words(page)
    (letter,) = [item.proto.url for item in page.get("link_button")]
    address, _mark, query = letter.partition("?")
    assert address == "mailto:ben@example.org"
    body = urllib.parse.parse_qs(query)["body"][0]
    assert all(name in body for name in (FIRST, SECOND, "Under way, should be done"))
    page.toggle(key="reporting.history").set_value(True).run()
    assert "What was reported, the newest first" in texts(page)


def test_adopting_proposes_the_institution_of_the_leading_role(folder: Path) -> None:
    key = bring_answered(folder, "ken")
    store = store_in(folder)
    before = store.institutions(key, person=TESTER)
    store.save_institutions(
        key,
        (Institution(id="gov", name="Regulator", role="regulator"),),
        expected_revision=before.number,
        person=TESTER,
        at=NOW,
    )
    store.close()
    page = open_page("follow-up", a=key)
    page.button(key="adopt").click().run()
    plan = stored(folder, key)
    assert plan.adopted is not None
    assert set(plan.reporting.values()) == {"gov"}
    assert set(plan.reporting) < set(plan.adopted.months)
