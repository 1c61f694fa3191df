"""Messages under a question between institutions and coordinator, before the answers are handed in. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.errors import AssessmentError
from assessment.model.base import typed_text
from assessment.values.characters import has_glyph
from translations import gettext as _

LONGEST_MESSAGE = 2000
"""Characters of a message."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `institution` is for whom its author wrote, `NATIONAL` for the country; `at` is its time (UTC)."""

    number: int
    institution: str
    text: str
    author: str
    at: dt.datetime


def message_text(indicator: str, text: str) -> str:
    """Return the text as it is stored. Raises AssessmentError for one that is empty or too long."""
    text = typed_text(text).strip()
    if not has_glyph(text):
        raise AssessmentError(
            _("{indicator}: the message is empty. Write one sentence.").format(indicator=indicator)
        )
    if len(text) > LONGEST_MESSAGE:
        raise AssessmentError(
            _(
                "{indicator}: the message has {count} characters, {most} are the most. Shorten it."
            ).format(indicator=indicator, count=len(text), most=LONGEST_MESSAGE)
        )
    return text
