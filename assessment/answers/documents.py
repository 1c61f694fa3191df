"""The register of documents: each document once, with the questions whose evidence it is. Pure.

It is computed from the evidence of answers; nothing else is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.model.assessment import NATIONAL, Answer, Assessment
from assessment.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document and the ids of the questions that it supports, in the order in which they were given.

    `evidence` has no place and no words of a level, which are of one question.
    """

    evidence: Evidence
    indicators: tuple[str, ...]


def documents_in(answers: Iterable[tuple[str, Answer]]) -> tuple[ListedDocument, ...]:
    """The documents in the evidence of answers, those that support most questions first, then by title.

    Two pieces are one document where title, issuer, date, address and file are the same, but for capitals and blanks. Of
    pieces that differ in something else, such as the type, the first counts.
    """
    first: dict[tuple[object, ...], Evidence] = {}
    used: dict[tuple[object, ...], dict[str, None]] = {}
    for indicator, answer in answers:
        for item in answer.evidence:
            key = document_key(item)
            first.setdefault(key, item)
            used.setdefault(key, {})[indicator] = None
    documents = [ListedDocument(_of_no_question(first[key]), tuple(used[key])) for key in first]
    return tuple(
        sorted(documents, key=lambda it: (-len(it.indicators), it.evidence.title.casefold()))
    )


def visible_answers(assessment: Assessment, institution: str) -> Iterable[tuple[str, Answer]]:
    """Yield the answers whose documents a person may use: an institution its own, the country all."""
    if institution != NATIONAL:
        yield from assessment.institution_answers.get(institution, {}).items()
        return
    yield from assessment.answers.items()
    for answers in assessment.institution_answers.values():
        yield from answers.items()


def document_key(item: Evidence) -> tuple[object, ...]:
    """What makes two pieces of evidence the same document."""
    return (
        _words(item.title),
        _words(item.issuer),
        item.date,
        item.year,
        item.url,
        item.file.sha256 if item.file else None,
    )


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _of_no_question(item: Evidence) -> Evidence:
    return item.model_copy(update={"place": "", "supports": ""})
