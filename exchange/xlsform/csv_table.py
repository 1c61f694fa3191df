"""Read the names and rows of a CSV export, refusing what was cut short or has lost its columns."""

from __future__ import annotations

import csv
import io
import re

from exchange.xlsform.refusal import SubmissionsRefused, refused
from translations import gettext as _

MAXIMUM_COLUMNS = 10_000

_SEPARATORS = ",;\t|"

_SEPARATOR_LINE = re.compile(r'"?sep ?= ?(.)"?\1*', re.IGNORECASE)
"""A first line that tells Excel the list separator; it is no header."""


def read_table(text: str, name: str) -> tuple[list[str], list[list[str]]]:
    """The names in the first line and the cells of the other rows; a name line that stands again is left out.

    The end of a row may lack empty cells. Raises SubmissionsRefused.
    """
    separator_line = _SEPARATOR_LINE.fullmatch(_first_line(text).rstrip(" "))
    above = 1 if separator_line else 0
    if separator_line:
        text = text[len(_first_line(text)) :].lstrip("\r\n")
    head = _first_line(text)
    is_told = separator_line is not None and separator_line[1] in head
    delimiter = (
        separator_line[1] if separator_line and is_told else max(_SEPARATORS, key=head.count)
    )
    rows = _rows(text, name, delimiter, above)
    if not rows or len(rows[0][1]) > MAXIMUM_COLUMNS:
        raise refused(name, _("has no columns of a form."), _("Export the submissions once more."))
    names = rows[0][1]
    for line, row in rows[1:]:
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            raise refused(
                name,
                _("has more cells than the first line has names."),
                _("Export once more; do not save the file from Excel."),
                _("line {number}").format(number=line),
            )
    last_line, last = rows[-1]
    if len(last) < len(names) and not text.endswith(("\n", "\r")):
        raise _cut_short(name, last_line)
    return names, [row for _line, row in rows[1:] if row != names]


def _rows(text: str, name: str, delimiter: str, above: int) -> list[tuple[int, list[str]]]:
    """The rows with something in them, each with the number of its last line; `above` lines precede the text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num + above, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        if "end of data" in str(error):
            raise _cut_short(name, reader.line_num + above) from error
        raise refused(
            name,
            _("is no CSV that can be read ({reason}).").format(reason=error),
            _("Export the submissions once more."),
            _("line {number}").format(number=reader.line_num + above),
        ) from error


def _cut_short(name: str, line: int) -> SubmissionsRefused:
    return refused(
        name,
        _("ends in the middle of a submission: the file was cut short."),
        _("Export the submissions once more."),
        _("line {number}").format(number=line),
    )


def _first_line(text: str) -> str:
    return re.split("[\r\n]", text, maxsplit=1)[0]
