"""Export of the report on Resolution 179 in every format, chosen by the suffix of its file."""

from __future__ import annotations

from pathlib import PurePath

from reports.data.resolution_export import resolution_json
from reports.errors import ReportError
from reports.html import render_resolution
from reports.pdf.worker import make_pdf
from reports.resolution_report.analysis import ResolutionAnalysis
from reports.resolution_report.report import build_resolution_report
from reports.word.resolution import resolution_docx
from translations import gettext as _

RESOLUTION_SUFFIXES = (".pdf", ".docx", ".json")


def require_form(name: str) -> str:
    """The suffix of a file name, in small letters. Raises ReportError for one that is no form of the report.

    >>> require_form("Report.PDF")
    '.pdf'
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in RESOLUTION_SUFFIXES:
        raise ReportError(
            _("'{suffix}' is not a form of this report. Use one of: {known}.").format(
                suffix=suffix, known=" ".join(RESOLUTION_SUFFIXES)
            )
        )
    return suffix


def resolution_document(suffix: str, analysis: ResolutionAnalysis) -> bytes:
    """The report in the format of `suffix`, one of `RESOLUTION_SUFFIXES`, in the language in use.

    Nothing is attached to the PDF: it may leave the country, and the assessment file need not. Raises ReportError for
    another suffix, or where the PDF fails.
    """
    match require_form(f"report{suffix}"):
        case ".pdf":
            return make_pdf(render_resolution(build_resolution_report(analysis)), "")
        case ".docx":
            return resolution_docx(build_resolution_report(analysis))
        case _json:
            return resolution_json(analysis)
