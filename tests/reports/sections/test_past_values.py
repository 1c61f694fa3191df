"""Past values in words, and in the remark of a statistic in the documents."""

from __future__ import annotations

import datetime as dt

from assessment import Observation, ObservationState
from assessment.cycles.past_values import past_series
from assessment.files.assessment_file import read_assessment
from host.services import edition_of
from reports.analysis import build_analysis
from reports.sections.past_values import series_text
from reports.sections.statistics import statistics
from tests.support.screens import EXAMPLES

EDITION = edition_of("2026")
SHARE = next(item for item in EDITION.statistics if item.unit == "% of schools")


def words(*observations: Observation) -> list[str]:
    return [series_text(SHARE, series) for series in past_series(SHARE, observations)]


def test_the_unit_follows_the_last_value_and_not_the_reason_why_there_is_none() -> None:
    none = Observation(state=ObservationState.NOT_COLLECTED, year=2024)
    unknown = Observation(state=ObservationState.DONT_KNOW, year=2020)
    assert words(Observation(value=41, year=2019), unknown, none) == [
        "2019: 41 % of schools, 2020: not known, 2024: not collected"
    ]


def test_figures_with_a_comma_of_their_own_are_kept_apart_by_semicolons() -> None:
    assert words(Observation(value=1200, year=2019), Observation(value=980.5, year=2024)) == [
        "2019: 1,200; 2024: 980.5 % of schools"
    ]


def test_the_documents_name_the_earlier_years_of_the_newest_figure() -> None:
    given = read_assessment(EXAMPLES / "xtc.yaml")
    unanswered = given.model_copy(update={"answers": {}})  # so that nothing is planned
    page = statistics(build_analysis(EDITION, unanswered, dt.date(2026, 7, 1)))
    assert page is not None
    for row in page.rows:
        totals = {item.year for item in given.figures[row.code] if item.is_total}
        assert ("over the years: " in row.remark) is (len(totals) > 1), row.code
