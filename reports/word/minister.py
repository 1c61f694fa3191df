"""The two pages for a minister, and the document of one body, in Word."""

from __future__ import annotations

from reports.analysis import Analysis
from reports.joining import join_phrases
from reports.office.chart_data import money_chart, score_chart
from reports.roadmap_report import Report
from reports.sections.minister.pages import MinisterPages
from reports.sections.roadmap.body import BodyPages, Dependence
from reports.sections.roadmap.sheets import MeasureSheet
from reports.word.charts import write_chart
from reports.word.writer import Writer
from translations import gettext as _

DANGER_WIDTHS = (41, 11, 19, 18, 11)
FIRST_WIDTHS = (37, 25, 25, 13)
BODY_WIDTHS = (38, 11, 11, 11, 15, 14)
DEPENDENCE_WIDTHS = (36, 30, 22, 12)


def write_minister(writer: Writer, report: Report, analysis: Analysis) -> None:
    """Write both pages, each on a new one after a cover; nothing where the document has none."""
    pages = report.minister
    if pages is None:
        return
    writer.heading(pages.headline, 1, new_page=report.has_cover)
    writer.key_figures(_("Key figures"), [(tile.value, tile.text) for tile in pages.tiles])
    _dangers(writer, pages)
    writer.heading(pages.bars.title, 2)
    if chart := score_chart(analysis, pages.bars):
        write_chart(writer, chart)
    elif pages.bars.chart:
        writer.paragraph(pages.bars.chart.alternative)
    writer.paragraph(pages.bars.note)
    writer.heading(pages.second, 1, new_page=report.has_cover)
    writer.heading(_("Decisions asked of you"), 2)
    writer.numbered((item.title, f" {item.text}") for item in pages.decisions)
    _first(writer, pages)
    writer.heading(pages.money.title, 2)
    if costs := money_chart(analysis, pages.money):
        write_chart(writer, costs)
    writer.paragraph(" ".join(pages.money.sentences))
    writer.heading(_("What is not known, or contested"), 2)
    writer.paragraph(" ".join(pages.unknown))


def _dangers(writer: Writer, pages: MinisterPages) -> None:
    writer.heading(_("What may put a child in danger, and what the plan does about it"), 2)
    if pages.dangers:
        rows = [
            (
                f"{row.text} ({row.code})",
                join_phrases(row.now.text if row.now else "", row.target),
                row.status,
                row.when,
                row.cost,
            )
            for row in pages.dangers
        ]
        writer.table(pages.dangers_caption, pages.dangers_head, rows, DANGER_WIDTHS, numbers=(4,))
    writer.paragraph(pages.dangers_remark)


def _first(writer: Writer, pages: MinisterPages) -> None:
    first = pages.first
    writer.heading(first.title, 2)
    if first.rows and first.rows[0].when:
        rows = [
            (
                f"{row.title} ({row.code})",
                row.who,
                "\n".join(filter(None, (row.when, row.safe))),
                row.cost,
            )
            for row in first.rows
        ]
        caption = _("The first measures of the plan, by start")
        writer.table(caption, first.head, rows, FIRST_WIDTHS, numbers=(3,))
    elif first.rows:
        questions = [(f"{row.title} ({row.code})", row.who) for row in first.rows]
        writer.table(_("The questions that can change most"), first.head, questions, (3, 2))
    writer.paragraph(first.remark)


def write_body(writer: Writer, report: Report) -> None:
    """Write the document of one body; nothing for any other reader."""
    body = report.body
    if body is None:
        return
    writer.heading(body.name, 1)
    writer.paragraph(" ".join(body.sentences))
    head = (
        _("Measure"), _("From"), _("Until"), _("Safely"), _("Cost"), _("Paid by")
    )  # fmt: skip
    rows = [
        (f"{row.title} ({row.code})", row.start, row.end, row.safe, row.cost, row.paid_by)
        for row in body.rows
    ]
    writer.table(body.caption, head, rows, BODY_WIDTHS, numbers=(4,))
    _dependences(writer, body)
    writer.heading(_("Each measure on a sheet"), 1)
    for sheet in body.sheets:
        write_sheet(writer, sheet, 2)


def _dependences(writer: Writer, body: BodyPages) -> None:
    parts: tuple[tuple[str, str, str, tuple[Dependence, ...]], ...] = (
        (
            _("What this body waits for"),
            _("Measures of other bodies that come first"),
            _("Done by"),
            body.waits_for,
        ),
        (
            _("Who waits for this body"),
            _("Measures of other bodies that come after"),
            _("Starts in"),
            body.waited_for,
        ),
    )
    for title, caption, month, items in parts:
        if not items:
            continue
        writer.heading(title, 2)
        head = (_("First"), _("Waits"), _("Other body"), month)
        rows = [(item.before, item.after, item.body, item.month) for item in items]
        writer.table(caption, head, rows, DEPENDENCE_WIDTHS)


def write_sheet(writer: Writer, sheet: MeasureSheet, level: int) -> None:
    """Write the sheet of one measure below a heading of the level."""
    writer.heading(_("{title} ({id})").format(id=sheet.code, title=sheet.title), level)
    writer.paragraph(sheet.summary)
    for line in (*sheet.strip, *sheet.lines):
        writer.with_bold_start(line.label, f"  {line.text}", "Sheet Line")
