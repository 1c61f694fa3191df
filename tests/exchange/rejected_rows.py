"""Changes to a workbook for which single rows are rejected, each with words of its message."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from tests.exchange.made import cell_of, plain_indicators, sheet_of

KEY = plain_indicators()[6]


def write(column: str, value: object, key: str = KEY) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        cell_of(book, key, column).value = value  # type: ignore[assignment]

    return edit


def both(*edits: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit


def merge(book: Workbook) -> None:
    cell = cell_of(book, KEY, "comment")
    sheet = cell.parent
    above = sheet.cell(cell.row - 1, cell.column)
    sheet.merge_cells(f"{above.coordinate}:{cell.coordinate}")


def error(book: Workbook) -> None:
    cell = cell_of(book, KEY, "comment")
    cell.value, cell.data_type = "#REF!", "e"


def copy_with_another_level(book: Workbook) -> None:
    cell_of(book, KEY, "level").value = 1
    sheet = cell_of(book, KEY, "level").parent
    again = book.copy_worksheet(sheet)
    row = cell_of(book, KEY, "level").row
    again.cell(row, cell_of(book, KEY, "level").column).value = 2


def change_id(book: Workbook) -> None:
    cell = cell_of(book, KEY, "level")
    cell.parent.cell(cell.row, 1).value = "X99"


def new_row(name: str, **values: object) -> Callable[[Workbook], None]:
    """An edit that fills in the last row of a sheet, by the heads of its columns."""

    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, name)
        for head in sheet[1]:
            if isinstance(head, Cell) and head.value in values:
                sheet.cell(sheet.max_row, head.column).value = values[str(head.value)]  # type: ignore[assignment]

    return edit


def dated(number: float, number_format: str) -> Callable[[Workbook], None]:
    """A number as the day of a new piece of evidence."""

    def edit(book: Workbook) -> None:
        new_row("evidence", owner=KEY, title="A", dated=number)(book)
        sheet = sheet_of(book, "evidence")
        column = next(cell.column for cell in sheet[1] if cell.value == "dated")
        for row in sheet.iter_rows(min_row=5):
            cell = row[column - 1]
            if cell.value == number:
                cell.number_format = number_format

    return edit


REJECTED: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "text in a level cell": (write("level", "quite good"), "'quite good' is not a level"),
    "half a level": (write("level", 2.5), "'2.5' is not a level"),
    "a level too high": (write("level", 7), "'7' is not a level"),
    "a negative level": (write("level", -1), "'-1' is not a level"),
    "a formula in a level cell": (write("level", "=1+1"), "holds a formula"),
    "a formula in a comment": (write("comment", '=HYPERLINK("x")'), "holds a formula"),
    "an error of the spreadsheet": (error, "holds an error"),
    "merged cells": (merge, "merged cells"),
    "a state that is none": (write("state", "perhaps"), "is not in the list"),
    "a level and a state": (
        both(write("level", 2), write("state", "Don’t know")),
        "beside it a reason for having none",
    ),
    "not applicable without a reason": (write("state", "Not applicable"), "without a reason"),
    "a copied sheet that says something else": (copy_with_another_level, "stands a second time"),
    "a changed id": (change_id, "hidden id"),
    "evidence without a code": (new_row("evidence", title="A decree"), "has no code"),
    "evidence with a code that is none": (
        new_row("evidence", owner="L99", title="A decree"),
        "'L99' is not in the list",
    ),
    "evidence without a title": (
        new_row("evidence", owner=KEY, issuer="Parliament"),
        "has no title",
    ),
    "a link that is none": (
        new_row("evidence", owner=KEY, title="A", url="javascript:alert(1)"),
        "web address",
    ),
    "a day that is none": (
        new_row("evidence", owner=KEY, title="A", dated="2026-02-31"),
        "day or a year",
    ),
    "a span of time for a day": (dated(1.5, "[h]:mm"), "holds something that is not text"),
    "a day beyond the calendar": (dated(9e9, "yyyy-mm-dd"), "holds an error"),
    "a time for a day": (dated(0.5, "h:mm"), "day or a year"),
    "a number for a day": (dated(45443, "General"), "day or a year"),
    "a formula for a link": (
        new_row("evidence", owner=KEY, title="A", url='=HYPERLINK("x")'),
        "holds a formula",
    ),
    "a link to a file": (new_row("evidence", owner=KEY, title="A", url="act.pdf"), "web address"),
    "a figure beyond any": (
        new_row("figures", owner="EDU-INT-1", value=1e300, year=2024),
        "at most",
    ),
    "a confidence that is none": (
        new_row("evidence", owner=KEY, title="A", confidence="E"),
        "list",
    ),
    "a figure in words": (new_row("figures", owner="EDU-INT-1", value="about half"), "one number"),
    "a figure with two readings": (
        new_row("figures", owner="EDU-INT-1", value="1,234"),
        "thousands",
    ),
    "a figure that can't be": (
        new_row("figures", owner="EDU-INT-1", value=140, year=2024),
        "above the highest",
    ),
    "a figure without a number": (
        new_row("figures", owner="EDU-INT-1", source="Census"),
        "no value",
    ),
    "a year that is none": (
        new_row("figures", owner="EDU-INT-1", value=1, year="24"),
        "not a year",
    ),
}
