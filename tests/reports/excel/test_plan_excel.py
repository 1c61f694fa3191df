"""Workbook: formulas computed by LibreOffice give the plan's totals, for every example and extreme."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from assessment import Emphasis
from assessment.planning.costs import is_comparable
from reports.data.csv_tables import PLAN_COLUMNS
from reports.excel.costs import BEFORE
from tests.reports.plans import CASES, UNPLANNED, analysis_of, case, form_of
from tests.support import libreoffice

PLANNED = [name for name in CASES if name not in UNPLANNED]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All workbooks as computed by LibreOffice."""
    files = {f"{name}.xlsx": form_of(name, ".xlsx") for name in PLANNED}
    made = libreoffice.convert(files, "xlsx", tmp_path_factory.mktemp("excel"))
    return {name: load_workbook(made[f"{name}.xlsx"], data_only=True) for name in PLANNED}


def sheet_of(book: Any, name: str) -> Any:
    """The sheet of this name, also where it has the mark of a sketch before it."""
    return next(sheet for sheet in book.worksheets if sheet.title.split()[-1] == name)


def row_named(sheet: Any, name: str) -> list[Any]:
    return next(
        [cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == name
    )  # fmt: skip


@libreoffice.enough_time
@pytest.mark.parametrize("name", PLANNED)
def test_the_sums_are_those_of_the_plan(name: str, counted: dict[str, Any]) -> None:
    years = analysis_of(name).roadmap.costs
    result = row_named(sheet_of(counted[name], "Costs"), "All measures")[BEFORE:]
    expected = [value for year in years for value in (year.low, year.high)]
    expected += [sum(year.low for year in years), sum(year.high for year in years)]
    assert result[: len(expected)] == pytest.approx(expected)


@libreoffice.enough_time
@pytest.mark.parametrize("name", PLANNED)
def test_the_table_adds_up_what_measures_cost_once_and_yearly(
    name: str, counted: dict[str, Any]
) -> None:
    actions = analysis_of(name).roadmap.actions
    result = row_named(sheet_of(counted[name], "Plan"), "All")
    sums = {
        "cost_low": sum(item.cost.once.low for item in actions),
        "cost_high": sum(item.cost.once.high for item in actions),
        "yearly_low": sum(item.cost.yearly.low for item in actions),
        "yearly_high": sum(item.cost.yearly.high for item in actions),
    }
    for key, value in sums.items():
        assert result[PLAN_COLUMNS.index(key)] == pytest.approx(value)


@libreoffice.enough_time
@pytest.mark.parametrize("name", PLANNED)
def test_who_pays_adds_up_to_what_each_source_pays(name: str, counted: dict[str, Any]) -> None:
    rows = [
        [cell.value for cell in row][:5] for row in sheet_of(counted[name], "Costs").iter_rows()
    ]
    start = rows.index(["Who pays", None, "Measures", "Lower end", "Upper end"]) + 1
    for row, item in zip(rows[start:], analysis_of(name).roadmap.funding, strict=False):
        assert row[0] == (item.source or "Not decided yet")
        assert row[2] == item.measures
        assert row[3:] == pytest.approx([item.low, item.high])


@libreoffice.enough_time
@pytest.mark.parametrize("name", PLANNED)
def test_what_is_left_of_the_budget_is_budget_less_cost(name: str, counted: dict[str, Any]) -> None:
    analysis, sheet = analysis_of(name), sheet_of(counted[name], "Costs")
    years = analysis.roadmap.costs
    firsts = [row[0].value for row in sheet.iter_rows()]
    has_budget = any(year.budget is not None for year in years)
    comparable = is_comparable(analysis.edition, analysis.assessment.plan)
    assert ("Left of the budget" in firsts) is (has_budget and comparable)
    if has_budget and comparable:
        left = row_named(sheet, "Left of the budget")[BEFORE:]
        for index, year in enumerate(years):
            if year.budget is None:
                assert left[2 * index] is None
            else:
                assert left[2 * index] == pytest.approx(year.budget - year.low)
                assert left[2 * index + 1] == pytest.approx(year.budget - year.high)


@libreoffice.enough_time
@pytest.mark.parametrize("name", PLANNED)
def test_no_formula_is_an_error(name: str, counted: dict[str, Any]) -> None:
    for sheet in counted[name].worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "e"], sheet.title


@pytest.mark.parametrize("name", PLANNED)
def test_the_timeline_has_a_letter_in_every_quarter_of_an_action(name: str) -> None:
    analysis = analysis_of(name)
    sheet = sheet_of(load_workbook(io.BytesIO(form_of(name, ".xlsx"))), "Timeline")
    for row, action in enumerate(analysis.roadmap.actions, 2):
        marked = [
            quarter
            for quarter in range(analysis.roadmap.quarters)
            if str(sheet.cell(row, 3 + quarter).value or "").startswith(
                analysis.letter(action.pillar_id)
            )
        ]
        assert marked == list(range(max(action.start_quarter, 0), action.end_quarter))


def test_the_first_sheet_says_whose_plan_it_is_and_what_it_is_not() -> None:
    sheet = load_workbook(io.BytesIO(form_of("ken", ".xlsx")))["About"]
    words = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for text in ("Kenya", "roadmap 2026", "Illustrative", "24 November 2026", "USD", "2025"):
        assert text in words


@pytest.mark.parametrize("name", CASES)
def test_every_sheet_prints_in_landscape_with_its_title(name: str) -> None:
    for sheet in load_workbook(io.BytesIO(form_of(name, ".xlsx"))).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text
        if sheet.title != "About" and name in PLANNED:
            assert sheet.print_title_rows


@pytest.mark.parametrize("name", ["xtc", "all_lowest", "decided"])
def test_what_each_emphasis_would_do_stands_side_by_side(name: str) -> None:
    rows = [
        [cell.value for cell in row]
        for row in sheet_of(
            load_workbook(io.BytesIO(form_of(name, ".xlsx"))), "Emphasis"
        ).iter_rows()
    ]
    records = json.loads(form_of(name, ".json"))["plan"]["emphases"]
    own = case(name).plan.emphasis
    assert len(records) == len(Emphasis)
    for row, item in zip(rows[1:], records, strict=False):
        assert row[0].endswith("(this plan)") is (item["emphasis"] == own)
        assert row[1:6] == [
            item[key] for key in ("dangers_closed", "dangers", "core_closed", "core", "measures")
        ]
        if item["score"] is not None:
            assert row[6] == pytest.approx(item["score"])
        assert row[7:9] == pytest.approx([item["cost_low"], item["cost_high"]])


def test_a_workbook_without_a_plan_compares_nothing() -> None:
    names = load_workbook(io.BytesIO(form_of("nothing", ".xlsx"))).sheetnames
    assert not [item for item in names if "Emphasis" in item]
