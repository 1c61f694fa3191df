"""Documents from an assessment: gathered in one value, printed as HTML, made into a PDF."""

from reports.cache import PdfCache
from reports.chapters import Version
from reports.errors import ReportError
from reports.formats import Formats
from reports.html import render_html, render_questionnaire, render_review
from reports.plan_documents import PLAN_SUFFIXES, plan_document, plan_suffix
from reports.questionnaire import build_questionnaire
from reports.records import roadmap_record, scores_record
from reports.report import Report, build_report
from reports.restore import attached_assessment
from reports.review_report import ReviewReport, build_review_report, gather_review
from reports.word import review_docx
from reports.worker import Job, PdfWorker, Progress, make_pdf

__all__ = [
    "PLAN_SUFFIXES",
    "Formats",
    "Job",
    "PdfCache",
    "PdfWorker",
    "Progress",
    "Report",
    "ReportError",
    "ReviewReport",
    "Version",
    "attached_assessment",
    "build_questionnaire",
    "build_report",
    "build_review_report",
    "gather_review",
    "make_pdf",
    "plan_document",
    "plan_suffix",
    "render_html",
    "render_questionnaire",
    "render_review",
    "review_docx",
    "roadmap_record",
    "scores_record",
]
