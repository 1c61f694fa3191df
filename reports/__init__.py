"""Documents from an assessment: PDF, Word, Excel, calendar, CSV and JSON.

Each name is imported when it is asked for: the process that makes PDFs needs WeasyPrint alone, a third of what all
documents need.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessment.model.readership import Reader, Readership
    from reports.data.export import roadmap_record, scores_record
    from reports.data.resolution_export import resolution_record
    from reports.errors import ReportError
    from reports.export import PLAN_SUFFIXES, plan_document, plan_suffix
    from reports.formats import Formats
    from reports.html import render_html, render_questionnaire, render_resolution, render_review
    from reports.pdf import ATTACHMENT_NAME
    from reports.pdf.attachment import attached_assessment, uploaded_assessment
    from reports.pdf.cache import PdfCache
    from reports.pdf.worker import Job, PdfWorker, Progress, make_pdf
    from reports.printed_questionnaire import FormBinding, build_questionnaire
    from reports.resolution_report import build_resolution_analysis, build_resolution_report
    from reports.resolution_report.export import resolution_document
    from reports.review_report import ReviewReport, build_review_analysis, build_review_report
    from reports.roadmap_report import Report, build_report
    from reports.word import review_docx

__all__ = [
    "ATTACHMENT_NAME",
    "PLAN_SUFFIXES",
    "FormBinding",
    "Formats",
    "Job",
    "PdfCache",
    "PdfWorker",
    "Progress",
    "Reader",
    "Readership",
    "Report",
    "ReportError",
    "ReviewReport",
    "attached_assessment",
    "build_questionnaire",
    "build_report",
    "build_resolution_analysis",
    "build_resolution_report",
    "build_review_analysis",
    "build_review_report",
    "make_pdf",
    "plan_document",
    "plan_suffix",
    "render_html",
    "render_questionnaire",
    "render_resolution",
    "render_review",
    "resolution_document",
    "resolution_record",
    "review_docx",
    "roadmap_record",
    "scores_record",
    "uploaded_assessment",
]

_MODULES = {
    "ATTACHMENT_NAME": "reports.pdf",
    "FormBinding": "reports.printed_questionnaire",
    "Formats": "reports.formats",
    "Job": "reports.pdf.worker",
    "PLAN_SUFFIXES": "reports.export",
    "PdfCache": "reports.pdf.cache",
    "PdfWorker": "reports.pdf.worker",
    "Progress": "reports.pdf.worker",
    "Reader": "assessment.model.readership",
    "Readership": "assessment.model.readership",
    "Report": "reports.roadmap_report",
    "ReportError": "reports.errors",
    "ReviewReport": "reports.review_report",
    "attached_assessment": "reports.pdf.attachment",
    "build_questionnaire": "reports.printed_questionnaire",
    "build_report": "reports.roadmap_report",
    "build_resolution_analysis": "reports.resolution_report",
    "build_resolution_report": "reports.resolution_report",
    "build_review_analysis": "reports.review_report",
    "build_review_report": "reports.review_report",
    "make_pdf": "reports.pdf.worker",
    "plan_document": "reports.export",
    "plan_suffix": "reports.export",
    "render_html": "reports.html",
    "render_questionnaire": "reports.html",
    "render_resolution": "reports.html",
    "render_review": "reports.html",
    "resolution_document": "reports.resolution_report.export",
    "resolution_record": "reports.data.resolution_export",
    "review_docx": "reports.word",
    "roadmap_record": "reports.data.export",
    "scores_record": "reports.data.export",
    "uploaded_assessment": "reports.pdf.attachment",
}
"""The module of each name."""


def __getattr__(name: str) -> object:
    """Import a name of the package. Raises AttributeError."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(_MODULES[name]), name)
