"""Export of a roadmap in every format, chosen by the suffix of its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import PurePath

from assessment import Assessment
from assessment.files.assessment_file import dump_json
from assessment.model.readership import DEFAULT, Readership
from assessment.workflow.level_basis import Basis
from questionnaires import Edition
from reports.analysis import Analysis, build_analysis
from reports.data.csv_tables import plan_csv, scores_csv
from reports.data.export import document_json
from reports.data.icalendar_file import plan_calendar
from reports.errors import ReportError
from reports.excel import plan_xlsx
from reports.html import render_html
from reports.pdf.worker import make_pdf
from reports.project import plan_project
from reports.roadmap_report import Report, report_of
from reports.sections.roadmap.emphasis_table import emphasis_outcomes
from reports.slides import plan_pptx
from reports.word import plan_docx
from translations import gettext as _

PLAN_SUFFIXES = (".pdf", ".docx", ".pptx", ".xlsx", ".ics", ".csv", ".scores.csv", ".json", ".xml")


def plan_suffix(name: str) -> str:
    """The suffix of a file name: the longest of `PLAN_SUFFIXES` that matches, else the last one of the name.

    >>> plan_suffix("Kenya.scores.csv"), plan_suffix("kenya.2026.CSV"), plan_suffix("kenya.odt")
    ('.scores.csv', '.csv', '.odt')
    """
    suffixes = [suffix for suffix in PLAN_SUFFIXES if name.lower().endswith(suffix)]
    return max(suffixes, key=len, default=PurePath(name).suffix)


def plan_document(
    suffix: str,
    edition: Edition,
    assessment: Assessment,
    date: dt.date,
    readership: Readership = DEFAULT,
    without: Collection[str] = (),
    basis: Basis | None = None,
    made_at: dt.datetime | None = None,
    assessment_id: str = "",
    *,
    sketch: bool = False,
) -> bytes:
    """The roadmap in the format of `suffix`, one of `PLAN_SUFFIXES` in any case.

    `readership` and `without` (ids of omitted chapters) apply to PDF and Word. `basis` is the origin of the levels;
    by default the one that the state implies. `made_at` (by default noon UTC of `date`) and `assessment_id`, empty without
    a store, tell one calendar from another. Below the minimum coverage nothing is planned unless `sketch`. Raises ReportError for another suffix, or where the PDF fails.
    """
    analysis = build_analysis(edition, assessment, date, sketch=sketch)
    match suffix.lower():
        case ".pdf":
            page = plan_page(analysis, readership, without, basis)
            return make_pdf(page, dump_json(assessment))
        case ".docx":
            return plan_docx(_reader_report(analysis, readership, without, basis), analysis)
        case ".pptx":
            return plan_pptx(report_of(analysis, basis=basis), analysis)
        case ".xlsx":
            return plan_xlsx(report_of(analysis, basis=basis), analysis)
        case ".ics":
            noon = dt.datetime.combine(date, dt.time(12), dt.UTC)
            return plan_calendar(analysis, made_at or noon, assessment_id)
        case ".csv":
            return plan_csv(analysis)
        case ".scores.csv":
            return scores_csv(analysis)
        case ".xml":
            return plan_project(analysis)
        case ".json":
            return document_json(analysis, basis)
        case _other:
            raise ReportError(
                _("'{suffix}' is not a form of the roadmap. Use one of: {known}.").format(
                    suffix=suffix, known=" ".join(PLAN_SUFFIXES)
                )
            )


def plan_page(
    analysis: Analysis,
    readership: Readership = DEFAULT,
    without: Collection[str] = (),
    basis: Basis | None = None,
) -> str:
    """The HTML page of which the PDF for a reader is made; the arguments are those of `plan_document`."""
    return render_html(_reader_report(analysis, readership, without, basis))


def _reader_report(
    analysis: Analysis, readership: Readership, without: Collection[str], basis: Basis | None
) -> Report:
    """The report of the roadmap for a reader."""
    return report_of(
        analysis,
        readership=readership,
        without=without,
        basis=basis,
        outcomes=emphasis_outcomes(analysis, readership),
    )
