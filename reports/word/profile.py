"""The chapter on the profile: the chart of scores, and all answers as a table of shaded cells."""

from __future__ import annotations

from typing import Any

from assessment.model.report_chapters import Chapter
from questionnaires.palette import without_hash
from reports.analysis import Analysis
from reports.chapters import chapter_title
from reports.figures import Cell
from reports.office.chart_data import profile_chart
from reports.roadmap_report import Report
from reports.sections.profile import answer_rows
from reports.word.charts import write_chart
from reports.word.tables import (
    add_row,
    centre,
    fill_cell,
    keep_together,
    narrow,
    new_table,
    repeat_head,
    shade,
    whiten,
)
from reports.word.writer import Writer
from translations import gettext as _

NAME_WIDTH, CELLS_WIDTH = 3.4, 13.6
"""Widths of the pillar's name and of all its cells, in centimetres."""

CELLS_PER_ROW = 16


def write_profile(writer: Writer, report: Report, analysis: Analysis) -> None:
    """Write the profile; nothing where it is left out."""
    if not report.has(Chapter.PROFILE):
        return
    section = report.profile
    writer.heading(chapter_title(Chapter.PROFILE), 1)
    writer.paragraph(section.sentence)
    writer.heading(section.title, 2)
    chart = profile_chart(analysis, section)
    if chart is not None:
        write_chart(writer, chart)
    else:
        writer.paragraph(section.bullets.alternative)
    _answers(writer, report, analysis)


def _answers(writer: Writer, report: Report, analysis: Analysis) -> None:
    """One cell for each question below its pillar's name: id and level, shaded by level."""
    section = report.profile
    writer.heading(section.answer_grid_title, 2)
    writer.paragraph(_("One cell a question, with its level; white where there is none."))
    caption = _("The level of each question, by pillar")
    writer.caption(caption)
    width = CELLS_WIDTH / CELLS_PER_ROW
    table = new_table(writer.document, 0, (NAME_WIDTH, *([width] * CELLS_PER_ROW)))
    head = add_row(table)
    fill_cell(head.cells[0], _("Pillar"), "Answer")
    fill_cell(head.cells[1].merge(head.cells[-1]), _("Questions with their levels"), "Answer")
    for pillar, row in zip(analysis.pillars, answer_rows(analysis), strict=True):
        name = analysis.pillar_name(pillar.id)
        for first in range(0, len(row.cells), CELLS_PER_ROW):
            _fill(add_row(table), name, row.cells[first : first + CELLS_PER_ROW])
    repeat_head(table)
    keep_together(table)
    narrow(table)
    writer.finish(table, caption, section.answer_grid.alternative)


def _fill(row: Any, name: str, squares: tuple[Cell, ...]) -> None:
    cells = row.cells
    fill_cell(cells[0], name, "Answer")
    for cell, square in zip(cells[1:], squares, strict=False):
        fill_cell(cell, f"{square.id}\n{square.sign}" if square.sign else square.id, "Answer")
        centre(cell)
        if square.colour:
            shade(cell, without_hash(square.colour))
        if square.dark:
            whiten(cell)
