"""Consistency gates: warnings about contradictory answers and implausible levels; they change no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessment.answers.statistics import newest_total
from assessment.model.assessment import Assessment
from questionnaires import Edition, Gate, parse_condition, parse_figure_condition


@dataclass(frozen=True, slots=True)
class RaisedGate:
    """A raised gate with the indicators concerned, and the pillar where it concerns a whole pillar."""

    gate: Gate
    indicators: tuple[str, ...]
    pillar: str | None = None


def raise_gates(edition: Edition, assessment: Assessment, *, today: date) -> tuple[RaisedGate, ...]:
    """Every raised gate, in the order of the content. The age of evidence is measured from `today`."""
    indicators = edition.profile_indicators(assessment.profile)
    return tuple(
        raised
        for gate in edition.gates
        for raised in _raise(edition, assessment, gate, indicators, today)
    )


def _raise(
    edition: Edition, assessment: Assessment, gate: Gate, indicators: tuple[str, ...], today: date
) -> Iterator[RaisedGate]:
    match gate.kind:
        case "consistency":
            yield from _inconsistent(assessment, gate)
        case "unproven":
            unproven = tuple(
                key
                for key in indicators
                if assessment.level(key) == gate.level and not assessment.answer(key).evidence
            )
            if unproven:
                yield RaisedGate(gate, unproven)
        case "uniform":
            yield from _uniform(edition, assessment, gate, indicators)
        case "stale":
            stale = tuple(key for key in indicators if _is_stale(assessment, key, gate, today))
            if stale:
                yield RaisedGate(gate, stale)


def _inconsistent(assessment: Assessment, gate: Gate) -> Iterator[RaisedGate]:
    """Raise a gate when all of `all` and `figures` hold and, with an `any`, at least one of it.

    A condition on a missing answer or figure never holds.
    """

    def holds(text: str) -> bool:
        condition = parse_condition(text)
        level = assessment.level(condition.indicator) if condition else None
        return condition is not None and level is not None and condition.holds(level)

    def figure_holds(text: str) -> bool:
        condition = parse_figure_condition(text)
        newest = newest_total(assessment, condition.statistic) if condition else None
        return (
            condition is not None
            and newest is not None
            and newest.value is not None
            and condition.holds(newest.value)
        )

    if not all(map(figure_holds, gate.figures)):
        return
    if all(map(holds, gate.all)) and (not gate.any or any(map(holds, gate.any))):
        texts = (*gate.all, *(text for text in gate.any if holds(text)))
        conditions = (parse_condition(text) for text in texts)
        yield RaisedGate(gate, tuple(item.indicator for item in conditions if item))


def _uniform(
    edition: Edition, assessment: Assessment, gate: Gate, indicators: tuple[str, ...]
) -> Iterator[RaisedGate]:
    """Raise a gate for a pillar with at least `gate.share` (default 1) of its indicators at `gate.level`."""
    for pillar in edition.pillars:
        keys = [item.id for item in pillar.walk_indicators() if item.id in indicators]
        at_level = tuple(key for key in keys if assessment.level(key) == gate.level)
        if at_level and len(at_level) >= (gate.share or 1.0) * len(keys):
            yield RaisedGate(gate, at_level, pillar.id)


def _is_stale(assessment: Assessment, key: str, gate: Gate, today: date) -> bool:
    """Whether all dated evidence of an answer is older than the gate's years."""
    answer = assessment.answer(key)
    dates = [item.dated for item in answer.evidence if item.dated is not None]
    years = gate.years or 0
    limit = today.replace(year=today.year - years, day=min(today.day, 28))
    return answer.is_answered and bool(dates) and max(dates) < limit
