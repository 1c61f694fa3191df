"""In which order an expert reads the answers, and why each stands where it stands. Pure."""

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
    """Why an answer should be read early, the strongest reason first."""

    GATE = "gate"
    """It does not fit together with another answer."""
    UNIFORM = "uniform"
    """Nearly all of its pillar stands at one level."""
    MISSING = "missing"
    """A high level, or a figure, without evidence or on a statement alone."""
    OLD = "old"
    """Its newest evidence is old."""
    DISAGREEMENT = "disagreement"
    """The institutions say different things."""
    CHANGED = "changed"
    """Another level than in the last cycle."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator in its place, with every reason for it, the strongest first; none where it only follows."""

    indicator_id: str
    reasons: tuple[ReadFirst, ...] = ()


_OF_GATE = {
    "consistency": ReadFirst.GATE,
    "uniform": ReadFirst.UNIFORM,
    "unproven": ReadFirst.MISSING,
    "stale": ReadFirst.OLD,
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
    """Every indicator of the profile once: by its strongest reason, then the number of reasons, then as asked.

    `since` compares with the last cycle, where there was one. Nothing here depends on what the expert has said
    already, so that the order stays still during a sitting.
    """
    found: dict[str, set[ReadFirst]] = {}
    for key, reason in _reasons(edition, assessment, today, since):
        found.setdefault(key, set()).add(reason)
    order = list(ReadFirst)
    readings = [
        Reading(key, tuple(sorted(found.get(key, ()), key=order.index)))
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
    asked = edition.profile_indicators(assessment.profile)
    for raised in raise_gates(edition, assessment, today=today):
        for key in raised.indicators:
            yield key, _OF_GATE[raised.gate.kind]
    for finding in review_evidence(assessment, NATIONAL, asked, today=today):
        if finding.weakness in _OF_EVIDENCE:
            yield finding.indicator_id, _OF_EVIDENCE[finding.weakness]
    for key in asked:
        opinions = institution_answers_on(assessment, key)
        if opinions.agreement is Agreement.DIFFERENT or opinions.minority:
            yield key, ReadFirst.DISAGREEMENT
    for change in since.changes if since else ():
        if change.steps:
            yield change.indicator_id, ReadFirst.CHANGED
