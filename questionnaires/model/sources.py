"""Models of the published texts that content refers to, and of references to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Text


class Source(Content):
    """A published text that indicators, measures and gates refer to."""

    id: Id
    title: Text
    issuer: Text
    year: int | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    note: str = ""


class Reference(Content):
    """A reference to a source, with an optional locator in it."""

    source: Id
    locator: str = ""


class SourcesFile(Content):
    """`sources.yaml`."""

    sources: Annotated[Many[Source], Field(min_length=1)]
