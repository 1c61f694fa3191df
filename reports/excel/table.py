"""Sheet of measures: the columns of the CSV, with names in place of ids and months as dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from openpyxl.utils import get_column_letter

from assessment import Action
from assessment.answers.labels import measure_status_name
from assessment.planning.labels import phase_name
from reports.analysis import Analysis
from reports.chinese import in_language
from reports.data.csv_tables import PLAN_COLUMNS
from reports.excel.sheets import (
    MONEY,
    MONTH,
    WRAPPED,
    fitting_widths,
    set_widths,
    span_text,
    underline_total,
    write_head,
    write_text,
)
from reports.sections.roadmap.bundles import bundle_title
from reports.sections.roadmap.plan import plan
from reports.sections.roadmap.plan_standing import sketch_mark
from reports.sections.roadmap.size_costs import cost_basis_name
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import pgettext

WIDTHS = (
    9, 40, 16, 12, 24, 10, 9, 9, 9, 9, 9, 9, 10, 10, 10, 12, 12, 12, 12, 20, 13, 14, 8, 20, 24, 9,
)  # fmt: skip

SUMMED = ("cost_low", "cost_high", "yearly_low", "yearly_high")


def write_table(sheet: Any, analysis: Analysis) -> None:
    """Write the sheet; a sentence without planned measures."""
    titles = [column_title(name) for name in PLAN_COLUMNS]
    write_head(sheet, 1, titles)
    set_widths(sheet, fitting_widths(WIDTHS, titles))
    sheet.freeze_panes = "C2"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"
    sheet.page_setup.fitToWidth = 2
    actions = analysis.roadmap.actions
    if not actions:
        chapter = plan(analysis)
        span_text(sheet, 2, in_language(" ".join((f"{chapter.title}.", *chapter.sentences))), 8)
        return
    for row, action in enumerate(actions, 2):
        _write_action(sheet, row, analysis, action)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(PLAN_COLUMNS))}{len(actions) + 1}"
    _write_sums(sheet, len(actions) + 1)


def _write_action(sheet: Any, row: int, analysis: Analysis, action: Action) -> None:
    for column, value in enumerate(_cells(analysis, action), 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            write_text(cell, value)
        elif value is not None:
            cell.value, cell.alignment = value, WRAPPED
            cell.number_format = _number_format(value)


def _number_format(value: object) -> str:
    if isinstance(value, dt.date):
        return MONTH
    return MONEY if isinstance(value, float) else "0"


def _cells(analysis: Analysis, action: Action) -> tuple[str | int | float | dt.date | None, ...]:
    """Values in the order of `PLAN_COLUMNS`; amounts are floats, other numbers integers."""
    dates, once, yearly = (
        analysis.risk.measures[action.measure.id], action.cost.once, action.cost.yearly
    )  # fmt: skip
    return (
        action.measure.id, measure_title(action.measure), analysis.pillar_name(action.pillar_id),
        phase_name(action.phase), analysis.lead_name(action),
        action.measure.lifts.indicator, action.from_level, action.to_level,
        action.start, action.end, dates.likely, dates.safe,
        action.months.low, action.months.likely, action.months.high,
        float(once.low), None if once.is_open else float(once.high),
        float(yearly.low), None if yearly.is_open else float(yearly.high),
        action.cost.funding, measure_status_name(action.status), " ".join(action.prerequisites),
        sketch_mark(analysis.standing) or _("Plan"), cost_basis_name(action.cost.basis),
        bundle_title(analysis.edition, (action,)) if action.bundle else "", action.carried_by,
    )  # fmt: skip


def _write_sums(sheet: Any, last: int) -> None:
    """Write the sums of the amounts; an open upper end is an empty cell and counts with its lower end."""
    row = last + 1
    write_text(sheet.cell(row, 1), _("All"))
    write_text(
        sheet.cell(row, 2), _("Sums; an open upper end is empty and counts with its lower end")
    )
    for name in SUMMED:
        column = PLAN_COLUMNS.index(name) + 1
        letter, before = get_column_letter(column), get_column_letter(column - 1)
        formula = f"=SUM({letter}2:{letter}{last})"
        if name.endswith("high"):
            formula += f"+SUMPRODUCT(ISBLANK({letter}2:{letter}{last})*{before}2:{before}{last})"
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = formula, MONEY
    underline_total(sheet, row, len(PLAN_COLUMNS))


def column_title(name: str) -> str:
    """The head of a column of `PLAN_COLUMNS`."""
    return {
        "measure": _("Measure"), "title": _("Title"), "pillar": _("Pillar"), "phase": _("Phase"),
        "lead": _("Lead"), "indicator": _("Indicator"), "from_level": _("From level"),
        "to_level": _("To level"), "start": _("Start"), "end": _("End"),
        "likely_end": _("Likely end"), "safe_end": _("Safe end"), "months_low": _("Months at best"),
        "months_likely": _("Months, likely"), "months_high": _("Months at worst"),
        "cost_low": _("Cost once, lower end"), "cost_high": _("Cost once, upper end"),
        "yearly_low": _("Cost a year, lower end"), "yearly_high": _("Cost a year, upper end"),
        "funding": _("Who pays"), "status": _("Status"), "prerequisites": _("Waits for"),
        "standing": pgettext("the plan", "Standing"), "cost_basis": _("Origin of the cost"),
        "bundle": _("Together in"), "carried_by": _("Carried by"),
    }[name]  # fmt: skip
