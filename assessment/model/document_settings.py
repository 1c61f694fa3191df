"""Models of what a country gives its documents: emblem, colours, foreword and paper. They check shape only."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from assessment.model.base import FreeText, Record, ShortText
from assessment.pictures.contrast import MINIMUM_CONTRAST, contrast_on_white
from assessment.pictures.png import clean_png
from assessment.pictures.svg import clean_svg
from questionnaires import Many
from translations import gettext as _

FOREWORD_LENGTH, FOREWORD_LINES = 1_200, 10
"""Largest numbers of characters (wide ones count twice) and of lines of a foreword, which stands on the cover."""

_HEXADECIMAL = re.compile(r"#[0-9A-Fa-f]{6}")

MAXIMUM_COLOURS = 3

NAME_LENGTH = 120
"""Largest number of characters of the name and of the office of the person who signs."""


class Paper(StrEnum):
    """The size of paper; the value is its name in CSS and on the command line."""

    A4 = "a4"
    LETTER = "letter"


class Emblem(Record):
    """An emblem as a cleaned drawing: the text of an SVG, or a PNG in base 64."""

    kind: Literal["svg", "png"]
    data: Annotated[str, Field(max_length=200_000)]

    @model_validator(mode="after")
    def _is_clean(self) -> Self:
        if self.kind == "svg":
            clean = clean_svg(self.data)
        else:
            try:
                picture = base64.b64decode(self.data, validate=True)
            except (binascii.Error, ValueError):
                raise ValueError(_("is not base 64. Bring the file once more.")) from None
            clean = base64.b64encode(clean_png(picture)).decode()
        if clean != self.data:
            raise ValueError(_("is not cleaned. Bring the file once more on the page Documents."))
        return self


def _fits_cover(text: str) -> str:
    length = len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    lines = len(text.split("\n"))
    if length > FOREWORD_LENGTH or lines > FOREWORD_LINES:
        raise ValueError(
            _(
                "The foreword has {length} characters in {lines} lines; {most} in {most_lines} fit on the cover. "
                "Shorten it."
            ).format(length=length, lines=lines, most=FOREWORD_LENGTH, most_lines=FOREWORD_LINES)
        )
    return text


class Foreword(Record):
    """A foreword, and who signs it; none without a text."""

    text: Annotated[FreeText, AfterValidator(_fits_cover)] = ""
    name: Annotated[ShortText, Field(max_length=NAME_LENGTH)] = ""
    office: Annotated[ShortText, Field(max_length=NAME_LENGTH)] = ""


def _readable(colour: str) -> str:
    if not _HEXADECIMAL.fullmatch(colour):
        raise ValueError(
            _("'{colour}' is no colour. Write it as #00563F.").format(colour=colour[:20])
        )
    contrast = contrast_on_white(colour)
    if contrast < MINIMUM_CONTRAST:
        raise ValueError(
            _(
                "{colour} has a contrast of {contrast:.2f} to 1 against white; at least {least} is needed to be read. "
                "Choose a darker colour."
            ).format(colour=colour, contrast=contrast, least=MINIMUM_CONTRAST)
        )
    return colour


Colour = Annotated[str, AfterValidator(_readable)]
"""A colour of text and lines, `#RRGGBB`, that can be read on white."""


def _few(colours: tuple[str, ...]) -> tuple[str, ...]:
    if len(colours) > MAXIMUM_COLOURS:
        raise ValueError(
            _("At most {most} colours can be given. Leave some out.").format(most=MAXIMUM_COLOURS)
        )
    return colours


class DocumentSettings(Record):
    """The look of the documents; without them the toolkit's own."""

    paper: Annotated[Paper, Field(strict=False)] = Paper.A4
    emblem: Emblem | None = None
    colours: Annotated[Many[Colour], AfterValidator(_few)] = ()
    """The first colours headings and figures, all of them the band of the cover."""
    foreword: Foreword = Foreword()
