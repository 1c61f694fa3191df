"""Search in questions, measures, clauses, institutions and evidence by code and words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.answers.search import plain_text
from assessment.answers.settlement import answers_of
from assessment.model.assessment import Assessment

MAXIMUM_FOUND = 12
"""Results shown; more are no help, as another word narrows them down."""

LONGEST_QUERY = 200
"""Characters of a query that are read."""


class FoundKind(StrEnum):
    """What a result is."""

    QUESTION = "question"
    MEASURE = "measure"
    CLAUSE = "clause"
    INSTITUTION = "institution"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found: by its code, by the words of its name, and by those of further text.

    `id` is that of the question, measure, clause or institution; for evidence that of the question it belongs to, with
    no code. The plain fields are as `plain_text` returns them.
    """

    kind: FoundKind
    id: str
    name: str
    plain_code: str
    plain_name: str
    plain_text: str = ""


def findable(kind: FoundKind, key: str, name: str, text: str = "", *, code: str = "") -> Findable:
    """Something that can be found under `code`, the words of `name`, and those of `text`."""
    return Findable(kind, key, name, plain_text(code), plain_text(name), plain_text(text))


def find(
    items: Iterable[Findable], query: str, *, maximum: int = MAXIMUM_FOUND
) -> tuple[Findable, ...]:
    """The items that hold every word of `query`, whatever its case and accents.

    First the one with this code or name, then those whose code begins with the query, then those with all words in code and
    name, then those with some in their text; among equals in the order given. The time grows in line with the length
    of all texts.
    """
    words = list(dict.fromkeys(plain_text(query[:LONGEST_QUERY]).split()))
    if not words:
        return ()
    wanted = " ".join(words)
    ranked: tuple[list[Findable], ...] = ([], [], [], [])
    for item in items:
        rank = _rank(item, wanted, words)
        if rank is not None and len(ranked[rank]) < maximum:
            ranked[rank].append(item)
    return tuple(item for group in ranked for item in group)[:maximum]


def _rank(item: Findable, wanted: str, words: list[str]) -> int | None:
    """The place of an item among four, the best 0; None where it does not fit."""
    if wanted in (item.plain_code, item.plain_name):
        return 0
    if item.plain_code.startswith(wanted):
        return 1
    title = f"{item.plain_code} {item.plain_name}"
    if all(word in title for word in words):
        return 2
    if all(word in title or word in item.plain_text for word in words):
        return 3
    return None


def findable_evidence(assessment: Assessment, institution: str) -> Iterator[Findable]:
    """The evidence of an institution, or of the country, each piece of a question once by its title and issuer."""
    for key, answer in answers_of(assessment, institution).items():
        for title, issuer in dict.fromkeys((item.title, item.issuer) for item in answer.evidence):
            yield findable(FoundKind.EVIDENCE, key, title, issuer)
