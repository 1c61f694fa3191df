"""Numbers: what is typed as canonical text, and a stored number as a text to edit."""

from __future__ import annotations

import math
import re

from assessment.values.characters import ascii_digits
from assessment.values.unreadable import Unreadable, shown
from translations import gettext as _

LONGEST = 60
"""Characters of a number; longer texts are none."""

_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,3}")
_WHOLE = re.compile(
    r"\d*"
    r"|\d{1,3}(?:(?P<sign>[ '.,])\d{3})(?:(?P=sign)\d{3})*"
    r"|\d{1,2}(?:(?P<lakh>[ ,])\d{2})+(?P=lakh)\d{3}"
)
"""The digits before the decimals: plain, in groups of three, or in the Indian groups of two and three."""

_ARABIC_POINT = "\u066b"
"""The Arabic sign before decimals, which is never a sign between groups."""


def number_text(value: float) -> str:
    """A number in the shortest text that reads back as the same, without a trailing `.0`."""
    return repr(value).removesuffix(".0")


def typed_number(value: float | None) -> str:
    """A stored number as a person may edit it: `read_number` reads it back as the same. Empty for None."""
    text = "" if value is None else number_text(value)
    return f"{text}0" if _is_ambiguous(*text.lstrip("-").partition(".")) else text


def read_number(text: str, *, unit: str = "", by_program: bool = False) -> str:
    """A number as typed, as canonical text; empty for a text that shows nothing. Raises Unreadable.

    A per cent sign is read only where `unit` begins with one. `by_program`: a program wrote the text, in which a point
    always precedes decimals.
    """
    plain = ascii_digits(text)
    if not plain:
        return ""
    plain = _without_per_cent(plain, text, unit)
    sign, digits = ("-" if plain.startswith("-") else ""), plain.lstrip("+-").strip()
    if len(plain) > LONGEST or len(plain) - len(plain.lstrip("+-")) > 1 or not digits:
        raise _unreadable(text)
    if _SCIENTIFIC.fullmatch(digits):
        return _canonical(sign + digits, text)
    whole, point, decimals = _split(digits)
    if not _WHOLE.fullmatch(whole) or bool(point) != decimals.isdigit() or not whole + decimals:
        raise _unreadable(text)
    is_certain = point == _ARABIC_POINT or (by_program and point == ".")
    if not is_certain and _is_ambiguous(whole, point, decimals):
        raise Unreadable(
            _("'{text}' could be thousands or decimals.").format(text=shown(text)),
            _(
                "Write thousands without a sign (1234), and three decimals with a zero behind (1.2340)."
            ),
        )
    plain_whole = re.sub(r"\D", "", whole) or "0"
    return _canonical(f"{sign}{plain_whole}.{decimals or '0'}", text)


def _without_per_cent(plain: str, text: str, unit: str) -> str:
    """The number without its per cent sign, before or after it. Raises Unreadable where none is asked for."""
    number = plain[1:] if plain.startswith("%") else plain.removesuffix("%")
    if number != plain and not unit.startswith("%"):
        raise Unreadable(
            _("'{text}' is a per cent, which is not asked here.").format(text=shown(text)),
            _("Write the number in the unit asked for, without a per cent sign or format."),
        )
    return number.strip()


def _split(digits: str) -> tuple[str, str, str]:
    """The digits before the decimals, the sign, and the decimals; a sign that occurs twice separates groups only."""
    if _ARABIC_POINT in digits:
        return digits.partition(_ARABIC_POINT)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or digits.count(digits[last]) > 1:
        return digits, "", ""
    return digits[:last], digits[last], digits[last + 1 :]


def _is_ambiguous(whole: str, point: str, decimals: str) -> bool:
    """Whether a single point or comma is at a position where it can separate thousands or decimals."""
    return bool(
        point
        and len(decimals) == 3
        and decimals.isdigit()
        and re.fullmatch("[1-9][0-9]{0,2}", whole)
    )


def _canonical(number: str, text: str) -> str:
    value = float(number) + 0.0  # no negative zero
    if not math.isfinite(value):
        raise _unreadable(text)
    return number_text(value)


def _unreadable(text: str) -> Unreadable:
    return Unreadable(
        _("'{text}' can't be read as one number.").format(text=shown(text)),
        _("Write digits only, with one point or comma before the decimals."),
    )


def parse_number(
    text: str,
    *,
    unit: str = "",
    whole: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
) -> float | None:
    """The number in a text, read as by `read_number`; None for a text that shows nothing. Raises Unreadable.

    A number below `minimum` or above `maximum`, or with decimals where it should be `whole`, is refused.
    """
    canonical = read_number(text, unit=unit)
    if not canonical:
        return None
    value = float(canonical)
    if whole and not value.is_integer():
        raise Unreadable(
            _("'{text}' is not a whole number.").format(text=shown(text)),
            _("Leave out the decimals."),
        )
    check_limits(value, text, minimum, maximum)
    return value


def check_limits(value: float, text: str, minimum: float | None, maximum: float | None) -> None:
    """Raise Unreadable where the value that was read from a text is below `minimum` or above `maximum`."""
    if minimum is not None and value < minimum:
        raise Unreadable(
            _("'{text}' is too low.").format(text=shown(text)),
            _("Write {limit} or more.").format(limit=number_text(minimum)),
        )
    if maximum is not None and value > maximum:
        raise Unreadable(
            _("'{text}' is too high.").format(text=shown(text)),
            _("Write {limit} or less.").format(limit=number_text(maximum)),
        )
