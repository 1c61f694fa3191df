"""Reading order of the answers for their review, with the reasons for the rank of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.answers.consistency_gates import raise_gates
from assessment.answers.evidence_quality import Weakness, review_evidence
from assessment.answers.settlement import Agreement, institution_answers_on
from assessment.cycles.comparison import Comparison
from assessment.model.assessment import NATIONAL, Assessment
from questionnaires import Edition


class ReadFirst(StrEnum):
    """Reasons to read an answer early, the strongest first."""

    GATE = "gate"
    """It contradicts another answer."""
    UNIFORM = "uniform"
    """Nearly all answers of its pillar have one level."""
    NOT_APPLICABLE = "not_applicable"
    """It is one of too many answers of its pillar that take the question out."""
    MISSING = "missing"
    """A high level, or a figure, without evidence or with a statement only."""
    OLD = "old"
    """Its newest evidence is old."""
    DISAGREEMENT = "disagreement"
    """The institutions gave different answers."""
    CHANGED = "changed"
    """The level differs from that in the last cycle."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator with its reasons, the strongest first; without any it follows the others."""

    indicator_id: str
    reasons: tuple[ReadFirst, ...] = ()


_OF_GATE = {
    "consistency": ReadFirst.GATE,
    "uniform": ReadFirst.UNIFORM,
    "unproven": ReadFirst.MISSING,
    "stale": ReadFirst.OLD,
    "not_applicable": ReadFirst.NOT_APPLICABLE,
}

_OF_EVIDENCE = {
    Weakness.MISSING: ReadFirst.MISSING,
    Weakness.STATEMENT_ONLY: ReadFirst.MISSING,
    Weakness.OLD: ReadFirst.OLD,
}


def reading_order(
    edition: Edition,
    assessment: Assessment,
    *,
    today: date,
    since: Comparison | None = None,
) -> tuple[Reading, ...]:
    """Every indicator of the profile once: by its strongest reason, the number of reasons, the order of the profile.

    `since` is the comparison with the last cycle, if there was one. Remarks do not change the order, so that it is
    stable while the expert works.
    """
    reasons: dict[str, set[ReadFirst]] = {}
    for key, reason in _reasons(edition, assessment, today, since):
        reasons.setdefault(key, set()).add(reason)
    order = list(ReadFirst)
    readings = [
        Reading(key, tuple(sorted(reasons.get(key, ()), key=order.index)))
        for key in edition.profile_indicators(assessment.profile)
    ]
    return tuple(
        sorted(
            readings,
            key=lambda item: (
                order.index(item.reasons[0]) if item.reasons else len(order),
                -len(item.reasons),
            ),
        )
    )


def _reasons(
    edition: Edition, assessment: Assessment, today: date, since: Comparison | None
) -> Iterator[tuple[str, ReadFirst]]:
    """Yield each indicator with each of its reasons."""
    profile = edition.profile_indicators(assessment.profile)
    for raised in raise_gates(edition, assessment, today=today):
        for key in raised.indicators:
            yield key, _OF_GATE[raised.gate.kind]
    for finding in review_evidence(assessment, NATIONAL, profile, today=today):
        if finding.weakness in _OF_EVIDENCE:
            yield finding.indicator_id, _OF_EVIDENCE[finding.weakness]
    for key in profile:
        answers = institution_answers_on(assessment, key)
        if answers.agreement is Agreement.DIFFERENT or answers.minority:
            yield key, ReadFirst.DISAGREEMENT
    for change in since.changes if since else ():
        if change.steps:
            yield change.indicator_id, ReadFirst.CHANGED
