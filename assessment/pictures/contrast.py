"""Contrast of a colour against white (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

MINIMUM_CONTRAST = 4.5
"""Least contrast of text against its ground (WCAG 2.2, success criterion 1.4.3)."""


def contrast_on_white(colour: str) -> float:
    """The contrast ratio, 1 to 21, of a colour `#RRGGBB` against white.

    >>> round(contrast_on_white("#000000")), round(contrast_on_white("#0B5C7A"), 1)
    (21, 7.4)
    """
    red, green, blue = (_linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
