"""Texts of a workbook in a language from right to left."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment

from assessment.values.workbook_direction import RIGHT_TO_LEFT, set_reading_order
from translations import use_language


def test_only_right_to_left_texts_of_a_right_to_left_workbook_are_read_from_the_right() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, value in enumerate(("2 أُنشئ.", "Law 14/2025.", 7), 1):
        sheet.cell(row, 1, value).alignment = Alignment(vertical="top", wrap_text=True)
    set_reading_order(book)
    assert {sheet.cell(row, 1).alignment.readingOrder for row in (1, 2, 3)} == {0}
    with use_language("ar"):
        set_reading_order(book)
    found = [sheet.cell(row, 1).alignment for row in (1, 2, 3)]
    assert [item.readingOrder for item in found] == [RIGHT_TO_LEFT, 0, 0]
    assert all(item.vertical == "top" and item.wrap_text for item in found)
