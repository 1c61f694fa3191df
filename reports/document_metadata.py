"""Metadata, running headers and page numbering of all documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from questionnaires import Edition
from reports.figures import LevelStyle, level_style
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Head:
    """Head of the first page: country, subtitle, and lines of label and text."""

    country: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]


class DocumentFrame(Protocol):
    """Properties that page headers and file metadata need of any document."""

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


def page_numbering() -> tuple[str, str, str]:
    """Texts before the page number, between it and the number of pages, and after them."""
    text = _("Page {page} of {pages}")
    before, separator, rest = text.partition("{page}")
    between, _separator, after = rest.partition("{pages}")
    return (before, between, after) if separator else (text, " / ", "")


def level_styles(edition: Edition) -> tuple[LevelStyle, ...]:
    """The CSS classes of all levels of all scales of an edition."""
    tops = sorted({scale.top_level for scale in edition.about.scales.values()})
    return tuple(level_style(level, top) for top in tops for level in range(top + 1))
