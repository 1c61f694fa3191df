"""Sheet of quarters: one row for each measure, with the pillar's letter and colour in its quarters."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, PatternFill

from assessment import Action, quarter_start
from assessment.planning.labels import phase_name
from questionnaires.palette import without_hash
from reports.analysis import Analysis
from reports.chinese import in_language
from reports.excel.sheets import BOLD, HEAD, set_widths, span_text, write_head, write_text
from reports.formats import format_quarter
from reports.sections.roadmap.plan import plan
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _

BEFORE = 2
"""Number of columns before the first quarter."""

QUARTER_WIDTH = 7


def write_timeline(sheet: Any, analysis: Analysis) -> None:
    """Write the sheet; a sentence without planned measures."""
    roadmap = analysis.roadmap
    quarters = [
        format_quarter(quarter_start(roadmap.start, quarter)) for quarter in range(roadmap.quarters)
    ]
    write_head(sheet, 1, [_("Measure"), _("Phase"), *quarters])
    set_widths(sheet, (56, 14, *([QUARTER_WIDTH] * len(quarters))))
    sheet.freeze_panes = "C2"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"
    if not roadmap.actions:
        span_text(sheet, 2, in_language(f"{plan(analysis).title}."), BEFORE)
        return
    levels = {item.action_ids[-1]: item.level for item in roadmap.milestones if item.action_ids}
    for row, action in enumerate(roadmap.actions, 2):
        _write_action(sheet, row, analysis, action, levels.get(action.measure.id))
    _write_key(sheet, len(roadmap.actions) + 3, analysis)


def _write_action(
    sheet: Any, row: int, analysis: Analysis, action: Action, level: int | None
) -> None:  # fmt: skip
    name = _("{id} {title}").format(id=action.measure.id, title=measure_title(action.measure))
    write_text(sheet.cell(row, 1), name)
    write_text(sheet.cell(row, 2), phase_name(action.phase))
    for quarter in range(max(action.start_quarter, 0), action.end_quarter):
        cell = sheet.cell(row, 1 + BEFORE + quarter)
        _write_letter(cell, analysis, action.pillar_id)
        if quarter == action.end_quarter - 1 and level is not None:
            cell.value = f"{cell.value} ◆{level}"


def _write_letter(cell: Any, analysis: Analysis, pillar_id: str) -> None:
    write_text(cell, analysis.letter(pillar_id), font=HEAD)
    cell.fill = PatternFill("solid", start_color=without_hash(analysis.colour(pillar_id)))
    cell.alignment = Alignment(horizontal="center", vertical="center")


def _write_key(sheet: Any, row: int, analysis: Analysis) -> None:
    write_text(sheet.cell(row, 1), _("Key"), font=BOLD)
    for offset, pillar in enumerate(analysis.pillars, 1):
        write_text(sheet.cell(row + offset, 1), analysis.pillar_name(pillar.id))
        _write_letter(sheet.cell(row + offset, 2), analysis, pillar.id)
    last = row + len(analysis.pillars) + 1
    write_text(sheet.cell(last, 1), _("Level that the indicator reaches at the end of the quarter"))
    write_text(sheet.cell(last, 2), _("◆ and a number"))
