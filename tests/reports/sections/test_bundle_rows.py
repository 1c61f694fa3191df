"""A bundle is one row of the plan with its parts below it, in every list of measures."""

from __future__ import annotations

import datetime as dt

from assessment import PhaseId
from reports.analysis import build_analysis
from reports.data.csv_tables import PLAN_COLUMNS, plan_rows
from reports.sections.minister.first_measures import cost_once, first_measures
from reports.sections.roadmap.plan import plan
from reports.sections.roadmap.timeline import timeline_groups
from tests.assessment.planning.test_bundles import EDITION, roadmap_of

DAY = dt.date(2026, 11, 27)


def test_the_parts_of_a_bundle_are_together_in_one_phase_below_their_row() -> None:
    roadmap, given = roadmap_of()
    rows = [row for phase in PhaseId for row in roadmap.rows(phase)]
    assert [[item.measure.id for item in row] for row in rows] == [
        ["A3-a", "A1-a", "A2-a"], ["A4-a"],
    ]  # fmt: skip
    assert rows == list(roadmap.rows())
    analysis = build_analysis(EDITION, given, DAY)
    tables = plan(analysis).phases
    assert [(row.code, row.part) for table in tables for row in table.actions] == [
        ("Bill", False), ("A3-a", True), ("A1-a", True), ("A2-a", True), ("A4-a", False),
    ]  # fmt: skip
    head = tables[0].actions[0]
    assert head.title == "One bill"
    assert head.when == "Q1 2027 to Q4 2027"
    assert head.lifts.startswith("Its 3 parts end together. Carry out A3-a (A3-a) carries the cost")
    assert tables[0].caption.endswith("3 measures, by start")


def test_the_timeline_has_a_bar_of_the_bundle_as_long_as_all_of_it() -> None:
    _roadmap, given = roadmap_of()
    bars = [
        bar for group in timeline_groups(build_analysis(EDITION, given, DAY)) for bar in group.bars
    ]
    assert [(bar.name, bar.first, bar.after) for bar in bars[:2]] == [
        ("One bill", 0, 4), ("Carry out A3-a A3-a", 3, 4),
    ]  # fmt: skip
    assert len(bars) == 5


def test_the_data_name_the_bundle_of_a_measure_and_what_carries_it() -> None:
    _roadmap, given = roadmap_of()
    analysis = build_analysis(EDITION, given, DAY)
    places = [PLAN_COLUMNS.index(name) for name in ("measure", "bundle", "carried_by")]
    cells = [tuple(row[place] for place in places) for row in plan_rows(analysis)]
    assert sorted(cells) == [
        ("A1-a", "bill", "A3-a"), ("A2-a", "bill", "A3-a"), ("A3-a", "bill", ""), ("A4-a", "", ""),
    ]  # fmt: skip


def test_the_ministers_page_has_the_bundle_as_one_row_with_its_parts_and_their_cost() -> None:
    _roadmap, given = roadmap_of()
    analysis = build_analysis(EDITION, given, DAY)
    table = first_measures(analysis)
    assert [row.code for row in table.rows] == ["A3-a", "A4-a"]
    assert table.rows[0].title.startswith("One bill, 3 parts: Carry out A3-a; Carry out A1-a")
    bundle = next(row for row in analysis.roadmap.rows() if len(row) > 1)
    together = cost_once(bundle)
    assert together.low == sum(item.cost.once.low for item in bundle)
    assert together.high == sum(item.cost.once.high for item in bundle)
