"""Models of the glossary: words and acronyms of an edition with their meaning."""

from __future__ import annotations

from questionnaires.model.base import Content, Id, Many, Text


class Term(Content):
    """A word or an acronym (its `id`), written out, and its meaning."""

    id: Id
    term: Text
    meaning: Text


class GlossaryFile(Content):
    """`glossary.yaml`."""

    terms: Many[Term]
