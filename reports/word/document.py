"""The roadmap as a Word document: the texts of the PDF with styles, headings, captions and contents."""

from __future__ import annotations

import io

from docx import Document

from assessment.model.readership import Reader
from reports.analysis import Analysis
from reports.office.package import stable_package
from reports.roadmap_report import Report
from reports.word.chapters import write_delivery, write_method, write_sheets
from reports.word.contents import write_contents
from reports.word.cover import write_cover, write_head
from reports.word.minister import write_body, write_minister
from reports.word.plan import write_costs, write_plan
from reports.word.profile import write_profile
from reports.word.setup import set_up
from reports.word.writer import Writer


def plan_docx(report: Report, analysis: Analysis) -> bytes:
    """Render a report as .docx; `analysis` provides charts, answers and quarters. The same report gives the same bytes."""
    document = Document()
    set_up(document, report, report.look)
    writer = Writer(document, right_to_left=report.direction == "rtl")
    if report.has_cover:
        write_cover(writer, report)
    else:
        write_head(writer, report)
    placeholder = document.add_paragraph() if report.has_cover else None
    write_minister(writer, report, analysis)
    write_body(writer, report)
    if report.reader in (Reader.CABINET, Reader.TECHNICAL):
        write_profile(writer, report, analysis)
        write_plan(writer, report, analysis)
        write_costs(writer, report)
        write_delivery(writer, report)
        write_method(writer, report)
        write_sheets(writer, report)
    if placeholder is not None:
        write_contents(placeholder, writer.headings)
    out = io.BytesIO()
    document.save(out)
    return stable_package(out.getvalue(), report.day)
