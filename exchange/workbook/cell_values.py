"""The text of a cell as the spreadsheet shows it; raises Unreadable where it holds none."""

from __future__ import annotations

import datetime as dt
import re

from openpyxl.cell.cell import Cell, MergedCell

from assessment.values.characters import read_text
from assessment.values.numbers import number_text
from assessment.values.unreadable import Unreadable
from translations import gettext as _

MAXIMUM_TEXT = 32_767

_CODE = re.compile("_x(005[Ff]|000[9A-Da-d])_")
"""The codes for an underscore that precedes a code, for a tab and for line breaks, soft ones among them.

LibreOffice does not write that underscore, so other codes are read as the text they look like.
"""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""Literal text of a number format, its colours and conditions, and its blanks."""


_YEAR = re.compile(r"(?:[yY]{2}){1,2}(?:;@)?")
"""A date format that shows the year alone."""


def text_of(cell: Cell | MergedCell) -> str:
    """The text of a cell; a number, a date or yes/no as text where that is unambiguous. Raises Unreadable.

    A number in a per cent format is the per cent that the cell shows: 0.885 is `88.5%`. A date of which the cell
    shows the year alone is that year.
    """
    value = cell.value
    if isinstance(cell, MergedCell):
        raise Unreadable(
            _("belongs to merged cells."), _("Undo the merging, and fill in each cell.")
        )
    if cell.data_type == "f":
        raise Unreadable(
            _("holds a formula."), _("Copy the cell, and paste it as a value (Paste Special).")
        )
    if cell.data_type == "e":
        raise Unreadable(
            _("holds an error of the spreadsheet ({value}).").format(value=value),
            _("Write the answer into the cell."),
        )
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case int() | float():
            return _number(value, cell.number_format)
        case dt.date() if _YEAR.fullmatch(_LITERAL.sub("", cell.number_format)):
            return str(value.year)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case str():
            return read_text(_CODE.sub(lambda match: chr(int(match[1], 16)), value))
    raise Unreadable(
        _("holds something that is not text."), _("Write the answer as text into the cell.")
    )


def _number(value: float, number_format: str) -> str:
    if "%" not in _LITERAL.sub("", number_format):
        return number_text(value)
    # The digits that a spreadsheet keeps: 0.07 × 100 is 7.
    return f"{number_text(float(f'{value * 100:.15g}'))}%"
