"""The plan as an Excel workbook: table, timeline, costs with formulas where a reader expects them."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from assessment import Action, YearCost, cost_currency, quarter_start
from assessment.costs import Work, cost_by_year
from reports.facts import Facts
from reports.formats import format_quarter
from reports.plan_tables import PLAN_COLUMNS, plan_rows
from reports.sections.costs import price_year
from reports.sections.plan import measure_title, phase_name
from translations import gettext as _

HEAD = Font(bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", start_color="0B5C7A")
WHITE = Font(bold=True, color="FFFFFF")
MONEY = "#,##0"


def plan_xlsx(facts: Facts) -> bytes:
    """Three sheets: the table of actions, the timeline by quarter, costs by measure and year with sums as formulas."""
    book = Workbook()
    _table(book.active, facts)
    _timeline(book.create_sheet(_("Timeline")), facts)
    _costs(book.create_sheet(_("Costs")), facts)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any, row: int, texts: list[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        _text(cell, text)
        cell.font, cell.fill = HEAD, HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _text(cell: Any, text: str) -> None:
    """Text stays text, also where it begins with an equals sign."""
    cell.value = text
    cell.data_type = "s"


def _table(sheet: Any, facts: Facts) -> None:
    sheet.title = _("Plan")
    _head(sheet, 1, [_column_name(name) for name in PLAN_COLUMNS])
    titles = {item.measure.id: measure_title(item.measure) for item in facts.roadmap.actions}
    for number, row in enumerate(plan_rows(facts), 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            shown = titles[str(row[0])] if column == 2 else value
            if isinstance(shown, str):
                _text(cell, shown)
            elif shown is not None:
                cell.value = shown
                cell.number_format = (
                    MONEY
                    if "cost" in PLAN_COLUMNS[column - 1] or "yearly" in PLAN_COLUMNS[column - 1]
                    else "0"
                )
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for column in range(1, len(PLAN_COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 48 if column == 2 else 14


def _column_name(name: str) -> str:
    return {
        "measure": _("Measure"), "title": _("Title"), "pillar": _("Pillar"), "phase": _("Phase"),
        "lead": _("Lead"), "indicator": _("Indicator"), "from_level": _("From level"),
        "to_level": _("To level"), "start": _("Start"), "end": _("End"),
        "likely_end": _("Likely end"), "safe_end": _("Safe end"), "months_low": _("Months at best"),
        "months_likely": _("Months, likely"), "months_high": _("Months at worst"),
        "cost_low": _("Cost once, lower end"), "cost_high": _("Cost once, upper end"),
        "yearly_low": _("Cost a year, lower end"), "yearly_high": _("Cost a year, upper end"),
        "funding": _("Who pays"), "status": _("Status"), "prerequisites": _("Waits for"),
    }[name]  # fmt: skip


def _timeline(sheet: Any, facts: Facts) -> None:
    roadmap = facts.roadmap
    quarters = [
        format_quarter(quarter_start(roadmap.start, place)) for place in range(roadmap.quarters)
    ]
    _head(sheet, 1, [_("Measure"), _("Phase"), *quarters])
    for number, item in enumerate(roadmap.actions, 2):
        _text(sheet.cell(number, 1), f"{item.measure.id} {measure_title(item.measure)}")
        _text(sheet.cell(number, 2), phase_name(item.phase))
        fill = PatternFill("solid", start_color=facts.colour(item.pillar_id).lstrip("#"))
        for quarter in range(item.start_quarter, item.end_quarter):
            cell = sheet.cell(number, 3 + quarter)
            _text(cell, facts.letter(item.pillar_id))
            cell.fill, cell.font = fill, WHITE
            cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 56
    sheet.column_dimensions["B"].width = 14


def _costs(sheet: Any, facts: Facts) -> None:
    roadmap = facts.roadmap
    years = len(roadmap.costs)
    currency = cost_currency(facts.edition, facts.assessment.plan)
    _text(
        sheet.cell(1, 1),
        _(
            "{currency} at prices of {year}; once and yearly; an open end counts with its lower end"
        ).format(currency=currency, year=price_year(facts)),
    )
    names = [_("Measure")]
    for year in range(1, years + 1):
        names += [
            _("Year {number}, lower end").format(number=year),
            _("Year {number}, upper end").format(number=year),
        ]
    _head(sheet, 2, [*names, _("All years, lower end"), _("All years, upper end")])
    for number, item in enumerate(roadmap.actions, 3):
        _text(sheet.cell(number, 1), item.measure.id)
        for cost in _by_year(facts, item):
            sheet.cell(number, 2 * cost.year).value = cost.low
            sheet.cell(number, 2 * cost.year + 1).value = cost.high
    last = len(roadmap.actions) + 2
    total = last + 1
    _text(sheet.cell(total, 1), _("All measures"))
    for column in range(2, 2 * years + 2):
        letter = get_column_letter(column)
        sheet.cell(total, column).value = f"=SUM({letter}3:{letter}{last})" if last > 2 else 0
    for number in range(3, total + 1):
        for place in range(2):
            cells = "+".join(
                f"{get_column_letter(2 * year + place)}{number}" for year in range(1, years + 1)
            )
            sheet.cell(number, 2 * years + 2 + place).value = f"={cells}" if cells else 0
    for cell in sheet[total]:
        cell.font = Font(bold=True)
    budgets = [year.budget for year in roadmap.costs]
    if any(budget is not None for budget in budgets):
        _text(
            sheet.cell(total + 1, 1),
            _("Budget, {currency}").format(currency=facts.assessment.plan.currency),
        )
        for year, budget in enumerate(budgets, 1):
            sheet.cell(total + 1, 2 * year).value = budget
    for row in sheet.iter_rows(min_row=3, min_col=2):
        for cell in row:
            cell.number_format = MONEY
    sheet.freeze_panes = "B3"
    for column in range(1, 2 * years + 4):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def _by_year(facts: Facts, item: Action) -> tuple[YearCost, ...]:
    return cost_by_year(
        [Work(item.cost, item.start_quarter, item.end_quarter)],
        quarters=facts.roadmap.quarters,
        start=facts.roadmap.start,
        budget_by_year=facts.assessment.plan.budget_by_year,
    )
