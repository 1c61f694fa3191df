"""Models of the clauses of the resolution, paraphrased, in each of its versions."""

from __future__ import annotations

from typing import Literal

from questionnaires.model.base import Content, Id, Many, Text


class Clause(Content):
    """A clause of the resolution, paraphrased."""

    id: Id
    text: Text
    addressee: Text
    kind: Literal["invitation", "task", "context"]
    title: str = ""


class ClausesFile(Content):
    """`clauses.yaml`, or one of the files in `clauses/`: the clauses of one version of the resolution."""

    version: Text
    note: str = ""
    clauses: Many[Clause]
