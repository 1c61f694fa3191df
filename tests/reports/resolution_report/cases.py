"""Cases of the report on Resolution 179: pairs of cycles with few answers, and the training country."""

from __future__ import annotations

import datetime as dt
from functools import cache

from assessment import Assessment
from assessment.files.assessment_file import open_assessment
from reports import build_resolution_analysis, build_resolution_report, render_resolution
from reports.resolution_report import ResolutionAnalysis, ResolutionReport
from tests import builders
from tests.reports import made
from tests.support.examples import ALL

DAY = dt.date(2026, 11, 28)


def cycle(year: int, **answers: object) -> Assessment:
    return builders.assessment(country="KEN", edition="2026", cycle=year, **answers)


def analysed(after: Assessment, before: Assessment | None = None) -> ResolutionAnalysis:
    edition = made.edition()
    former = None if before is None else (edition, before)
    return build_resolution_analysis(edition, after, DAY, former=former)


def report(after: Assessment, before: Assessment | None = None) -> ResolutionReport:
    return build_resolution_report(analysed(after, before))


@cache
def training() -> ResolutionAnalysis:
    """The training country in its two cycles."""
    files = {path.stem: path for path in ALL}
    former = open_assessment(files["xtc-2024"])
    edition, assessment = open_assessment(files["xtc"])
    return build_resolution_analysis(edition, assessment, DAY, former=former)


def page(analysis: ResolutionAnalysis) -> str:
    return render_resolution(build_resolution_report(analysis))
