"""A workbook of one table of texts, numbers and days."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from assessment.values.workbook_direction import set_reading_order
from reports.excel.sheets import fit_rows, set_widths, sheet_name, write_head, write_text
from translations import current_language, is_right_to_left
from translations import gettext as _
from translations.letter_width import columns_of

MAXIMUM_WIDTH = 40
"""Of a column, in characters; longer texts wrap."""


def table_xlsx(
    title: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, made_at: dt.datetime
) -> bytes:
    """Render a table as .xlsx; a text is never a formula, None is an empty cell. `made_at` is in UTC."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title)
    write_head(sheet, 1, head)
    lengths = [columns_of(name) for name in head]
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
            lengths[column - 1] = max(lengths[column - 1], columns_of(str(value or "")))
    set_widths(sheet, [min(length + 3, MAXIMUM_WIDTH) for length in lengths])
    fit_rows(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.sheet_view.rightToLeft = is_right_to_left(current_language())
    book.properties.title = title
    book.properties.creator = _("Child online protection toolkit")
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    set_reading_order(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
