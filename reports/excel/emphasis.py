"""Sheet that puts side by side what each emphasis would do within the same limits."""

from __future__ import annotations

from typing import Any

from assessment import EmphasisOutcome, compare_emphases, cost_currency
from reports.analysis import Analysis
from reports.excel.sheets import MONEY, WRAPPED, set_widths, span_text, write_head, write_text
from reports.sections.roadmap.costs import price_year
from reports.sections.roadmap.emphasis import emphasis_name, emphasis_sentence, score_text
from translations import gettext as _

COLUMNS = 9
SHARE = "0%"


def write_emphases(sheet: Any, analysis: Analysis) -> None:
    """Write the sheet; plans the two emphases that are not the plan's own."""
    currency = cost_currency(analysis.edition, analysis.assessment.plan)
    write_head(
        sheet,
        1,
        (
            _("Emphasis"), _("Dangers closed"), _("Dangers"), _("Other core gaps closed"),
            _("Other core gaps"), _("Measures planned"), _("Score at the end"),
            _("Cost, lower end"), _("Cost, upper end"),
        ),
    )  # fmt: skip
    outcomes = compare_emphases(analysis.edition, analysis.assessment, analysis.roadmap)
    for row, item in enumerate(outcomes, 2):
        own = item.emphasis is analysis.assessment.plan.emphasis
        _write_outcome(sheet, row, item, own=own)
    row = len(outcomes) + 3
    for text in (
        _("Plans within the same limits; money is {currency} at prices of {year}.").format(
            currency=currency, year=price_year(analysis)
        ),
        *(emphasis_sentence(item.emphasis) for item in outcomes),
    ):
        span_text(sheet, row, text, COLUMNS)
        row += 1
    set_widths(sheet, (30, *([14] * (COLUMNS - 1))))
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"


def _write_outcome(sheet: Any, row: int, item: EmphasisOutcome, *, own: bool) -> None:
    name = emphasis_name(item.emphasis)
    write_text(sheet.cell(row, 1), _("{name} (this plan)").format(name=name) if own else name)
    score = item.end.score if item.end else None
    values: tuple[tuple[float | str, str], ...] = (
        (len(item.dangers.closed), "0"),
        (item.dangers.total, "0"),
        (len(item.core.closed), "0"),
        (item.core.total, "0"),
        (item.measures, "0"),
        (score_text(item) if score is None else score, SHARE),
        (float(item.cost_low), MONEY),
        (float(item.cost_high), MONEY),
    )
    for column, (value, number_format) in enumerate(values, 2):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            write_text(cell, value)
        else:
            cell.value, cell.number_format, cell.alignment = value, number_format, WRAPPED
