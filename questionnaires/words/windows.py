"""Lint rule for time windows: the levels of one indicator look back over two spans of time at most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition
from translations import gettext as _

MOST_WINDOWS = 2
"""Spans that somebody can keep in mind while answering one question. Our own choice."""

_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}

_WINDOW = re.compile(
    r"\b(?:(?:last|past) (\d{1,3}|two|three|four|five) (month|year)s?|more than (\d{1,3}) (month|year)s? ago)\b"
)

_ASKED = {"descriptors", "evidence", "note"}
"""Parts of an indicator that ask for something; a case may tell of any span, and a part may ask for a finer one."""


def few_windows(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each indicator that looks back over more than `MOST_WINDOWS` spans of time, evidence and note too."""
    for file, where, indicator in all_indicators(edition):
        texts = _texts(indicator.model_dump(include=_ASKED))
        spans = sorted({span for text in texts for span in windows(text)})
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
    >>> windows("Delivered more than 2 years ago; the log of the last two years.")
    (24, 24)
    """
    found = _WINDOW.findall(" ".join(text.split()))
    return tuple(
        (_WORDS.get(number) or int(number)) * (12 if unit == "year" else 1)
        for last, last_unit, ago, ago_unit in found
        for number, unit in ((last or ago, last_unit or ago_unit),)
    )


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
