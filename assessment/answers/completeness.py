"""Completeness of an assessment: counts of indicators answered, with evidence, settled. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers.settlement import answers_of, assigned_indicators, institution_answers_on
from assessment.model.assessment import NATIONAL, Answer, AnswerStatus, Assessment
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of indicators."""

    total: int
    """Assigned to the institution; for the country all of the profile."""
    answered: int
    """With any answer, including "don't know"."""
    claims: int
    """Answered with level 1 or higher or with a figure, so evidence is expected."""
    proven: int
    """Of `claims`, those with at least one piece of evidence."""
    settled: int
    """With a national answer whose differing claims, if any, were known at its settlement."""


def completeness(
    edition: Edition, assessment: Assessment, institution: str = NATIONAL
) -> Completeness:
    """Completeness of an institution on its assigned indicators, or of the country on its profile."""
    return completeness_of(
        assessment, institution, assigned_indicators(edition, assessment, institution)
    )


def completeness_of(
    assessment: Assessment, institution: str, indicators: Iterable[str]
) -> Completeness:
    """Completeness of an institution, or of the country, on `indicators`."""
    keys = tuple(indicators)
    stored = answers_of(assessment, institution)
    answers = [stored[key] for key in keys if key in stored]
    claims = [answer for answer in answers if claims_something(answer)]
    return Completeness(
        total=len(keys),
        answered=sum(answer.state is not AnswerStatus.UNANSWERED for answer in answers),
        claims=len(claims),
        proven=sum(bool(answer.evidence) for answer in claims),
        settled=sum(institution_answers_on(assessment, key).is_settled for key in keys),
    )


def claims_something(answer: Answer) -> bool:
    """Whether an answer claims that something exists. Level 0 claims nothing, and no document proves absence."""
    return bool(answer.level) or answer.value is not None
