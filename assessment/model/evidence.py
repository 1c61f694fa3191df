"""Models of evidence for an answer or for a measure done. They check shape only."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.model.base import Name, Record, ShortText, Url, Year
from questionnaires import EvidenceType


class StoredFile(Record):
    """A file uploaded as evidence, identified by its content; the store keeps the bytes."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[ShortText, Field(min_length=1)]
    """Original name, for display; never used as a path."""
    kind: Literal["pdf", "docx", "xlsx", "odt"]
    size: Annotated[int, Field(ge=1)]
    """In bytes."""


class Evidence(Record):
    """A document, law or page that supports an answer. Never images, never data of a child."""

    title: Name
    type: EvidenceType = "other"
    issuer: ShortText = ""
    url: Url | None = None
    date: dt.date | None = None
    year: Year | None = None
    """Set where only the year is known."""
    language: ShortText = ""
    place: ShortText = ""
    """Article, page or section."""
    public: bool = True
    confidence: Literal["A", "B", "C", "D"] | None = None
    """A public official document; B official, not public; C partner report; D statement only."""
    supports: ShortText = ""
    """The words of the descriptor that the evidence supports."""
    file: StoredFile | None = None

    @property
    def dated(self) -> dt.date | None:
        """The date, or the last day of the year where only the year is known."""
        return self.date or (dt.date(self.year, 12, 31) if self.year else None)
