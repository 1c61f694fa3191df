"""Read cells as canonical texts; each function raises Unreadable where the content does not fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from openpyxl.cell.cell import Cell, MergedCell

from exchange.flat_records import number_text
from translations import gettext as _

MAXIMUM_TEXT = 32_767

_CODE = re.compile("_x(005[Ff]|000[9ADad])_")
"""The codes for an underscore that precedes a code, and for line breaks.

LibreOffice does not write that underscore, so other codes are read as the text they look like.
"""

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DECIMAL = re.compile(r"[+-]?\d+([.,]\d+)?")


class Unreadable(ValueError):
    """The content of a cell can't be read: `what` is wrong, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def text_of(cell: Cell | MergedCell) -> str:
    """The text of a cell; a number, a date or yes/no as text where that is unambiguous. Raises Unreadable."""
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
        case int():
            return str(value)
        case float():
            return number_text(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case str():
            return _CODE.sub(lambda match: chr(int(match[1], 16)), value).strip()
    raise Unreadable(
        _("holds something that is not text."), _("Write the answer as text into the cell.")
    )


def id_of(text: str, words: Mapping[str, str]) -> str:
    """The id of a word of a list, in upper or lower case. Raises Unreadable."""
    if not text:
        return ""
    plain = _plain(text)
    for key, word in words.items():
        if plain in (_plain(word), key.casefold()):
            return key
    shown = ", ".join(list(words.values())[:8])
    raise Unreadable(
        _("'{text}' is not in the list.").format(text=text[:60]),
        _("Choose one of: {words}.").format(words=shown + (", …" if len(words) > 8 else "")),
    )


def level_of(text: str, words: Mapping[str, str]) -> str:
    """The level in a cell: its number, or number and name. Raises Unreadable."""
    if _DECIMAL.fullmatch(text) and (number := number_of(text)) in words:
        return number
    try:
        return id_of(text, words)
    except Unreadable:
        raise Unreadable(
            _("'{text}' is not a level.").format(text=text[:60]),
            _("Choose one of: {words}.").format(words=", ".join(words.values())),
        ) from None


def number_of(text: str) -> str:
    """A number as typed, with a point or a comma before the decimals, as canonical text. Raises Unreadable."""
    if not text:
        return ""
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not _DECIMAL.fullmatch(plain):
        raise Unreadable(
            _("'{text}' can't be read as one number.").format(text=text[:60]),
            _("Write digits only, with one point or comma before the decimals."),
        )
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", plain):
        raise Unreadable(
            _("'{text}' could be thousands or decimals.").format(text=text[:60]),
            _("Write thousands without a sign (1234), and decimals after a point (1.234)."),
        )
    return number_text(float(plain.replace(",", ".")))


def day_of(text: str) -> str:
    """A day (`2024-05-01`) or a year, as canonical text. Raises Unreadable."""
    if not text:
        return ""
    if re.fullmatch(r"\d{4}", text):
        return text
    match = _DAY.fullmatch(text)
    if match:
        try:
            return dt.date(*(int(part) for part in match.groups())).isoformat()
        except ValueError:
            pass
    raise Unreadable(
        _("'{text}' can't be read as a day or a year.").format(text=text[:60]),
        _("Write it like 2026-05-31, or the year alone."),
    )


def year_of(text: str) -> str:
    """A year of four digits, as text. Raises Unreadable."""
    if not text or re.fullmatch(r"\d{4}", text):
        return text
    raise Unreadable(
        _("'{text}' is not a year.").format(text=text[:60]), _("Write four digits, such as 2026.")
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip().casefold()
