"""Read the names and rows of a CSV export, refusing what was cut short or has lost its columns."""

from __future__ import annotations

import csv
import io
import re

from exchange.xlsform.program_fields import FILLED
from exchange.xlsform.refusal import SubmissionsRefused, refused
from translations import gettext as _

MAXIMUM_COLUMNS = 10_000

_SEPARATORS = ",;\t|"

_SEPARATOR_LINE = re.compile(r'"?sep ?= ?(.)"?\1*', re.IGNORECASE)
"""A first line that tells Excel the list separator; it is no header."""


def read_table(text: str, name: str) -> tuple[list[str], list[list[str]]]:
    """The names in the first line and the cells of the other rows; a name line that stands again is left out.

    The end of a row may lack empty cells, but none that every other row fills. Raises SubmissionsRefused.
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
    records = [(line, row) for line, row in rows[1:] if row != names]
    is_ended = text.endswith(("\n", "\r"))
    if not is_ended and len(rows[-1][1]) < len(names):
        raise _cut_short(name, rows[-1][0])
    _check_ends(name, names, records, is_ended=is_ended)
    return names, [row for _line, row in records]


def _check_ends(
    name: str, names: list[str], records: list[tuple[int, list[str]]], *, is_ended: bool
) -> None:
    """Raise SubmissionsRefused where a row ends before a column that programs, or all rows that reach it, fill.

    The last row also ends before an empty last cell where no line end follows it: a cut behind the last separator.
    """
    last = len(names) - 1
    rows = [(line, row[: last + 1]) for line, row in records]
    if rows and not is_ended and not "".join(rows[-1][1][last:]).strip():
        rows[-1] = (rows[-1][0], rows[-1][1][:last])
    reached, filled = [0] * len(names), [0] * len(names)
    for _line, row in rows:
        for column, cell in enumerate(row):
            reached[column] += 1
            filled[column] += bool(cell.strip())
    needed = [
        column
        for column, field in enumerate(names)
        if filled[column] == reached[column] and (reached[column] or _is_always_filled(field))
    ]
    for line, row in rows:
        if needed and len(row) <= needed[-1]:
            lacking = next(column for column in needed if column >= len(row))
            raise _cut_short(name, line, names[lacking])


def _is_always_filled(field: str) -> bool:
    return re.split("[/.:-]", field)[-1] in FILLED


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


def _cut_short(name: str, line: int, lacking: str = "") -> SubmissionsRefused:
    """The error for a line that ends too early; `lacking` names a column without which no submission is whole."""
    return refused(
        name,
        _("ends before “{column}”, which every submission has: the file was cut short.").format(
            column=lacking[:100]
        )
        if lacking
        else _("ends in the middle of a submission: the file was cut short."),
        _("Export the submissions once more."),
        _("line {number}").format(number=line),
    )


def _first_line(text: str) -> str:
    return re.split("[\r\n]", text, maxsplit=1)[0]
