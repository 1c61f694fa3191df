"""First sheet: country, standing, edition, and the contents of the other sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment import cost_currency
from reports.analysis import Analysis
from reports.chinese import in_language
from reports.excel.sheets import BOLD, LARGE, set_widths, write_text
from reports.roadmap_report import Report
from reports.sections.edition_rules import target_sentence
from reports.sections.roadmap.costs import price_year
from reports.sections.roadmap.emphasis_table import has_emphases
from translations import gettext as _


def write_about(sheet: Any, report: Report, analysis: Analysis) -> None:
    """Write the sheet."""
    write_text(sheet.cell(1, 1), report.cover.country, font=LARGE)
    write_text(sheet.cell(2, 1), report.cover.standing, font=BOLD)
    for row, (label, text) in enumerate(_lines(report, analysis), 4):
        write_text(sheet.cell(row, 1), label, font=BOLD)
        write_text(sheet.cell(row, 2), text)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:B2")
    set_widths(sheet, (24, 96))


def _lines(report: Report, analysis: Analysis) -> Iterator[tuple[str, str]]:
    cover, plan = report.cover, analysis.assessment.plan
    yield _("Document"), report.title
    yield _("Edition"), cover.edition
    yield _("Questions"), cover.profile
    yield _("Date"), cover.date
    yield _("Standing"), cover.standing_detail
    yield _("Levels"), cover.basis
    yield (
        _("Money"),
        _("{currency} at prices of {year}").format(
            currency=cost_currency(analysis.edition, plan), year=price_year(analysis)
        ),
    )

    if targets := target_sentence(analysis.edition, analysis.assessment):
        yield _("Targets"), targets
    yield _("Plan"), in_language(" ".join((f"{report.plan.title}.", *report.plan.sentences)))
    if first := report.answer_first:
        lines = (f"{row.code} {row.question}" for row in first.rows)
        yield first.title, "\n".join(filter(None, (first.sentences[1], *lines, first.further)))
    yield (
        _("Sheet Plan"),
        _("One row a measure. Months are those of the plan; likely: half of the drawn courses have ended; safe: four in five."),
    )  # fmt: skip
    yield (
        _("Sheet Timeline"),
        _("One row a measure, one column a quarter. A letter is the pillar; ◆ with a number is the level reached."),
    )  # fmt: skip
    yield (
        _("Sheet Costs"),
        _("By measure and plan year. Sums, what is left of the budget and who pays are formulas: change a figure and they follow."),
    )  # fmt: skip
    if has_emphases(analysis):
        yield (
            _("Sheet Emphasis"),
            _("What each emphasis would do within the same limits: dangers and other core gaps closed, score, cost."),
        )  # fmt: skip
    yield from ((_("Note"), text) for text in cover.note)
    yield _("Notice"), cover.notice
