"""What everything a person brings has in common: the strict base class, and texts that can be kept anywhere."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from assessment.errors import AssessmentError
from translations import gettext as _

MAXIMUM_TEXT = 32_000
"""Characters in a comment or reason; an Excel cell holds 32,767."""

NOT_STORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither a database, a workbook nor XML can hold: control characters, lone surrogates, non-characters."""


def _storable(text: str) -> str:
    found = NOT_STORABLE.search(text)
    if found is not None:
        raise ValueError(
            _("character {place} is a control character. Delete it.").format(
                place=found.start() + 1
            )
        )
    return text


def _one_kind_of_line_break(text: Any) -> Any:
    return re.sub(r"\r\n?", "\n", text) if isinstance(text, str) else text


def _date_as_text(value: Any) -> Any:
    """YAML reads 2026-11-23 as a date; where any text may stand it is kept as it was written."""
    return value.isoformat() if isinstance(value, dt.date) else value


FreeText = Annotated[
    str,
    BeforeValidator(_one_kind_of_line_break),
    Field(max_length=MAXIMUM_TEXT),
    AfterValidator(_storable),
]
"""Text as typed: any language, line breaks, emoji, a leading equals sign; kept as it is."""


def typed_text(text: str) -> str:
    """What somebody typed of a review or a step, as it is kept: free text without blanks around it.

    Raises AssessmentError where it is too long or can't be kept.
    """
    found = str(_one_kind_of_line_break(text)).strip()
    if len(found) > MAXIMUM_TEXT:
        raise AssessmentError(
            _(
                "The text has {count} characters, {most} are the most. Nothing was stored; shorten it."
            ).format(count=len(found), most=MAXIMUM_TEXT)
        )
    try:
        return _storable(found)
    except ValueError as error:
        raise AssessmentError(
            _("The text: {problem} Nothing was stored.").format(problem=error)
        ) from error


ShortText = Annotated[FreeText, Field(max_length=1_000)]

Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2_000)]

Year = Annotated[int, Field(ge=1900, le=2100)]

Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]

Cell = Annotated[ShortText | Number, BeforeValidator(_date_as_text)]
"""What stands in a column of a row: text, the id of a choice, a date as text, or a number."""

Word = Annotated[ShortText, BeforeValidator(_date_as_text)]
"""A short text that may look like a date."""


class Record(BaseModel):
    """Base of what is read from an assessment file or a page: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
