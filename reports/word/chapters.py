"""Text chapters of the roadmap: cover, message, delivery, measure sheets, about."""

from __future__ import annotations

from reports.roadmap_report import Report
from reports.word.writer import Writer
from translations import gettext as _


def write_cover(writer: Writer, report: Report) -> None:
    """Write the cover."""
    cover = report.cover
    writer.paragraph(cover.country, "Title")
    writer.paragraph(cover.title, "Subtitle")
    writer.paragraphs((cover.cycle, cover.date, cover.profile))
    writer.paragraph(cover.standing, "Standing")
    writer.paragraphs((cover.standing_detail, cover.basis, *cover.note, cover.notice))


def write_message(writer: Writer, report: Report) -> None:
    """Write the message on a new page."""
    message = report.message
    writer.heading(message.headline, 1, new_page=True)
    for figure in message.figures:
        writer.with_bold_start(figure.value, f" {figure.text}", "List Bullet")
    writer.heading(_("Where we stand"), 2)
    writer.paragraphs(message.situation)
    writer.heading(message.first_title, 2)
    for thing in message.first:
        writer.with_bold_start(thing.title, f" ({thing.code}, {thing.detail})", "List Number")
    writer.paragraph(message.first_remark)
    writer.heading(_("What it costs"), 2)
    writer.paragraphs(message.cost)
    writer.heading(_("What we ask of partners"), 2)
    writer.paragraphs(message.partners)


def write_delivery(writer: Writer, report: Report) -> None:
    """Write the delivery chapters, each with its table."""
    for chapter in report.delivery:
        writer.heading(chapter.title, 1)
        writer.paragraphs(chapter.sentences)
        if chapter.rows:
            widths = _column_widths(chapter.widths)
            writer.table(chapter.caption, chapter.head, chapter.rows, widths)


def _column_widths(widths: tuple[str, ...]) -> tuple[float, ...]:
    """Column widths in per cent; the last column gets the remainder."""
    shares = [float(width.rstrip("%")) for width in widths]
    return (*shares, 100 - sum(shares))


def write_sheets(writer: Writer, report: Report) -> None:
    """Write the measure sheets by phase, on a new page; nothing without sheets."""
    if not report.sheets:
        return
    sheets = {sheet.code: sheet for sheet in report.sheets}
    writer.heading(_("Annex: each measure on a sheet"), 1, new_page=True)
    for phase in report.plan.phases:
        writer.heading(phase.caption, 2)
        for sheet in (sheets[row.code] for row in phase.actions if row.code in sheets):
            writer.heading(_("{id} {title}").format(id=sheet.code, title=sheet.title), 3)
            writer.paragraph(sheet.summary)
            for line in sheet.lines:
                writer.with_bold_start(line.label, f"  {line.text}", "Sheet Line")


def write_method(writer: Writer, report: Report) -> None:
    """Write the chapter on edition, levels and notice."""
    writer.heading(_("What this document is"), 1)
    writer.paragraphs((report.cover.edition, report.cover.basis, report.cover.notice))
