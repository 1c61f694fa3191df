"""What is stored and would be refused today comes back in a workbook when something else of its row is changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from assessment import Answer, AnswerDetails, Assessment, Evidence, StatusValue
from exchange.apply import build_candidate
from exchange.flat_records import flatten
from exchange.preview import Preview
from questionnaires import Statuses
from tests.exchange.made import NOW, cell_of, changed, compared, edition, exported, plain_indicators

KEY = plain_indicators()[0]
TREATIES, FIELD = next(
    (indicator.id, field)
    for indicator in edition().indicators.values()
    if indicator.details
    for field in indicator.details.fields
    if isinstance(field, Statuses) and field.dated
)
ITEM = FIELD.items[0].id


def _assessment(**answers: Answer) -> Assessment:
    return Assessment(country="KEN", edition="2026", cycle=2026, answers=answers)


def _evidence(**values: Any) -> Assessment:
    evidence = Evidence(title="The act", **values)
    return _assessment(**{KEY: Answer(level=1, evidence=(evidence,))})


def _status(date: dt.date) -> Assessment:
    status = StatusValue(status=FIELD.statuses[0].id, date=date)
    details = AnswerDetails(statuses={FIELD.id: {ITEM: status}})
    return _assessment(**{TREATIES: Answer(state="dont_know", details=details)})


STORED = {
    "a law of 1868": (_evidence(date=dt.date(1868, 4, 25)), "issuer", "Parliament"),
    "a day of another calendar": (_evidence(date=dt.date(2567, 5, 31)), "place", "s. 22"),
    "a link without a host": (_evidence(url="https:///law"), "title", "The old act"),
    "a treaty of 1890": (_status(dt.date(1890, 7, 2)), "said", FIELD.statuses[1].label),
}


def _row_id(assessment: Assessment) -> str:
    return next(
        key
        for key, record in flatten(edition(), assessment, "national").items()
        if record.kind in ("evidence", "part") and any(record.fields.get(each) for each in ("title", "said"))
    )  # fmt: skip


@pytest.mark.parametrize("name", STORED)
def test_a_row_that_nobody_touched_is_unchanged(name: str) -> None:
    assessment = STORED[name][0]
    counts = compared(exported(assessment), assessment).counts
    assert (counts.rejected, counts.changed) == (0, 0)


@pytest.mark.parametrize("name", STORED)
def test_another_cell_of_the_row_is_taken_and_the_stored_value_stays(name: str) -> None:
    assessment, column, text = STORED[name]
    row_id = _row_id(assessment)

    def write(book: Workbook) -> None:
        cell_of(book, row_id, column).value = text

    result = compared(changed(exported(assessment), write), assessment)
    assert (result.counts.rejected, result.counts.changed) == (0, 1)
    before = flatten(edition(), assessment, "national")[row_id].fields
    (after,) = (
        record.fields
        for record in flatten(edition(), _stored(result, assessment), "national").values()
        if record.kind == ("part" if column == "said" else "evidence")
        and any(record.fields.get(each) for each in ("title", "said"))
    )
    assert {key for key in before if before[key] != after[key]} == {column}


@pytest.mark.parametrize("typed", ["1869-04-25", "1868", "25.04.1868"])
def test_another_day_that_would_be_refused_is(typed: str) -> None:
    assessment = STORED["a law of 1868"][0]

    def write(book: Workbook) -> None:
        cell_of(book, _row_id(assessment), "dated").value = typed

    result = compared(changed(exported(assessment), write), assessment)
    assert (result.counts.rejected, result.counts.changed) == (1, 0)


def _stored(result: Preview, assessment: Assessment) -> Assessment:
    rows = [item.row for item in result.items if item.outcome == "changed"]
    return build_candidate(edition(), assessment, result.batch, rows, today=NOW.date()).assessment
