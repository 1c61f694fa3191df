"""Steps of people in a workbook that the tests of rough values share."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from exchange.preview import Preview
from tests.exchange.made import sheet_of


def problems_of(result: Preview) -> list[str]:
    return [str(problem) for item in result.items for problem in item.problems]


def column_of(sheet: Worksheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def evidence_row(book: Workbook) -> list[Cell]:
    """The first row of evidence."""
    sheet = sheet_of(book, "evidence")
    cells = next(row for row in sheet.iter_rows(min_row=5) if "/e/" in str(row[0].value))
    return [cell for cell in cells if isinstance(cell, Cell)]


def copy_evidence(book: Workbook, **values: str) -> None:
    """Copy the first row of evidence, its hidden id too, to the first empty row, and change the copy."""
    sheet, cells = sheet_of(book, "evidence"), evidence_row(book)
    title = column_of(sheet, "title")
    free = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, title).value is None)
    for cell in cells:
        sheet.cell(free, cell.column).value = cell.value
        sheet.cell(free, cell.column).data_type = cell.data_type
    for name, value in values.items():
        sheet.cell(free, column_of(sheet, name)).value = value
