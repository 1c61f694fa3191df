"""The roadmap as a Word document, for editing before cabinet: real headings, styles, captions, a table of contents."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.report import Report
from translations import gettext as _

TEXT_WIDTH = 17.0
"""Centimetres between the margins of an A4 page."""

INK = RGBColor(0x1B, 0x27, 0x33)


def plan_docx(report: Report) -> bytes:
    """Cover, message, gaps' plan, actions by phase, measure sheets, costs, delivery. The same words as the PDF."""
    document = Document()
    _styles(document, report)
    _cover(document, report)
    _contents(document, report)
    _message(document, report)
    _plan(document, report)
    _costs(document, report)
    _delivery(document, report)
    _method(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Noto Sans", INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            if "Theme" in name:
                del fonts.attrib[name]
    language = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), report.language)
    core = document.core_properties
    core.title, core.subject = report.title, report.description
    core.author, core.language = report.cover.standing, report.language
    core.comments = ""
    core.created = core.modified = _noon(report)


def _noon(report: Report) -> dt.datetime:
    return dt.datetime.combine(report.day, dt.time(12))


def _cover(document: Any, report: Report) -> None:
    cover = report.cover
    document.add_paragraph(cover.country, style="Title")
    document.add_paragraph(cover.title, style="Subtitle")
    for text in (cover.cycle, cover.date, cover.profile):
        document.add_paragraph(text)
    document.add_paragraph().add_run(cover.standing).bold = True
    document.add_paragraph(cover.standing_detail)
    for text in cover.note:
        document.add_paragraph(text)
    document.add_paragraph(cover.notice)
    document.add_page_break()


def _contents(document: Any, report: Report) -> None:
    """A table of contents that Word and LibreOffice fill in; until then it says how."""
    document.add_heading(_("Contents"), 1)
    paragraph = document.add_paragraph()
    for kind, text in (("begin", ""), ("", ' TOC \\o "1-2" \\h \\z \\u '), ("separate", "")):
        _field(paragraph, kind, text)
    paragraph.add_run(_("Update this field to see the contents (in Word: F9)."))
    _field(paragraph, "end", "")
    settings = document.settings.element
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings.append(update)
    document.add_page_break()


def _field(paragraph: Any, kind: str, text: str) -> None:
    run = paragraph.add_run()
    if kind:
        sign = OxmlElement("w:fldChar")
        sign.set(qn("w:fldCharType"), kind)
    else:
        sign = OxmlElement("w:instrText")
        sign.set(qn("xml:space"), "preserve")
        sign.text = text
    run._r.append(sign)


def _message(document: Any, report: Report) -> None:
    message = report.message
    document.add_heading(message.headline, 1)
    for figure in message.figures:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(figure.value).bold = True
        paragraph.add_run(f" {figure.text}")
    document.add_heading(_("Where we stand"), 2)
    _paragraphs(document, message.standing)
    document.add_heading(message.first_title, 2)
    for thing in message.first:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(thing.title).bold = True
        paragraph.add_run(f" ({thing.code}, {thing.detail})")
    _paragraphs(document, [message.first_remark])
    document.add_heading(_("What it costs"), 2)
    _paragraphs(document, message.cost)
    document.add_heading(_("What we ask of partners"), 2)
    _paragraphs(document, message.partners)


def _plan(document: Any, report: Report) -> None:
    plan = report.plan
    document.add_heading(_("Roadmap"), 1)
    _paragraphs(document, [plan.title, *plan.sentences])
    head = (_("Code"), _("Measure"), _("When"), _("Lead"), _("Months"), _("Effort"), _("Waits for"))
    for phase in plan.phases:
        document.add_heading(phase.name, 2)
        _paragraphs(document, [phase.meaning])
        rows = [
            (row.code, row.title, row.when, row.lead, row.months, row.effort, row.waits)
            for row in phase.actions
        ]
        _table(document, phase.caption, head, rows, (8, 27, 15, 19, 11, 10, 10))
    if plan.milestones:
        document.add_heading(_("Milestones"), 2)
        _table(
            document,
            _("What is reached by when"),
            (_("By the end of"), _("Reached")),
            [(row.when, "; ".join(row.reached)) for row in plan.milestones],
            (1, 4),
        )
    if plan.left_out:
        document.add_heading(_("What does not fit, and why"), 2)
        for item in plan.left_out:
            document.add_paragraph(f"{item.code} {item.title}. {item.why}", style="List Bullet")


def _costs(document: Any, report: Report) -> None:
    document.add_heading(_("What it leads to and what it costs"), 1)
    if report.path:
        _paragraphs(document, [report.path.sentence])
    costs = report.costs
    if costs is None:
        _paragraphs(document, [_("Nothing is planned, so there is no path and no cost to show.")])
        return
    rows = [*costs.rows, *([costs.total] if costs.total else [])]
    _table(
        document,
        costs.caption,
        (
            _("Plan year"),
            _("Lower end"),
            _("Upper end"),
            _("Open-ended"),
            _("Budget"),
            _("Against the budget"),
        ),
        [(row.year, row.low, row.high, row.open_ended, row.budget, row.verdict) for row in rows],
        (24, 14, 14, 12, 14, 22),
    )
    _paragraphs(document, [costs.remark, costs.basis])


def _delivery(document: Any, report: Report) -> None:
    for chapter in report.delivery:
        document.add_heading(chapter.title, 1)
        _paragraphs(document, chapter.sentences)
        if chapter.rows:
            given = [float(width.rstrip("%")) for width in chapter.widths]
            widths = (*given, 100 - sum(given))
            _table(document, chapter.caption, chapter.head, chapter.rows, widths)


def _method(document: Any, report: Report) -> None:
    document.add_heading(_("What this document is"), 1)
    _paragraphs(document, [report.cover.edition, report.cover.notice])


def _paragraphs(document: Any, texts: Iterable[str]) -> None:
    for text in texts:
        if text:
            document.add_paragraph(text)


def _table(
    document: Any,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A table with its caption, a head that is repeated on every page, and rows that don't break."""
    document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    _mark(table.rows[0], "w:tblHeader")
    for row in rows:
        made = table.add_row()
        _mark(made, "w:cantSplit")
        for cell, text in zip(made.cells, row, strict=True):
            cell.text = text
    table.autofit = False
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Cm(TEXT_WIDTH * width / sum(widths))
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8.5)
    document.add_paragraph()


def _mark(row: Any, name: str) -> None:
    sign = OxmlElement(name)
    sign.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(sign)
