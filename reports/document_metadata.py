"""What every document says of itself, and what stands above and below each page."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from questionnaires import Edition
from reports.figures import LevelStyle, level_style
from translations import PSEUDO_LANGUAGE, current_language
from translations import gettext as _

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages written from right to left."""


class DocumentFrame(Protocol):
    """What page and file need to know of a document, whichever it is."""

    @property
    def language(self) -> str: ...

    @property
    def direction(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...

    @property
    def day(self) -> dt.date: ...

    @property
    def running_title(self) -> str: ...

    @property
    def running_standing(self) -> str: ...

    @property
    def page_of(self) -> tuple[str, str, str]: ...


def document_language() -> str:
    """The language in use, as a document names it."""
    language = current_language()
    return "en" if language == PSEUDO_LANGUAGE else language


def document_direction() -> str:
    """`rtl` or `ltr`."""
    return "rtl" if current_language().partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def page_numbering() -> tuple[str, str, str]:
    """What stands before the page number, between it and the number of pages, and after."""
    text = _("Page {page} of {pages}")
    before, found, rest = text.partition("{page}")
    between, _found, after = rest.partition("{pages}")
    return (before, between, after) if found else (text, " / ", "")


def level_styles(edition: Edition) -> tuple[LevelStyle, ...]:
    """The squares of every level of every scale."""
    tops = sorted({scale.top_level for scale in edition.about.scales.values()})
    return tuple(level_style(level, top) for top in tops for level in range(top + 1))
