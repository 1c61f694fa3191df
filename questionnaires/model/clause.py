"""Models of the clauses of the resolution, paraphrased, in each of its versions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Text


class Clause(Content):
    """A clause of the resolution, paraphrased."""

    id: Id
    text: Text
    addressee: Text
    kind: Literal["invitation", "task", "context"]
    title: str = ""
    check: bool = False
    """True while the wording or the place of the clause has not been compared with a published text."""


class ClausesFile(Content):
    """`clauses.yaml`, or one of the files in `clauses/`: one version of the resolution, with the clauses known of it."""

    version: Text
    title: str = ""
    year: Annotated[int, Field(ge=1865, le=2100)] | None = None
    """Of adoption."""
    knowledge: Literal["adopted_text", "draft", "quoted", "none"] = "draft"
    """The source of what is known: the adopted text, a draft, quotations in other documents, or nothing read yet."""
    note: str = ""
    clauses: Many[Clause] = ()
