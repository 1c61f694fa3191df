"""The sheet of costs by measure and plan year: sums, what is left of the budget and who pays, all as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from assessment import Action, YearCost, cost_currency
from assessment.planning.costs import Work, cost_by_year, is_comparable
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
from reports.sections.costs import costs, price_year
from reports.sections.plan import measure_title
from translations import gettext as _

BEFORE = 3
"""Columns before the first year: measure, title, who pays."""

FIRST = 3
"""Row of the first measure."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand on the sheet."""

    measures: int
    years: int

    @property
    def last(self) -> int:
        return FIRST + self.measures - 1

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def columns(self) -> int:
        return BEFORE + 2 * self.years + 2

    def column(self, year: int, end: int) -> int:
        """Of a year from 0, its lower (`end` 0) or upper end (1); after the last year stand the sums."""
        return BEFORE + 1 + 2 * year + end

    def rows(self, letter: str) -> str:
        return f"${letter}${FIRST}:${letter}${self.last}"


def write_costs(sheet: Any, facts: Analysis) -> None:
    roadmap = facts.roadmap
    place = _Layout(len(roadmap.actions), len(roadmap.costs))
    unit = _("{currency} at prices of {year}").format(
        currency=cost_currency(facts.edition, facts.assessment.plan), year=price_year(facts)
    )
    found = costs(facts)
    if found is None:
        write_head(sheet, 1, [_("Costs")])
        write_text(sheet.cell(2, 1), _("Nothing is planned, so there is no cost to show."))
        set_widths(sheet, (80,))
        return
    span_text(sheet, 1, unit, BEFORE)
    write_head(sheet, 2, [*_titles(place)])
    for row, action in enumerate(roadmap.actions, FIRST):
        _write_action(sheet, row, facts, action, place)
    _write_sums(sheet, place)
    after = _write_budget(sheet, facts, place)
    after = _write_funding(sheet, facts, place, after + 2)
    for text in (_explained(), found.remark, found.basis):
        span_text(sheet, after, text, place.columns)
        after += 1
    set_widths(sheet, (10, 40, 22, *([13] * (place.columns - BEFORE))))
    sheet.freeze_panes = sheet.cell(FIRST, BEFORE + 1)
    sheet.print_title_rows = f"1:{FIRST - 1}"


def _explained() -> str:
    return _("What is spent once is spread evenly over a measure's quarters; what is spent each year runs from its end. An open upper end counts with its lower end.")  # fmt: skip


def _titles(place: _Layout) -> Iterator[str]:
    yield from (_("Measure"), _("Title"), _("Who pays"))
    for year in range(1, place.years + 1):
        yield _("Year {number}, lower end").format(number=year)
        yield _("Year {number}, upper end").format(number=year)
    yield from (_("All years, lower end"), _("All years, upper end"))


def _write_action(sheet: Any, row: int, facts: Analysis, action: Action, place: _Layout) -> None:
    write_text(sheet.cell(row, 1), action.measure.id)
    write_text(sheet.cell(row, 2), measure_title(action.measure))
    write_text(sheet.cell(row, 3), action.cost.funding or _undecided())
    for year in _by_year(facts, action):
        for end, value in enumerate((year.low, year.high)):
            _write_money(sheet, row, place.column(year.year - 1, end), float(value))
    _sum_years(sheet, row, place)


def _undecided() -> str:
    return _("Not decided yet")


def _by_year(facts: Analysis, action: Action) -> tuple[YearCost, ...]:
    return cost_by_year(
        [Work(action.cost, action.start_quarter, action.end_quarter)],
        quarters=facts.roadmap.quarters,
        start=facts.roadmap.start,
        budget_by_year=facts.assessment.plan.budget_by_year,
    )


def _write_money(sheet: Any, row: int, column: int, value: float | str) -> None:
    """A figure or a formula."""
    cell = sheet.cell(row, column)
    cell.value, cell.number_format, cell.alignment = value, MONEY, WRAPPED


def _sum_years(sheet: Any, row: int, place: _Layout) -> None:
    for end in (0, 1):
        cells = "+".join(
            f"{get_column_letter(place.column(year, end))}{row}" for year in range(place.years)
        )
        _write_money(sheet, row, place.column(place.years, end), f"={cells}")


def _write_sums(sheet: Any, place: _Layout) -> None:
    span_text(sheet, place.total, _("All measures"), BEFORE)
    for column in range(BEFORE + 1, place.columns - 1):
        letter = get_column_letter(column)
        _write_money(
            sheet, place.total, column, f"=SUM({letter}{FIRST}:{letter}{place.last})"
        )  # fmt: skip
    _sum_years(sheet, place.total, place)
    underline_total(sheet, place.total, place.columns)


def _write_budget(sheet: Any, facts: Analysis, place: _Layout) -> int:
    """The budget by year and what is left of it; gives the last row written."""
    plan, row = facts.assessment.plan, place.total + 1
    budgets = [year.budget for year in facts.roadmap.costs]
    if all(budget is None for budget in budgets):
        return place.total
    span_text(sheet, row, _("Budget, {currency}").format(currency=plan.currency), BEFORE)
    for year, budget in enumerate(budgets):
        if budget is not None:
            lower = get_column_letter(place.column(year, 0))
            _write_money(sheet, row, place.column(year, 0), float(budget))
            _write_money(sheet, row, place.column(year, 1), f"={lower}{row}")
    if None not in budgets:
        _sum_years(sheet, row, place)
    if not is_comparable(facts.edition, plan):
        return row
    _write_left(sheet, row + 1, place, [budget is not None for budget in budgets])
    return row + 1


def _write_left(sheet: Any, row: int, place: _Layout, given: list[bool]) -> None:
    """Budget less cost, in the years that have a budget and, where all have, over all years."""
    span_text(sheet, row, _("Left of the budget"), BEFORE)
    columns = [*given, all(given)]
    for year, has_budget in enumerate(columns):
        for end in (0, 1) if has_budget else ():
            letter = get_column_letter(place.column(year, end))
            _write_money(
                sheet, row, place.column(year, end), f"={letter}{row - 1}-{letter}{place.total}"
            )  # fmt: skip


def _write_funding(sheet: Any, facts: Analysis, place: _Layout, row: int) -> int:
    """Who pays how much over all years; gives the row after the block and a gap."""
    head = [_("Who pays"), "", _("Measures"), _("Lower end"), _("Upper end")]
    write_head(sheet, row, head)
    names = place.rows("C")
    for item in facts.roadmap.funding:
        row += 1
        span_text(sheet, row, item.source or _undecided(), 2)
        same = f"EXACT({names},$A{row})"
        sheet.cell(row, 3).value = f"=SUMPRODUCT({same}*1)"
        for end in (0, 1):
            money = place.rows(get_column_letter(place.column(place.years, end)))
            _write_money(sheet, row, 4 + end, f"=SUMPRODUCT({same}*{money})")
    return row + 2
