"""Levels that count: as answered, or one that needs no evidence where the edition asks for some and there is none. Pure."""

from __future__ import annotations

from assessment.model.assessment import Answer, Assessment
from questionnaires import Edition


def counted_answer(edition: Edition, answer: Answer) -> Answer:
    """The answer as it counts: its level, or the highest that needs no evidence where it has none and needs some."""
    needed = edition.scoring.evidence_from
    if needed is None or answer.level is None or answer.level < needed or answer.has_proof:
        return answer
    return answer.model_copy(update={"level": needed - 1})


def counted_assessment(edition: Edition, assessment: Assessment) -> Assessment:
    """The assessment with every national answer as it counts; itself where the edition asks for no evidence."""
    if edition.scoring.evidence_from is None:
        return assessment
    answers = {key: counted_answer(edition, item) for key, item in assessment.answers.items()}
    return assessment.model_copy(update={"answers": answers})


def unproven_indicators(edition: Edition, assessment: Assessment) -> tuple[str, ...]:
    """Ids of the indicators asked whose level counts lower for want of evidence, in the order of the content."""
    return tuple(
        key
        for key in edition.profile_indicators(assessment.profile)
        if counted_answer(edition, assessment.answer(key)) is not assessment.answer(key)
    )
