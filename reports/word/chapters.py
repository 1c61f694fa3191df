"""Text chapters of the roadmap: delivery, measure sheets, about."""

from __future__ import annotations

from assessment.model.report_chapters import Chapter
from reports.chapters import chapter_title
from reports.roadmap_report import Report
from reports.sections.roadmap.delivery import DeliveryTable
from reports.word.minister import write_sheet
from reports.word.writer import Writer
from translations import gettext as _


def write_delivery(writer: Writer, report: Report) -> None:
    """Write the delivery chapters, each with its table."""
    for chapter in report.delivery:
        writer.heading(chapter.title, 1)
        writer.paragraphs(chapter.sentences)
        for table in chapter.tables:
            if table.rows:
                write_table(writer, table)


def write_table(writer: Writer, table: DeliveryTable) -> None:
    """Write one table of texts."""
    widths = _column_widths(table.widths)
    writer.table(table.caption, table.head, table.rows, widths, numbers=table.right)


def _column_widths(widths: tuple[str, ...]) -> tuple[float, ...]:
    """Column widths in per cent; the last column gets the remainder."""
    shares = [float(width.rstrip("%")) for width in widths]
    return (*shares, 100 - sum(shares))


def write_sheets(writer: Writer, report: Report) -> None:
    """Write the measure sheets by phase, on a new page; nothing without sheets."""
    if not report.sheets:
        return
    sheets = {sheet.code: sheet for sheet in report.sheets}
    writer.heading(chapter_title(Chapter.SHEETS), 1, new_page=True)
    writer.paragraph(report.sheets_sentence)
    for phase in report.plan.phases:
        chosen = [sheets[row.code] for row in phase.actions if row.code in sheets]
        if chosen:
            writer.heading(phase.name, 2)
        for sheet in chosen:
            write_sheet(writer, sheet, 3)


def write_method(writer: Writer, report: Report) -> None:
    """Write the chapter on edition, levels and notice."""
    writer.heading(_("What this document is"), 1)
    writer.paragraphs((report.cover.edition, report.cover.basis, report.cover.notice))
    if report.look.whole_note:
        writer.heading(_("About this assessment"), 2)
        writer.paragraphs(report.look.whole_note)
