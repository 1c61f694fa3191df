"""The chapters in words: cover, message, how the plan is carried out, what the document is."""

from __future__ import annotations

from reports.roadmap_report import Report
from reports.word.writer import Writer
from translations import gettext as _


def write_cover(writer: Writer, report: Report) -> None:
    cover = report.cover
    writer.paragraph(cover.country, "Title")
    writer.paragraph(cover.title, "Subtitle")
    writer.paragraphs((cover.cycle, cover.date, cover.profile))
    writer.paragraph(cover.standing, "Standing")
    writer.paragraphs((cover.standing_detail, cover.basis, *cover.note, cover.notice))


def write_message(writer: Writer, report: Report) -> None:
    message = report.message
    writer.heading(message.headline, 1, new_page=True)
    for figure in message.figures:
        writer.with_bold_start(figure.value, f" {figure.text}", "List Bullet")
    writer.heading(_("Where we stand"), 2)
    writer.paragraphs(message.standing)
    writer.heading(message.first_title, 2)
    for thing in message.first:
        writer.with_bold_start(thing.title, f" ({thing.code}, {thing.detail})", "List Number")
    writer.paragraph(message.first_remark)
    writer.heading(_("What it costs"), 2)
    writer.paragraphs(message.cost)
    writer.heading(_("What we ask of partners"), 2)
    writer.paragraphs(message.partners)


def write_delivery(writer: Writer, report: Report) -> None:
    for chapter in report.delivery:
        writer.heading(chapter.title, 1)
        writer.paragraphs(chapter.sentences)
        if chapter.rows:
            widths = _whole(chapter.widths)
            writer.table(chapter.caption, chapter.head, chapter.rows, widths)


def _whole(widths: tuple[str, ...]) -> tuple[float, ...]:
    """Shares of the width in per cent, the last column with what is left."""
    given = [float(width.rstrip("%")) for width in widths]
    return (*given, 100 - sum(given))


def write_sheets(writer: Writer, report: Report) -> None:
    """Each measure on its own, phase by phase; nothing where the report has no sheets."""
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
    writer.heading(_("What this document is"), 1)
    writer.paragraphs((report.cover.edition, report.cover.basis, report.cover.notice))
