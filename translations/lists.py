"""Lists of texts in the current language."""

from __future__ import annotations

from collections.abc import Iterable

from translations import gettext as _
from translations import pgettext


def alternatives(items: Iterable[str]) -> str:
    """Return the items of a choice as one text, with "or" before the last; empty without items.

    The patterns follow CLDR's list patterns of type "or".

    >>> alternatives(["KEN", "TZA", "UGA"])
    'KEN, TZA or UGA'
    """
    *first, last = list(items) or [""]
    if not first:
        return last
    comma = pgettext("items of a list", "{first}, {second}").format(first="", second="")
    return _("{first} or {second}").format(first=comma.join(first), second=last)
