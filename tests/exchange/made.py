"""Assessments and workbooks for the tests of export and import."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import cache

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment import (
    NATIONAL,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    Evidence,
    Institution,
    Observation,
    apply_details,
)
from assessment.files.assessment_file import open_assessment
from exchange.import_rows import ImportBatch
from exchange.preview import Preview, preview
from exchange.workbook import Target, read_workbook, write_workbook
from questionnaires import Edition, load_published_edition
from tests.support.examples import ALL, drawn_examples

EXAMPLES = drawn_examples()
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@cache
def edition() -> Edition:
    return load_published_edition("2026")


@cache
def example(name: str) -> Assessment:
    return open_assessment(next(path for path in ALL if path.stem == name))[1]


@cache
def plain_indicators() -> tuple[str, ...]:
    """Indicators without details, whose level is free."""
    return tuple(key for key, item in edition().indicators.items() if item.details is None)


@cache
def made_up() -> Assessment:
    """Answers of every kind, two institutions, figures for groups, and texts that look like formulas."""
    first, second, third, fourth = plain_indicators()[:4]
    parted = next(
        key
        for key, item in edition().indicators.items()
        if item.details and any(field.kind == "checklist" for field in item.details.fields)
    )
    details = edition().indicators[parted].details
    assert details is not None
    field = next(field for field in details.fields if field.kind == "checklist")
    evidence = Evidence(
        title='=HYPERLINK("http://example.org")', url="https://example.org/law", date=TODAY
    )
    answers = {
        first: Answer(level=3, comment="=1+1", evidence=(evidence, Evidence(title="1234"))),
        second: Answer(state=AnswerStatus.DONT_KNOW, comment="-\n@x _x0041_ 😀"),
        third: Answer(state=AnswerStatus.NOT_APPLICABLE, reason="+ no such court"),
        parted: Answer(
            state=AnswerStatus.UNANSWERED,
            details=AnswerDetails(checks={field.id: {field.items[0].id: True}}),
        ),
    }
    statistic = next(item for item in edition().statistics if "sex" in item.breakdowns)
    figures = {
        statistic.id: (
            Observation(value=47.5, year=2024, source="Census", breakdown={"sex": "female"}),
            Observation(value=50, year=2023),
        )
    }
    justice = Institution(id="justice", name="Ministry of Justice", indicators=(first, fourth))
    police = Institution(id="police", name="Police", indicators=(first, parted))
    return apply_details(
        edition(),
        Assessment(
            country="KEN",
            edition="2026",
            cycle=2026,
            answers=answers,
            figures=figures,
            institutions=(justice, police),
            institution_answers={"justice": {first: Answer(level=2)}},
        ),
    )


def exported(assessment: Assessment, institution: str = NATIONAL) -> bytes:
    return write_workbook(edition(), assessment, institution, NOW)


def read_back(data: bytes, assessment: Assessment) -> ImportBatch:
    target = Target(edition(), assessment.country, assessment.cycle)
    return read_workbook(data, "back.xlsx", target)


def compared(data: bytes, assessment: Assessment) -> Preview:
    return preview(read_back(data, assessment), edition(), assessment, today=TODAY)


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after `change`, saved again as another program would."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(book: Workbook, row_id: str, column: str) -> Cell:
    """The cell of a row and column by their ids."""
    for sheet in book.worksheets:
        heading = next((row for row in sheet.iter_rows(max_row=1) if _is_heading(row)), None)
        if heading is None:
            continue
        number = next((cell.column for cell in heading if cell.value == column), None)
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, 1).value == row_id and number is not None:
                cell = sheet.cell(row, number)
                assert isinstance(cell, Cell)
                return cell
    raise LookupError(f"{row_id}: {column}")


def _is_heading(row: tuple[object, ...]) -> bool:
    return str(getattr(row[0], "value", "")).startswith("cop:")


def sheet_of(book: Workbook, kind: str) -> Worksheet:
    return next(sheet for sheet in book.worksheets if sheet.cell(1, 1).value == f"cop:{kind}")
