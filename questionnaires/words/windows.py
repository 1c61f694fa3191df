"""Lint rule for time windows: the levels of one indicator look back over two spans of time at most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition
from translations import gettext as _

MOST_WINDOWS = 2
"""Spans that somebody can keep in mind while answering one question. Our own choice."""

_WINDOW = re.compile(r"\b(?:last|past) (\d{1,3}) (months?|years?)\b")


def few_windows(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each indicator whose descriptors look back over more than `MOST_WINDOWS` spans of time."""
    for file, where, indicator in all_indicators(edition):
        spans = sorted({span for text in indicator.descriptors for span in windows(text)})
        if len(spans) > MOST_WINDOWS:
            yield Problem(
                file,
                f"{where}: descriptors",
                _("look back over {number} spans: {spans} months.").format(
                    number=len(spans), spans=", ".join(map(str, spans))
                ),
                _("Use {most} at most, such as 12 months and 3 years.").format(most=MOST_WINDOWS),
            )


@cache
def windows(text: str) -> tuple[int, ...]:
    """The spans over which a text looks back, in months.

    >>> windows("A test of the last 12 months and a study within the last 3 years.")
    (12, 36)
    """
    return tuple(
        int(number) * (12 if unit.startswith("year") else 1)
        for number, unit in _WINDOW.findall(" ".join(text.split()))
    )
