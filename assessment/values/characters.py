"""Characters without a glyph, line breaks and digits of every script."""

from __future__ import annotations

import re
import unicodedata

from assessment.values.unreadable import Unreadable, shown
from translations import gettext as _

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that draw nothing by themselves: Default_Ignorable_Code_Point of Unicode 16, marks of annotations, the empty braille cell."""

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""Breaks of other systems, and the soft ones of word processors and presentations."""

_JOINERS_OUTSIDE_WORDS = re.compile(
    "(?<![^\\x00-\\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\\x00-\\x7f])"
)

_ASCII_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\uff07\u2032\u066c", "'"),
        **dict.fromkeys("\u060c\uff0c", ","),
        **dict.fromkeys("\u066a\ufe6a\uff05", "%"),
        "\uff0b": "+",
        "\uff0e": ".",
        "\uff0f": "/",
        "\uff1a": ":",
    }
)
"""Signs in numbers and dates of other scripts and keyboards."""


def without_invisible(text: str) -> str:
    """The text without characters that have no glyph."""
    return _INVISIBLE.sub("", text)


def has_glyph(text: str) -> bool:
    """Whether a text shows anything: it is more than blanks and characters without a glyph."""
    return bool(without_invisible(text).strip())


def normalise_line_breaks(text: str) -> str:
    """The text with each line break as one line feed."""
    return _LINE_BREAK.sub("\n", text)


def read_text(text: str) -> str:
    """A text as stored: line breaks as line feeds, no blanks at its ends; empty where it shows nothing."""
    return normalise_line_breaks(text).strip() if has_glyph(text) else ""


def on_one_line(text: str) -> str:
    """The characters of a value: without those that have no glyph, each run of blanks as one space."""
    return " ".join(without_invisible(text).split())


def link_characters(text: str) -> str:
    """The characters of a link; of those without a glyph only joiners inside a word of another script than Latin stay."""
    kept = _JOINERS_OUTSIDE_WORDS.sub("", text)
    return "".join(
        sign if sign in "\u200c\u200d" else without_invisible(sign) for sign in kept
    ).strip()


def ascii_digits(text: str) -> str:
    """A number or a date on one line, in ASCII digits and signs. Raises Unreadable for digits of two scripts."""
    plain = on_one_line(text).translate(_ASCII_SIGNS)
    zeros = {ord(sign) - unicodedata.decimal(sign) for sign in plain if sign.isdecimal()}
    if len(zeros) > 1:
        raise Unreadable(
            _("'{text}' mixes digits of two scripts.").format(text=shown(text)),
            _("Write all digits in one script."),
        )
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
