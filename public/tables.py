"""The public parts as tables, with the same columns in CSV and in the workbook."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from assessment.values.workbook_direction import set_reading_order
from assessment.workflow.publication import PublicPart, part_name
from public.publication_day import publication_day
from public.record import (
    PublicAnswer,
    PublicEvidence,
    PublicFigure,
    PublicMeasure,
    PublicRecord,
    PublicScore,
)
from reports.data.csv_tables import write_csv
from reports.excel.sheets import sheet_name, write_text
from translations import gettext as _
from translations import pgettext

COLUMNS = {
    PublicPart.PROFILE: tuple(item.name for item in dataclasses.fields(PublicScore)),
    PublicPart.ROADMAP: tuple(item.name for item in dataclasses.fields(PublicMeasure)),
    PublicPart.ANSWERS: tuple(item.name for item in dataclasses.fields(PublicAnswer)),
    PublicPart.EVIDENCE: tuple(item.name for item in dataclasses.fields(PublicEvidence)),
    PublicPart.FIGURES: tuple(
        item.name for item in dataclasses.fields(PublicFigure) if item.name != "breakdown"
    ),
}
"""A column for each field of the record, in its order; the breakdown of a figure stands there in words, as `group`."""

MAXIMUM_WIDTH = 60
"""Of a column, in characters; longer texts wrap."""


def rows_of(record: PublicRecord, part: PublicPart) -> list[tuple[object, ...]]:
    """A row for each score, measure, answer or document of a part; dates as YYYY-MM-DD."""
    items: Sequence[PublicScore | PublicMeasure | PublicAnswer | PublicEvidence | PublicFigure]
    match part:
        case PublicPart.PROFILE:
            items = record.profile or ()
        case PublicPart.ROADMAP:
            items = record.roadmap.measures if record.roadmap else ()
        case PublicPart.ANSWERS:
            items = record.answers or ()
        case PublicPart.EVIDENCE:
            items = record.evidence or ()
        case PublicPart.FIGURES:
            items = record.figures or ()
    return [tuple(_cell(getattr(item, name)) for name in COLUMNS[part]) for item in items]


def _cell(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def part_csv(record: PublicRecord, part: PublicPart) -> bytes:
    """A part as CSV (RFC 4180, UTF-8 with a mark); a text like a formula is prefixed with an apostrophe."""
    return write_csv(COLUMNS[part], rows_of(record, part))


def workbook(record: PublicRecord) -> bytes:
    """The record as .xlsx: a sheet about it, then one for each public part. Texts are never formulas."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(_("About"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, MAXIMUM_WIDTH
    for row, (name, value) in enumerate(_about(record), 1):
        write_text(sheet.cell(row, 1), name)
        write_text(sheet.cell(row, 2), value)
        sheet.cell(row, 1).font = Font(bold=True)
    for part in map(PublicPart, record.parts):
        _write_part(book.create_sheet(sheet_name(part_name(part))), record, part)
    book.properties.title = f"{record.country_name} {record.cycle}"
    book.properties.creator = _("Child online protection toolkit")
    book.properties.created = book.properties.modified = record.published.replace(tzinfo=None)
    set_reading_order(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(record: PublicRecord) -> Iterator[tuple[str, str]]:
    yield _("Country"), record.country_name
    yield _("Cycle"), str(record.cycle)
    yield _("Standing"), record.standing
    yield _("Questionnaire"), f"{record.edition_title}, {record.questionnaire}"
    yield _("Levels"), record.levels
    yield (
        pgettext("date", "Published"),
        publication_day(record.country, record.published).isoformat(),
    )
    if record.roadmap:
        yield _("Currency"), record.roadmap.currency


def _write_part(sheet, record: PublicRecord, part: PublicPart) -> None:  # type: ignore[no-untyped-def]  # openpyxl has no types
    rows = rows_of(record, part)
    for column, name in enumerate(COLUMNS[part], 1):
        write_text(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
        texts = [len(str(row[column - 1] or "")) for row in rows]
        width = min(max([len(name), *texts]) + 2, MAXIMUM_WIDTH)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row_number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row_number, column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
