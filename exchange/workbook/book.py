"""Put a workbook together: what is to be read first, the sheets to fill in, hidden lists and metadata."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.worksheet.worksheet import Worksheet

from exchange.workbook.cells import sheet_title
from exchange.workbook.draft import Draft
from exchange.workbook.layout import LISTS_SHEET
from exchange.workbook.package import package_bytes
from exchange.workbook.sheets import add_metadata, write_lists
from translations import gettext as _


def book_bytes(draft: Draft, assessment_id: str, fill: Callable[[Worksheet], None]) -> bytes:
    """The workbook as .xlsx; `fill` adds the sheets to fill in and writes the first sheet, which it is given."""
    book = draft.book
    book.remove(book.worksheets[0])
    cover = book.create_sheet(sheet_title(_("Start here")))
    lists = book.create_sheet(LISTS_SHEET)
    write_lists(draft, lists)
    fill(cover)
    add_metadata(draft, assessment_id)
    book.move_sheet(lists, len(book.sheetnames))
    book.active = 0
    book.properties.creator = _("Child online protection toolkit")
    book.properties.lastModifiedBy = None
    book.properties.created = draft.made_at.replace(tzinfo=None)
    book.properties.modified = draft.made_at.replace(tzinfo=None)
    book.properties.title = cover.title
    return package_bytes(book, draft.made_at)
