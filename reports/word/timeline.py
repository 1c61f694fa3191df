"""Timeline as an editable table: one row for each action, shaded quarters with the pillar's letter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from assessment import Action, PhaseId, quarter_start
from assessment.planning.labels import phase_name
from questionnaires.palette import without_hash
from reports.analysis import Analysis
from reports.joining import listed
from reports.roadmap_report import Report
from reports.sections.roadmap.plan import most_urgent
from reports.sections.roadmap.timeline import measure_title
from reports.word.fields import element
from reports.word.styles import INK, PANEL
from reports.word.tables import (
    add_row,
    centre,
    fill_cell,
    narrow,
    new_table,
    repeat_head,
    shade,
    whiten,
)
from reports.word.writer import Writer
from translations import gettext as _

MAXIMUM_QUARTERS = 20
"""Maximum number of quarters in one table; a longer plan continues in another."""

LABEL_WIDTH = 5.0
"""Width of the column of names, in centimetres."""

QUARTER_WIDTH = 12.0
"""Width of all quarters together, in centimetres."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Quarters of one table, from 0 at the start of the plan: `first` included, `after` excluded."""

    first: int
    after: int

    @property
    def quarters(self) -> range:
        return range(self.first, self.after)


def write_timeline(writer: Writer, analysis: Analysis, report: Report) -> None:
    """Write the timeline, in several tables if needed; nothing without planned measures."""
    roadmap = analysis.roadmap
    if not roadmap.actions:
        return
    writer.heading(_("Timeline"), 2)
    writer.paragraph(
        _(
            "A cell with a letter is a quarter in which a measure of that pillar runs: {letters}. ◆ with a number is "
            "the level reached at its end. A heavy frame is on the longest chain."
        ).format(letters=_letters(analysis))
    )
    for first in range(0, roadmap.quarters, MAXIMUM_QUARTERS):
        span = _Span(first, min(first + MAXIMUM_QUARTERS, roadmap.quarters))
        _write_part(writer, analysis, report, span)


def _letters(analysis: Analysis) -> str:
    return listed(
        _("{letter} {name}").format(
            letter=analysis.letter(pillar.id), name=analysis.pillar_name(pillar.id)
        )
        for pillar in analysis.pillars
    )


def _write_part(writer: Writer, analysis: Analysis, report: Report, span: _Span) -> None:
    rows = list(_rows(analysis, span, most_urgent(analysis) if report.is_short else None))
    caption = report.plan.title
    if span.first:
        caption = _("{title}, continued").format(title=caption)
    writer.caption(caption)
    width = QUARTER_WIDTH / len(span.quarters)
    table = new_table(writer.document, 0, (LABEL_WIDTH, *([width] * len(span.quarters))))
    _head(table, analysis, span)
    levels = _levels(analysis)
    for row in rows:
        if isinstance(row, str):
            _phase_row(table, row)
        else:
            _action_row(table, analysis, row, span, levels.get(row.measure.id))
    repeat_head(table)
    narrow(table)
    figures = report.plan.timeline
    writer.finish(table, caption, figures[0].alternative if figures else "")


def _rows(
    analysis: Analysis, span: _Span, chosen: Collection[str] | None
) -> Iterator[str | Action]:
    """The name of each phase, followed by its actions within the span; `chosen` are ids of measures, None for all."""
    for phase in PhaseId:
        actions = [
            item
            for item in analysis.roadmap.phase(phase)
            if item.start_quarter < span.after
            and item.end_quarter > span.first
            and (chosen is None or item.measure.id in chosen)
        ]
        if actions:
            yield phase_name(phase)
            yield from actions


def _levels(analysis: Analysis) -> dict[str, int]:
    """The level reached at the end of a measure, by measure id."""
    return {
        item.action_ids[-1]: item.level for item in analysis.roadmap.milestones if item.action_ids
    }


def _head(table: Any, analysis: Analysis, span: _Span) -> None:
    row = add_row(table)
    fill_cell(row.cells[0], _("Measure"), "Timeline")
    for cell, quarter in zip(row.cells[1:], span.quarters, strict=True):
        day = quarter_start(analysis.roadmap.start, quarter)
        fill_cell(
            cell, _("Q{quarter}\n{year}").format(quarter=(day.month + 2) // 3, year=day.year), "Timeline"
        )  # fmt: skip
        centre(cell)


def _phase_row(table: Any, name: str) -> None:
    row = add_row(table)
    merged = row.cells[0].merge(row.cells[-1])
    fill_cell(merged, name, "Timeline")
    merged.paragraphs[0].runs[0].bold = True
    merged.paragraphs[0].paragraph_format.keep_with_next = True
    shade(merged, PANEL)


def _action_row(
    table: Any, analysis: Analysis, action: Action, span: _Span, level: int | None
) -> None:  # fmt: skip
    row = add_row(table)
    name = _("{id} {title}").format(id=action.measure.id, title=measure_title(action.measure))
    cells = row.cells
    fill_cell(cells[0], name, "Timeline")
    for cell, quarter in zip(cells[1:], span.quarters, strict=True):
        if not action.start_quarter <= quarter < action.end_quarter:
            continue
        is_last = quarter == action.end_quarter - 1 and level is not None
        letter = analysis.letter(action.pillar_id)
        fill_cell(cell, f"{letter} ◆{level}" if is_last else letter, "Timeline")
        centre(cell)
        whiten(cell)
        shade(cell, without_hash(analysis.colour(action.pillar_id)))
        if action.on_longest_chain:
            _frame(cell)


def _frame(cell: Any) -> None:
    """Frame the cell with a heavy line; the schema requires borders before the shading."""
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single", sz="18", color=INK))
    properties = cell._tc.get_or_add_tcPr()
    shade = properties.find(element("w:shd").tag)
    shade.addprevious(borders)
