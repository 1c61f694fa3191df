"""What a country gives its documents, as a page shows it: emblem, colours, foreword, paper."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.countries import country_name
from assessment.model.assessment import Assessment
from assessment.model.document_settings import Emblem, Paper
from assessment.values.characters import has_glyph
from reports.formats import cut_text
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a document; empty texts and tuples where the country gives nothing."""

    is_letter: bool
    emblem: Emblem | None
    emblem_text: str
    colours: tuple[str, ...]
    foreword: tuple[str, ...]
    """The paragraphs."""
    signed: tuple[str, ...]
    """Name and office of who signs the foreword."""
    note: tuple[str, ...]
    """The note as the cover has room for it."""
    whole_note: tuple[str, ...]
    """The whole note where the cover has only its beginning; else empty."""

    @property
    def emblem_url(self) -> str:
        """The emblem as a `data:` URL; empty without one."""
        if self.emblem is None:
            return ""
        if self.emblem.kind == "png":
            return f"data:image/png;base64,{self.emblem.data}"
        return f"data:image/svg+xml;base64,{base64.b64encode(self.emblem.data.encode()).decode()}"

    @property
    def bands(self) -> tuple[tuple[str, float, float], ...]:
        """The colours of the band on the cover, each with its start and end in per cent."""
        width = 100 / max(len(self.colours), 1)
        return tuple(
            (colour, index * width, (index + 1) * width)
            for index, colour in enumerate(self.colours)
        )


NOTE_LINES = 5
NOTE_LENGTH, NOTE_LENGTH_WITH_FOREWORD = 900, 250
"""Largest numbers of characters of the note on the cover; the rest is printed beside the contents."""


def document_look(assessment: Assessment, note: Sequence[str]) -> Look:
    """The look that the document settings of an assessment give; `note` is the note on it."""
    settings = assessment.plan.document
    foreword = settings.foreword
    paragraphs = tuple(line for line in foreword.text.split("\n") if has_glyph(line))
    cut = cut_text(" ".join(note), NOTE_LENGTH_WITH_FOREWORD if paragraphs else NOTE_LENGTH)
    is_whole = not cut.endswith("…") and len(note) <= NOTE_LINES
    return Look(
        is_letter=settings.paper is Paper.LETTER,
        emblem=settings.emblem,
        emblem_text=_("The emblem that {country} supplies").format(
            country=country_name(assessment.country)
        ),
        colours=settings.colours,
        foreword=paragraphs,
        note=tuple(note) if is_whole else (cut,),
        whole_note=() if is_whole else tuple(note),
        signed=tuple(item for item in (foreword.name, foreword.office) if has_glyph(item)),
    )
