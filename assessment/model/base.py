"""Base class and field types of all models read from people: strict, with texts that every format can hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from assessment.errors import AssessmentError
from assessment.values.characters import (
    has_glyph,
    link_characters,
    normalise_line_breaks,
    read_text,
)
from translations import gettext as _

MAXIMUM_TEXT = 32_000
"""Characters of a comment or reason; an Excel cell holds 32,767."""

NOT_STORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that a database, a workbook or XML can't store: control characters, lone surrogates, non-characters."""


def _storable(text: str) -> str:
    match = NOT_STORABLE.search(text)
    if match is not None:
        raise ValueError(
            _("character {place} is a control character. Delete it.").format(
                place=match.start() + 1
            )
        )
    return text


STORED: Mapping[str, bool] = {"stored": True}
"""Validation context of records that were stored before: a text that shows nothing is let through."""


def is_missing(text: str, info: ValidationInfo) -> bool:
    """Whether a text that is required shows nothing, in a record that is new."""
    return not has_glyph(text) and info.context != STORED


def _named(text: str, info: ValidationInfo) -> str:
    if is_missing(text, info):
        raise ValueError(_("shows nothing. Write at least one letter."))
    return text


def _normalise_line_breaks(text: Any) -> Any:
    return normalise_line_breaks(text) if isinstance(text, str) else text


def _link_characters(text: Any) -> Any:
    return link_characters(text) if isinstance(text, str) else text


def _date_as_text(value: Any) -> Any:
    """A date as ISO text, as YAML reads an unquoted 2026-11-23 as a date; any other value unchanged."""
    return value.isoformat() if isinstance(value, dt.date) else value


FreeText = Annotated[
    str,
    BeforeValidator(_normalise_line_breaks),
    Field(max_length=MAXIMUM_TEXT),
    AfterValidator(_storable),
]
"""Text as typed, in any language, with line breaks, emoji or a leading equals sign."""


def typed_text(text: str) -> str:
    """Text typed for a review or a transition, as stored (`read_text`).

    Raises AssessmentError where it is too long or holds a character that can't be stored.
    """
    stripped = read_text(text)
    if len(stripped) > MAXIMUM_TEXT:
        raise AssessmentError(
            _(
                "The text has {count} characters, {most} are the most. Nothing was stored; shorten it."
            ).format(count=len(stripped), most=MAXIMUM_TEXT)
        )
    try:
        return _storable(stripped)
    except ValueError as error:
        raise AssessmentError(
            _("The text: {problem} Nothing was stored.").format(problem=error)
        ) from error


ShortText = Annotated[FreeText, Field(max_length=1_000)]

Name = Annotated[ShortText, Field(min_length=1), AfterValidator(_named)]
"""A short text that shows something."""

Url = Annotated[
    str, BeforeValidator(_link_characters), Field(pattern=r"^https?://[^\s]+$", max_length=2_000)
]

Year = Annotated[int, Field(ge=1900, le=2100)]

Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]

Cell = Annotated[ShortText | Number, BeforeValidator(_date_as_text)]
"""A cell of a row: text, the id of a choice, a date as text, or a number."""

Word = Annotated[ShortText, BeforeValidator(_date_as_text)]
"""A short text that YAML may have read as a date."""


class Record(BaseModel):
    """Base of all models read from an assessment file or a page: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
