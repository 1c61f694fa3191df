"""The report on Resolution 179 as a Word document, with the texts of the PDF."""

from __future__ import annotations

import io

from docx import Document

from reports.resolution_report.clause_sections import ClauseSection, MovedLine
from reports.resolution_report.dangers import DangerPart
from reports.resolution_report.report import ResolutionReport
from reports.word.setup import set_up
from reports.word.writer import Writer
from translations import gettext as _


def resolution_docx(report: ResolutionReport) -> bytes:
    """Render the report: first page, dangers, every invitation, how to read it."""
    document = Document()
    set_up(document, report, report.look)
    writer = Writer(document, right_to_left=report.direction == "rtl")
    _head(writer, report)
    _message(writer, report)
    _dangers(writer, report.dangers)
    for chapter in report.chapters:
        writer.heading(chapter.title, 1)
        for item in chapter.sections:
            _clause(writer, item)
    writer.heading(report.reading_title, 1)
    writer.paragraphs(report.reading)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(writer: Writer, report: ResolutionReport) -> None:
    writer.paragraph(report.head.country, "Title").paragraph_format.space_before = 0
    writer.paragraph(report.head.subtitle, "Subtitle").paragraph_format.space_after = 0
    writer.paragraph(report.standing, "Standing")
    writer.paragraph(report.notice, "Cover Note")
    for name, text in report.head.lines:
        writer.with_bold_start(name, f"  {text}", "Sheet Line")
    writer.typed(report.look.whole_note or report.look.note)


def _message(writer: Writer, report: ResolutionReport) -> None:
    message = report.message
    writer.heading(message.headline, 1)
    writer.paragraph(" ".join((*message.sentences, *report.remarks)))
    for group in message.groups:
        rows = [
            (
                _("{mark}: {text}").format(mark=line.code, text=line.title),
                *(
                    (line.before, line.now, line.direction)
                    if message.is_comparison
                    else (line.now,)
                ),
                line.compared,
            )
            for line in group.lines
        ]
        head = message.text_columns
        widths = (40, *(15 for _column in head[1:]))
        writer.table(group.name, head, rows, widths, numbers=(len(head) - 1,))


def _dangers(writer: Writer, part: DangerPart) -> None:
    writer.heading(part.title, 1)
    writer.paragraph(part.sentence)
    if part.lines:
        rows = [
            (
                _("{name} ({code})").format(name=line.question, code=line.code),
                *((line.before.text,) if line.before else ()),
                line.now.text,
                line.state,
            )
            for line in part.lines
        ]
        widths = (52, *(16 for _column in part.columns[1:]))
        writer.table(part.caption, part.columns, rows, widths)


def _clause(writer: Writer, item: ClauseSection) -> None:
    writer.heading(item.heading, 2)
    writer.with_bold_start(_("Invitation"), f"  {item.text}", "Normal")
    if item.lines:
        rows = [_row(line) for line in item.lines]
        writer.table(item.caption, item.columns, rows, (60, *(20 for _column in item.columns[1:])))
    writer.paragraphs(item.sentences)
    for part in item.parts:
        sentence = " ".join(part.sentences)
        if not part.items:
            writer.with_bold_start(part.title, f"  {sentence}", "Normal")
            continue
        title = writer.with_bold_start(part.title, "", "Normal")
        title.paragraph_format.keep_with_next = True
        for text in part.items:
            writer.with_bold_start("", text, "List Bullet")
        writer.paragraph(sentence)


def _row(line: MovedLine) -> tuple[str, ...]:
    name = _("{name} ({code})").format(name=line.question, code=line.code)
    before = (line.before.text,) if line.before else ()
    return ("\n".join((name, *line.reason)), *before, line.now.text)
