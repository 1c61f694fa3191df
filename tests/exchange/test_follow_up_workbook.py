"""The follow-up workbook of a leading institution: it comes back with what was filled in, and takes nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from assessment import (
    AdoptedPlan,
    Assessment,
    Evidence,
    Institution,
    MeasureProgress,
    PlanSettings,
)
from assessment.files.assessment_file import dump_assessment, open_assessment
from cli import main
from exchange.preview import Preview, RowOutcome, preview
from exchange.workbook import Target, read_workbook, write_follow_up
from tests.exchange.made import NOW, TODAY, changed, edition, example

FIRST, SECOND, OTHERS = list(edition().measure)[:3]
PROOF = Evidence(title="The decree")
BEGUN = MeasureProgress(status="under_way", started="2027-01", evidence=(PROOF,))


@cache
def planned() -> Assessment:
    """Two measures led by the police, of which one is under way, and one of the ministry."""
    plan = PlanSettings(
        adopted=AdoptedPlan(
            date=dt.date(2027, 1, 5),
            months=dict.fromkeys((FIRST, SECOND, OTHERS), ("2027-01", "2027-06")),
        ),
        progress={SECOND: BEGUN},
        reporting={FIRST: "police", SECOND: "police", OTHERS: "justice"},
    )
    listed = tuple(Institution(id=name, name=name.title()) for name in ("police", "justice"))
    return example("ken").model_copy(update={"plan": plan, "institutions": listed})


def book(assessment: Assessment | None = None, institution: str = "police") -> bytes:
    return write_follow_up(edition(), assessment or planned(), institution, NOW)


def cell(opened: Workbook, key: str, column: str) -> Cell:
    """The cell of a measure in a column, by their ids."""
    sheet = next(item for item in opened.worksheets if item.cell(1, 1).value == "cop:measures")
    number = next(item.column for item in sheet[1] if item.value == column)
    row = next(item.row for item in sheet["A"] if item.value == key)
    found = sheet.cell(row, number)
    assert isinstance(found, Cell)
    return found


def filled(key: str, **values: object) -> bytes:
    def fill(opened: Workbook) -> None:
        for column, value in values.items():
            cell(opened, key, column).value = value  # type: ignore[assignment]

    return changed(book(), fill)


def seen(data: bytes, assessment: Assessment | None = None) -> Preview:
    batch = read_workbook(data, "police.xlsx", Target(edition(), "KEN", planned().cycle))
    return preview(batch, edition(), assessment or planned(), today=TODAY)


def test_it_lists_the_own_measures_with_a_status_to_choose_and_changes_nothing_by_itself() -> None:
    result = seen(book())
    assert [item.row.id for item in result.items] == [FIRST, SECOND]
    assert {item.outcome for item in result.items} == {RowOutcome.UNCHANGED}
    assert result.notes == ()
    assert book() == book()

    def look(opened: Workbook) -> None:
        place = cell(opened, FIRST, "status")
        lists = place.parent.data_validations.dataValidation
        assert any(place.coordinate in item.sqref for item in lists)
        assert not place.protection.locked
        assert cell(opened, FIRST, "measure").protection.locked

    changed(book(), look)


@pytest.mark.parametrize("month", ["2027-02", "2/2027", dt.datetime(2027, 2, 1)])
def test_a_filled_in_status_is_a_change_of_that_measure_alone(month: object) -> None:
    result = seen(filled(FIRST, status="Under way", started=month, note="Two of six."))
    assert [item.outcome for item in result.items] == [RowOutcome.CHANGED, RowOutcome.UNCHANGED]
    assert result.items[0].row.fields == {
        "status": "under_way", "started": "2027-02", "ended": "", "note": "Two of six.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "column", "problem"),
    [
        ({"status": "soon"}, "E", "soon"),
        ({"note": "Two of six."}, "E", "has no status"),
        ({"status": "Under way"}, "F", "has no month, and the measure is under way"),
        ({"status": "Done"}, "G", "has no month, and the measure is done"),
        ({"status": "Done", "started": "2027-03", "ended": "2027-01"}, "G", "is before the month"),
        ({"status": "Not started", "started": "2027-03"}, "F", "the measure has not started"),
        ({"status": "Done", "ended": "spring"}, "G", "is not a month"),
    ],
)
def test_what_does_not_fit_is_refused_with_sheet_row_and_column(
    values: dict[str, object], column: str, problem: str
) -> None:
    result = seen(filled(FIRST, **values))
    assert [item.outcome for item in result.items] == [RowOutcome.REJECTED, RowOutcome.UNCHANGED]
    (said,) = result.items[0].problems
    assert said.where == f"Measures!{column}5"
    assert problem in said.what


def test_a_measure_that_another_leads_now_is_refused() -> None:
    plan = planned().plan
    given_away = planned().model_copy(
        update={"plan": plan.model_copy(update={"reporting": {**plan.reporting, FIRST: "justice"}})}
    )
    result = seen(filled(FIRST, status="Stopped"), given_away)
    assert [item.outcome for item in result.items] == [RowOutcome.REJECTED, RowOutcome.UNCHANGED]
    assert "not a measure that this institution leads" in str(result.items[0].problems[0])


def test_a_row_whose_id_was_changed_to_a_measure_of_others_is_refused() -> None:
    def forge(opened: Workbook) -> None:
        cell(opened, FIRST, "status").value = "Stopped"
        place = cell(opened, FIRST, "status")
        place.parent.cell(place.row, 1).value = OTHERS

    result = seen(changed(book(), forge))
    rejected = result.of(RowOutcome.REJECTED)
    assert len(rejected) == 1
    assert "hidden id" in str(rejected[0].problems[0])


def test_what_was_reported_here_meanwhile_is_a_conflict() -> None:
    plan = planned().plan
    stopped = MeasureProgress(status="stopped", note="No money.", reported_by="police")
    meanwhile = planned().model_copy(
        update={"plan": plan.model_copy(update={"progress": {**plan.progress, SECOND: stopped}})}
    )
    result = seen(filled(SECOND, status="Done", ended="2027-03"), meanwhile)
    assert [item.outcome for item in result.items] == [RowOutcome.UNCHANGED, RowOutcome.CONFLICTING]


def _run(*args: object) -> Result:
    return CliRunner().invoke(main, ["workbook", *(str(arg) for arg in args)])


def _edited(path: Path, edit: Callable[[Workbook], None]) -> None:
    path.write_bytes(changed(path.read_bytes(), edit))


def test_the_commands_write_it_and_bring_it_back_into_the_file(tmp_path: Path) -> None:
    file, out = tmp_path / "ken.yaml", tmp_path / "police.xlsx"
    file.write_text(dump_assessment(planned()), "utf-8")
    assert _run("follow-up", file, "--institution", "police", "-o", out).exit_code == 0

    def fill(opened: Workbook) -> None:
        cell(opened, SECOND, "status").value = "Done"
        cell(opened, SECOND, "ended").value = "2027-03"
        cell(opened, FIRST, "status").value = "Done"  # without a month

    _edited(out, fill)
    before = file.read_bytes()
    refused = _run("import", out, "--into", file)
    assert refused.exit_code == 1
    assert "Measures!G5" in refused.output
    assert file.read_bytes() == before
    taken = _run("import", out, "--into", file, "--leave-out-rejected")
    assert taken.exit_code == 0
    assert taken.output.splitlines()[-1].startswith("read 2, unchanged 0, changed 1")
    plan = open_assessment(file)[1].plan
    assert plan.progress[SECOND] == MeasureProgress(
        status="done", started="2027-01", ended="2027-03", evidence=(PROOF,),
        date=plan.progress[SECOND].date, reported_by="police",
    )  # fmt: skip
    assert FIRST not in plan.progress


@pytest.mark.parametrize("institution", [(), ("--institution", "justice")])
def test_an_institution_without_measures_gets_no_workbook(
    tmp_path: Path, institution: tuple[str, ...]
) -> None:
    plan = planned().plan.model_copy(update={"reporting": {FIRST: "police"}})
    file = tmp_path / "ken.yaml"
    file.write_text(dump_assessment(planned().model_copy(update={"plan": plan})), "utf-8")
    result = _run("follow-up", file, *institution, "-o", tmp_path / "none.xlsx")
    assert result.exit_code == 1
    assert "leads no measure" in result.output
