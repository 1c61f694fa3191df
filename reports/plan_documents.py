"""Every form in which a roadmap leaves, by the ending of its file."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

from assessment import Assessment
from assessment.file import dump_json
from questionnaires import Edition
from reports.errors import ReportError
from reports.facts import gather_facts
from reports.html import render_html
from reports.plan_calendar import plan_calendar
from reports.plan_docx import plan_docx
from reports.plan_tables import plan_csv, scores_csv
from reports.plan_xlsx import plan_xlsx
from reports.report import build_report
from reports.worker import make_pdf
from translations import gettext as _

PLAN_SUFFIXES = (".pdf", ".docx", ".xlsx", ".ics", ".csv", ".scores.csv")


def plan_document(suffix: str, edition: Edition, assessment: Assessment, date: dt.date) -> bytes:
    """The roadmap as `suffix` says. Raises ReportError for an ending we don't write."""
    match PurePath(f"x{suffix.lower()}").suffix, suffix.lower():
        case ".pdf", _whole:
            html = render_html(build_report(edition, assessment, date=date))
            return make_pdf(html, dump_json(assessment))
        case ".docx", _whole:
            return plan_docx(build_report(edition, assessment, date=date))
        case ".xlsx", _whole:
            return plan_xlsx(gather_facts(edition, assessment, date))
        case ".ics", _whole:
            stamp = dt.datetime.combine(date, dt.time(12), dt.UTC)
            return plan_calendar(gather_facts(edition, assessment, date), stamp)
        case ".csv", ".scores.csv":
            return scores_csv(gather_facts(edition, assessment, date))
        case ".csv", _whole:
            return plan_csv(gather_facts(edition, assessment, date))
        case _other:
            raise ReportError(
                _("'{suffix}' is not a form of the roadmap. Use one of: {known}.").format(
                    suffix=suffix, known=" ".join(PLAN_SUFFIXES)
                )
            )
