"""Documents from an assessment: PDF, Word, Excel, calendar, CSV and JSON."""

from assessment.model.readership import Reader, Readership
from reports.data.export import roadmap_record, scores_record
from reports.errors import ReportError
from reports.export import PLAN_SUFFIXES, plan_document, plan_suffix
from reports.formats import Formats
from reports.html import render_html, render_questionnaire, render_review
from reports.pdf.attachment import attached_assessment, uploaded_assessment
from reports.pdf.cache import PdfCache
from reports.pdf.render import ATTACHMENT_NAME
from reports.pdf.worker import Job, PdfWorker, Progress, make_pdf
from reports.printed_questionnaire import FormBinding, build_questionnaire
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
    "build_review_analysis",
    "build_review_report",
    "make_pdf",
    "plan_document",
    "plan_suffix",
    "render_html",
    "render_questionnaire",
    "render_review",
    "review_docx",
    "roadmap_record",
    "scores_record",
    "uploaded_assessment",
]
