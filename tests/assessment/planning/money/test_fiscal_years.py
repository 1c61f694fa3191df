"""Money counts by fiscal year where a country has one; the schedule stays in quarters, and no money is lost between years."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import PlanSettings, plan_roadmap
from assessment.files.assessment_file import dump_assessment, open_assessment
from assessment.planning.costs import Cost, CostItem, MeasureCost, cost_by_year
from assessment.planning.fiscal_years import FiscalYear, count_years, fiscal_year, year_shift
from assessment.planning.quarters import quarter_start
from assessment.planning.schedule.problem import Interval, Task, spending
from questionnaires import load_published_edition
from reports.sections.roadmap.money_years import fiscal_year_name
from tests import builders
from tests.assessment.planning.low_income import low_income

months = st.integers(1, 12)
starts = st.builds(dt.date, st.integers(2025, 2030), months, st.just(1))


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (7, ["2026/27", "2027/28", "2028/29", "2029/30"]),
        (4, ["2026/27", "2027/28", "2028/29", "2029/30"]),
        (10, ["2026/27", "2027/28", "2028/29", "2029/30"]),
        (2, ["2027/28", "2028/29", "2029/30"]),
        (12, ["2026/27", "2027/28", "2028/29"]),
        (1, ["", "", ""]),
        (None, ["", "", ""]),
    ],
)
def test_a_plan_of_three_years_from_january_touches_these_fiscal_years(
    month: int | None, names: list[str]
) -> None:
    start, plan = dt.date(2027, 1, 1), PlanSettings(fiscal_year_start=month)
    years = count_years(12, year_shift(start, month))
    assert [fiscal_year_name(start, plan, year) for year in range(years)] == names


def test_calendar_years_are_named_where_the_plan_begins_within_one() -> None:
    start = dt.date(2027, 7, 1)
    assert [fiscal_year(start, 1, year) for year in range(2)] == [
        FiscalYear(2027, 2027),
        FiscalYear(2028, 2028),
    ]
    assert fiscal_year(start, 7, 0) == FiscalYear(2027, 2028)


@given(starts, months, st.integers(0, 40))
def test_a_quarter_is_in_the_fiscal_year_of_its_middle_month(
    start: dt.date, month: int, quarter: int
) -> None:
    begin = quarter_start(start, quarter)
    middle = dt.date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
    year = fiscal_year(start, month, (quarter + year_shift(start, month)) // 4)
    if year is None:
        assert middle.year == start.year + quarter // 4
    else:
        assert year.first == (middle.year if middle.month >= month else middle.year - 1)


items = st.builds(
    lambda start, length, once, yearly: CostItem(
        MeasureCost(Cost(once, 2 * once), Cost(yearly, 3 * yearly), known=True),
        start,
        start + length,
    ),
    st.integers(0, 11), st.integers(1, 6), st.integers(0, 10**6), st.integers(0, 10**5),
)  # fmt: skip


@given(st.lists(items, max_size=6), starts, months, st.integers(0, 6))
def test_the_sums_are_the_same_whatever_the_month_in_which_the_fiscal_year_begins(
    measures: list[CostItem], start: dt.date, month: int, budgets: int
) -> None:
    quarters = max([12, *(item.end for item in measures)])
    given_ = {"budget_by_year": (1.0,) * budgets}
    by_plan, by_fiscal = (
        cost_by_year(measures, quarters=quarters, start=start, plan=PlanSettings(**given_, **more))
        for more in ({}, {"fiscal_year_start": month})
    )
    for name in ("once_low", "once_high", "yearly_low", "yearly_high", "open_ended"):
        sums = [sum(getattr(year, name) for year in years) for years in (by_plan, by_fiscal)]
        assert sums[0] == pytest.approx(sums[1])
    assert [year.start for year in by_fiscal] == sorted({year.start for year in by_fiscal})
    assert by_fiscal[0].start == start


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 9), st.integers(0, 3))
def test_the_planner_spends_every_unit_in_some_year(
    cost: int, yearly: int, start: int, shift: int
) -> None:
    task = Task("a", 3, cost=cost, yearly=yearly)
    spent = [spending(task, Interval(start, start + 3), 12, item) for item in (0, shift)]
    assert sum(spent[0].values()) == sum(spent[1].values())


EDITION = load_published_edition("2026")
KEYS = list(EDITION.indicators)


def with_fiscal_year(month: int | None, **changes: Any) -> PlanSettings:
    return PlanSettings(start="2027-01", horizon_months=12, fiscal_year_start=month, **changes)


def test_no_fiscal_year_and_the_calendar_year_give_the_same_plan_and_costs() -> None:
    plain, calendar = (
        plan_roadmap(EDITION, low_income(KEYS, with_fiscal_year(month))) for month in (None, 1)
    )
    assert plain == calendar


def test_the_planner_keeps_the_budget_of_each_fiscal_year() -> None:
    plan = with_fiscal_year(7, budget_by_year=(0.0, 400_000.0))
    roadmap = plan_roadmap(EDITION, low_income(KEYS, plan))
    assert [year.start for year in roadmap.costs] == [dt.date(2027, 1, 1), dt.date(2027, 7, 1)]
    first, second = ((year.low + year.high) / 2 for year in roadmap.costs)
    assert first < 2 * (len(roadmap.actions) + 1)
    assert 0 < second <= 400_000 + 2 * len(roadmap.actions)


def test_a_file_without_a_fiscal_year_is_written_as_before_and_with_one_it_is_kept(
    tmp_path: Path,
) -> None:
    plain = builders.assessment(plan=PlanSettings())
    assert "fiscal" not in dump_assessment(plain)
    given_ = builders.assessment(edition="2026", plan=PlanSettings(fiscal_year_start=7))
    file = tmp_path / "given.yaml"
    file.write_text(dump_assessment(given_), "utf-8")
    assert open_assessment(file, None)[1].plan.fiscal_year_start == 7


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_refused(month: int) -> None:
    with pytest.raises(ValueError, match="fiscal_year_start"):
        PlanSettings(fiscal_year_start=month)
