"""Every form in which a roadmap leaves, by the ending of its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import PurePath

from assessment import Assessment
from assessment.files.assessment_file import dump_json
from assessment.workflow.level_basis import Basis
from questionnaires import Edition
from reports.analysis import gather_facts
from reports.chapters import Version
from reports.data.csv_tables import plan_csv, scores_csv
from reports.data.export import document_json
from reports.data.icalendar_file import plan_calendar
from reports.errors import ReportError
from reports.excel import plan_xlsx
from reports.html import render_html
from reports.pdf.worker import make_pdf
from reports.roadmap_report import build_report
from reports.word import plan_docx
from translations import gettext as _

PLAN_SUFFIXES = (".pdf", ".docx", ".xlsx", ".ics", ".csv", ".scores.csv", ".json")


def plan_suffix(name: str) -> str:
    """The form that a file's name asks for: the longest ending that is one of ours, else its own ending.

    >>> plan_suffix("Kenya.scores.csv"), plan_suffix("kenya.2026.CSV"), plan_suffix("kenya.odt")
    ('.scores.csv', '.csv', '.odt')
    """
    found = [suffix for suffix in PLAN_SUFFIXES if name.lower().endswith(suffix)]
    return max(found, key=len, default=PurePath(name).suffix)


def plan_document(
    suffix: str,
    edition: Edition,
    assessment: Assessment,
    date: dt.date,
    version: Version = Version.FULL,
    without: Collection[str] = (),
    basis: Basis | None = None,
) -> bytes:
    """The roadmap as `suffix` says; PDF and Word leave out the chapters `without`, and the PDF has a short version.

    `basis` says which levels these are, where more is known than the state. Raises ReportError for an ending we don't write.
    """
    facts = gather_facts(edition, assessment, date)
    match suffix.lower():
        case ".pdf":
            report = build_report(
                edition, assessment, date=date, version=version, without=without, basis=basis
            )
            html = render_html(report)
            return make_pdf(html, dump_json(assessment))
        case ".docx":
            report = build_report(edition, assessment, date=date, without=without, basis=basis)
            return plan_docx(report, facts)
        case ".xlsx":
            return plan_xlsx(build_report(edition, assessment, date=date, basis=basis), facts)
        case ".ics":
            return plan_calendar(facts, dt.datetime.combine(date, dt.time(12), dt.UTC))
        case ".csv":
            return plan_csv(facts)
        case ".scores.csv":
            return scores_csv(facts)
        case ".json":
            return document_json(facts, basis)
        case _other:
            raise ReportError(
                _("'{suffix}' is not a form of the roadmap. Use one of: {known}.").format(
                    suffix=suffix, known=" ".join(PLAN_SUFFIXES)
                )
            )
