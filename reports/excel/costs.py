"""Sheet of costs by measure and plan year; sums, remaining budget and funding are formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from assessment import Action, YearCost, cost_currency
from assessment.planning.costs import CostItem, cost_by_year, is_comparable
from reports.analysis import Analysis
from reports.excel.sheets import (
    MONEY,
    WRAPPED,
    set_widths,
    span_text,
    underline_total,
    write_head,
    write_text,
)
from reports.sections.roadmap.costs import costs, price_year
from reports.sections.roadmap.money_years import fiscal_year_name
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _

BEFORE = 3
"""Number of columns before the first year: measure, title, funding."""

FIRST = 3
"""Row of the first measure, from 1."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows and columns of the sheet, from 1, for a number of measures and of plan years."""

    measures: int
    years: int

    @property
    def last(self) -> int:
        """Row of the last measure."""
        return FIRST + self.measures - 1

    @property
    def total(self) -> int:
        """Row of the sums."""
        return self.last + 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return BEFORE + 2 * self.years + 2

    def column(self, year: int, end: int) -> int:
        """Column of a year from 0, its lower (`end` 0) or upper end (1); `years` is that of the sums."""
        return BEFORE + 1 + 2 * year + end

    def rows(self, letter: str) -> str:
        """Absolute range of all measures in the column `letter`."""
        return f"${letter}${FIRST}:${letter}${self.last}"


def write_costs(sheet: Any, analysis: Analysis) -> None:
    """Write the sheet; a sentence without planned measures."""
    roadmap = analysis.roadmap
    layout = _Layout(len(roadmap.actions), len(roadmap.costs))
    unit = _("{currency} at prices of {year}").format(
        currency=cost_currency(analysis.edition, analysis.assessment.plan),
        year=price_year(analysis),
    )
    chapter = costs(analysis)
    if chapter is None:
        write_head(sheet, 1, [_("Costs")])
        write_text(sheet.cell(2, 1), _("Nothing is planned, so there is no cost to show."))
        set_widths(sheet, (80,))
        return
    span_text(sheet, 1, unit, BEFORE)
    write_head(sheet, 2, [*_titles(analysis, layout)])
    for row, action in enumerate(roadmap.actions, FIRST):
        _write_action(sheet, row, analysis, action, layout)
    _write_sums(sheet, layout)
    after = _write_budget(sheet, analysis, layout)
    after = _write_funding(sheet, analysis, layout, after + 2)
    for text in (_explained(), chapter.remark, chapter.basis):
        span_text(sheet, after, text, layout.columns)
        after += 1
    set_widths(sheet, (10, 40, 22, *([13] * (layout.columns - BEFORE))))
    sheet.freeze_panes = sheet.cell(FIRST, BEFORE + 1)
    sheet.print_title_rows = f"1:{FIRST - 1}"


def _explained() -> str:
    return _("What is spent once is spread evenly over a measure's quarters; what is spent each year runs from its end. An open upper end counts with its lower end.")  # fmt: skip


def _titles(analysis: Analysis, layout: _Layout) -> Iterator[str]:
    yield from (_("Measure"), _("Title"), _("Who pays"))
    for year in range(layout.years):
        name = fiscal_year_name(analysis.roadmap.start, analysis.assessment.plan, year)
        if name:
            yield _("{year}, lower end").format(year=name)
            yield _("{year}, upper end").format(year=name)
        else:
            yield _("Year {number}, lower end").format(number=year + 1)
            yield _("Year {number}, upper end").format(number=year + 1)
    yield from (_("All years, lower end"), _("All years, upper end"))


def _write_action(
    sheet: Any, row: int, analysis: Analysis, action: Action, layout: _Layout
) -> None:
    write_text(sheet.cell(row, 1), action.measure.id)
    write_text(sheet.cell(row, 2), measure_title(action.measure))
    write_text(sheet.cell(row, 3), action.cost.funding or _undecided())
    for year in _by_year(analysis, action):
        for end, value in enumerate((year.low, year.high)):
            _write_money(sheet, row, layout.column(year.year - 1, end), float(value))
    _sum_years(sheet, row, layout)


def _undecided() -> str:
    return _("Not decided yet")


def _by_year(analysis: Analysis, action: Action) -> tuple[YearCost, ...]:
    return cost_by_year(
        [CostItem(action.cost, action.start_quarter, action.end_quarter)],
        quarters=analysis.roadmap.quarters,
        start=analysis.roadmap.start,
        plan=analysis.assessment.plan,
    )


def _write_money(sheet: Any, row: int, column: int, value: float | str) -> None:
    """Write an amount or a formula."""
    cell = sheet.cell(row, column)
    cell.value, cell.number_format, cell.alignment = value, MONEY, WRAPPED


def _sum_years(sheet: Any, row: int, layout: _Layout) -> None:
    for end in (0, 1):
        cells = "+".join(
            f"{get_column_letter(layout.column(year, end))}{row}" for year in range(layout.years)
        )
        _write_money(sheet, row, layout.column(layout.years, end), f"={cells}")


def _write_sums(sheet: Any, layout: _Layout) -> None:
    span_text(sheet, layout.total, _("All measures"), BEFORE)
    for column in range(BEFORE + 1, layout.columns - 1):
        letter = get_column_letter(column)
        _write_money(
            sheet, layout.total, column, f"=SUM({letter}{FIRST}:{letter}{layout.last})"
        )  # fmt: skip
    _sum_years(sheet, layout.total, layout)
    underline_total(sheet, layout.total, layout.columns)


def _write_budget(sheet: Any, analysis: Analysis, layout: _Layout) -> int:
    """Write the budget by year and its remainder; return the last row written."""
    plan, row = analysis.assessment.plan, layout.total + 1
    budgets = [year.budget for year in analysis.roadmap.costs]
    if all(budget is None for budget in budgets):
        return layout.total
    span_text(sheet, row, _("Budget, {currency}").format(currency=plan.currency), BEFORE)
    for year, budget in enumerate(budgets):
        if budget is not None:
            lower = get_column_letter(layout.column(year, 0))
            _write_money(sheet, row, layout.column(year, 0), float(budget))
            _write_money(sheet, row, layout.column(year, 1), f"={lower}{row}")
    if None not in budgets:
        _sum_years(sheet, row, layout)
    if not is_comparable(analysis.edition, plan):
        return row
    _write_left(sheet, row + 1, layout, [budget is not None for budget in budgets])
    return row + 1


def _write_left(sheet: Any, row: int, layout: _Layout, budgeted: list[bool]) -> None:
    """Write budget minus cost for each year with a budget, and for all years where each has one."""
    span_text(sheet, row, _("Left of the budget"), BEFORE)
    columns = [*budgeted, all(budgeted)]
    for year, has_budget in enumerate(columns):
        for end in (0, 1) if has_budget else ():
            letter = get_column_letter(layout.column(year, end))
            _write_money(
                sheet, row, layout.column(year, end), f"={letter}{row - 1}-{letter}{layout.total}"
            )  # fmt: skip


def _write_funding(sheet: Any, analysis: Analysis, layout: _Layout, row: int) -> int:
    """Write the sums by source of funding; return the row after the block and an empty one."""
    head = [_("Who pays"), "", _("Measures"), _("Lower end"), _("Upper end")]
    write_head(sheet, row, head)
    names = layout.rows("C")
    for item in analysis.roadmap.funding:
        row += 1
        span_text(sheet, row, item.source or _undecided(), 2)
        same = f"EXACT({names},$A{row})"
        sheet.cell(row, 3).value = f"=SUMPRODUCT({same}*1)"
        for end in (0, 1):
            money = layout.rows(get_column_letter(layout.column(layout.years, end)))
            _write_money(sheet, row, 4 + end, f"=SUMPRODUCT({same}*{money})")
    return row + 2
