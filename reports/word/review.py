"""The report of a review as a Word document, with the texts of the PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from docx import Document

from reports.chinese import in_language
from reports.review_report import chapters
from reports.review_report.levels import LevelItem, LevelLine, ListedPillar
from reports.review_report.open_points import OpenItem
from reports.review_report.remarks import PrintedRemark
from reports.review_report.report import ReviewReport
from reports.review_report.threads import PrintedThread
from reports.sections.labels import LevelMark
from reports.word.contents import write_contents
from reports.word.setup import set_up
from reports.word.writer import Writer
from translations import gettext as _

PROFILE_WIDTHS = (31, 9, 12, 15, 11, 11, 11)
TRANSITION_WIDTHS = (17, 15, 30, 38)


def review_docx(report: ReviewReport) -> bytes:
    """Render the report: first page, contents, then every chapter of the PDF."""
    document = Document()
    set_up(document, report)
    writer = Writer(document, right_to_left=report.direction == "rtl")
    _head(writer, report)
    _message(writer, report)
    placeholder = document.add_paragraph()
    for chapter in report.chapters:
        writer.heading(chapter.title, 1, new_page=chapter.id == chapters.PROFILES)
        writer.paragraph(chapter.sentence)
        CHAPTERS[chapter.id](writer, report)
    write_contents(placeholder, writer.headings)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(writer: Writer, report: ReviewReport) -> None:
    writer.paragraph(report.head.country, "Title").paragraph_format.space_before = 0
    writer.paragraph(report.head.subtitle, "Subtitle").paragraph_format.space_after = 0
    writer.paragraph(report.standing, "Standing")
    for name, text in report.head.lines:
        writer.with_bold_start(name, f"  {text}", "Sheet Line")


def _message(writer: Writer, report: ReviewReport) -> None:
    message = report.message
    writer.heading(message.headline, 1)
    for figure in message.figures:
        writer.with_bold_start(figure.value, f" {figure.text}", "List Bullet")
    writer.heading(_("What it came to"), 2)
    writer.paragraph(" ".join(message.outcomes))
    writer.heading(_("How the profiles differ"), 2)
    writer.paragraph(" ".join(message.profiles))
    writer.heading(_("What is open"), 2)
    writer.paragraph(" ".join(message.open))
    for party in message.signs:
        writer.with_bold_start(party, "", "Normal")
        writer.paragraph(
            _("Name: {line} Date: {line} Signature: {line}").format(line="_" * 20), "Sheet Line"
        )


def _profiles(writer: Writer, report: ReviewReport) -> None:
    chapter = report.profiles
    writer.paragraph(_("{title}.").format(title=chapter.title))
    writer.table(chapter.caption, chapter.head, chapter.rows, PROFILE_WIDTHS, numbers=range(1, 7))


def _open(writer: Writer, report: ReviewReport) -> None:
    for part in report.open:
        writer.heading(part.title, 2)
        for item in part.items:
            _open_item(writer, item)


def _open_item(writer: Writer, item: OpenItem) -> None:
    _question(writer, item.code, item.question)
    for point in item.points:
        writer.with_bold_start(
            _("Open:"), in_language(f" {point.what}. {point.to_do}"), "Sheet Line"
        )
        _remark(writer, point.last)


def _question(writer: Writer, code: str, question: str, outcome: str = "") -> None:
    """First line of a question, kept on the page of the next one."""
    text = f" {question} ({outcome})" if outcome else f" {question}"
    writer.with_bold_start(code, text, "Normal").paragraph_format.keep_with_next = True


def _remark(writer: Writer, item: PrintedRemark) -> None:
    label = writer.with_bold_start(item.label, _after(item.level), "Sheet Line")
    label.paragraph_format.keep_with_next = bool(item.paragraphs)
    writer.typed(item.paragraphs)


def _after(mark: LevelMark | None) -> str:
    return f"  {mark.text}" if mark else ""


def _levels(writer: Writer, report: ReviewReport) -> None:
    for item in report.levels:
        _level_item(writer, item)


def _level_item(writer: Writer, item: LevelItem) -> None:
    _question(writer, item.code, item.question, item.outcome)
    for line in item.lines:
        _level_line(writer, line)


def _level_line(writer: Writer, line: LevelLine) -> None:
    rest = _after(line.mark)
    if line.descriptor:
        rest += f": {line.descriptor}" if rest else f"  {line.descriptor}"
    writer.with_bold_start(line.label, rest, "Sheet Line")
    writer.typed(line.paragraphs)


def _confirmed(writer: Writer, report: ReviewReport) -> None:
    _listed(writer, report.confirmed)


def _listed(writer: Writer, pillars: tuple[ListedPillar, ...]) -> None:
    for pillar in pillars:
        writer.heading(pillar.name, 2)
        for item in pillar.items:
            writer.with_bold_start(item.code, f" {item.question} ({item.mark.text})", "Sheet Line")


def _threads(writer: Writer, report: ReviewReport) -> None:
    for pillar in report.threads:
        writer.heading(pillar.name, 2)
        for thread in pillar.threads:
            _thread(writer, thread)


def _thread(writer: Writer, thread: PrintedThread) -> None:
    _question(writer, thread.code, thread.question, thread.outcome)
    for item in thread.remarks:
        _remark(writer, item)


def _not_looked_at(writer: Writer, report: ReviewReport) -> None:
    _listed(writer, report.not_looked_at)


def _plan(writer: Writer, report: ReviewReport) -> None:
    if report.plan is None:
        return
    writer.paragraph(" ".join(report.plan.sentences))
    for item in report.plan.subjects:
        _question(writer, item.name, item.title, item.outcome)
        writer.paragraph(item.to_do, "Sheet Line")
        for remark in item.remarks:
            _remark(writer, remark)


def _transitions(writer: Writer, report: ReviewReport) -> None:
    writer.table(
        _("From handing in to today, the oldest first"),
        report.transitions_head,
        report.transitions,
        TRANSITION_WIDTHS,
    )


def _reading(writer: Writer, report: ReviewReport) -> None:
    writer.paragraphs(report.reading)


CHAPTERS: Mapping[str, Callable[[Writer, ReviewReport], None]] = {
    chapters.PROFILES: _profiles,
    chapters.OPEN: _open,
    chapters.LEVELS: _levels,
    chapters.CONFIRMED: _confirmed,
    chapters.THREADS: _threads,
    chapters.NOT_LOOKED_AT: _not_looked_at,
    chapters.PLAN: _plan,
    chapters.TRANSITIONS: _transitions,
    chapters.READING: _reading,
}
"""Writer of each chapter by its id."""
