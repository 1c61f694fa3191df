"""How far an assessment is, in numbers that mean something: answered, with evidence, settled. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers.settlement import answers_of, asked_of, opinions_on
from assessment.model.assessment import NATIONAL, Answer, AnswerStatus, Assessment
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of indicators."""

    asked: int
    answered: int
    """With any answer, "don't know" too."""
    claims: int
    """Answered with level 1 or higher, or with a figure: what somebody should be able to prove."""
    proven: int
    """Of `claims`, those with at least one piece of evidence."""
    settled: int
    """With a national answer that no institution contradicts, other than as it was settled."""


def completeness(
    edition: Edition, assessment: Assessment, institution: str = NATIONAL
) -> Completeness:
    """How far an institution is with what it is asked, or the country with all of its profile."""
    return completeness_of(assessment, institution, asked_of(edition, assessment, institution))


def completeness_of(
    assessment: Assessment, institution: str, indicators: Iterable[str]
) -> Completeness:
    """The same for some indicators."""
    asked = tuple(indicators)
    given = answers_of(assessment, institution)
    answers = [given[key] for key in asked if key in given]
    claims = [answer for answer in answers if claims_something(answer)]
    return Completeness(
        asked=len(asked),
        answered=sum(answer.state is not AnswerStatus.UNANSWERED for answer in answers),
        claims=len(claims),
        proven=sum(bool(answer.evidence) for answer in claims),
        settled=sum(opinions_on(assessment, key).is_settled for key in asked),
    )


def claims_something(answer: Answer) -> bool:
    """Whether an answer says that something exists. Level 0 says that nothing does, which no document proves."""
    return bool(answer.level) or answer.value is not None
