"""Consistency gates: warnings about contradictory answers and implausible levels; they change no answer.

One gate holds for every edition: more than a fifth of a pillar answered as not applicable asks for a reviewer.
An edition with gates of the kind `not_applicable` sets its own share and words instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.answers.statistics import newest_total
from assessment.model.assessment import AnswerStatus, Assessment
from questionnaires import Edition, Gate, parse_condition, parse_figure_condition
from questionnaires.labels import pillar_name
from translations import gettext as _
from translations import ngettext

NOT_APPLICABLE: Literal["not_applicable"] = "not_applicable"
"""The kind of gate on answers that take questions out of a pillar."""

MAXIMUM_NOT_APPLICABLE = 0.2
"""Share of a pillar's questions that may be not applicable before its gate is raised, unless the edition sets one."""

BUILT_IN_GATE = "NA"
"""The id of the gate that holds for every edition without one of this kind."""


@dataclass(frozen=True, slots=True)
class RaisedGate:
    """A raised gate with the indicators concerned, and the pillar where it concerns a whole pillar."""

    gate: Gate
    indicators: tuple[str, ...]
    pillar: str | None = None


def raise_gates(edition: Edition, assessment: Assessment, *, today: date) -> tuple[RaisedGate, ...]:
    """Every raised gate, in the order of the content, those on not applicable last. The age of evidence is measured from `today`."""
    indicators = edition.profile_indicators(assessment.profile)
    raised = [
        item
        for gate in edition.gates
        for item in _raise(edition, assessment, gate, indicators, today)
    ]
    return (*raised, *exclusion_gates(edition, assessment))


def exclusion_gates(edition: Edition, assessment: Assessment) -> tuple[RaisedGate, ...]:
    """The raised gates on pillars of which too much is not applicable: the edition's own, else the built-in one."""
    indicators = edition.profile_indicators(assessment.profile)
    own = [gate for gate in edition.gates if gate.kind == NOT_APPLICABLE]
    if not own:
        return tuple(_built_in(edition, assessment, indicators))
    return tuple(
        RaisedGate(gate, keys, pillar)
        for gate in own
        for pillar, keys, _asked in _excluded(edition, assessment, indicators, gate.share or 0.0)
    )


def excludes_too_much(raised: Iterable[RaisedGate]) -> bool:
    """Whether a gate was raised because too much of a pillar is not applicable."""
    return any(item.gate.kind == NOT_APPLICABLE for item in raised)


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


def _built_in(
    edition: Edition, assessment: Assessment, indicators: tuple[str, ...]
) -> Iterator[RaisedGate]:
    """Raise the gate of every edition, with the numbers of the pillar in its message."""
    for pillar, keys, asked in _excluded(edition, assessment, indicators, MAXIMUM_NOT_APPLICABLE):
        if len(keys) == asked:
            message = ngettext(
                "{pillar}: the only question is answered as not applicable. No question is left, "
                "and the pillar takes no part in the overall score.",
                "{pillar}: all {asked} questions are answered as not applicable. No question is left, "
                "and the pillar takes no part in the overall score.",
                asked,
            ).format(pillar=pillar_name(edition, pillar), asked=asked)
        else:
            message = ngettext(
                "{pillar}: {excluded} of {asked} questions is answered as not applicable and taken out of the score.",
                "{pillar}: {excluded} of {asked} questions are answered as not applicable and taken out of the score.",
                len(keys),
            ).format(pillar=pillar_name(edition, pillar), excluded=len(keys), asked=asked)
        remedy = _(
            'Have a reviewer confirm each reason. What a country does not have yet is level 0, not "not applicable".'
        )
        gate = Gate(id=BUILT_IN_GATE, kind=NOT_APPLICABLE, message=message, remedy=remedy)
        yield RaisedGate(gate, keys, pillar)


def _excluded(
    edition: Edition, assessment: Assessment, indicators: tuple[str, ...], share: float
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Each pillar with more than `share` of its questions not applicable: its id, these questions, the number asked."""
    asked = set(indicators)
    for pillar in edition.pillars:
        keys = [item.id for item in pillar.walk_indicators() if item.id in asked]
        excluded = tuple(
            key for key in keys if assessment.answer(key).state is AnswerStatus.NOT_APPLICABLE
        )
        if excluded and len(excluded) > share * len(keys):
            yield pillar.id, excluded, len(keys)


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
    """Whether all dated evidence of an answer is older than the gate's years, and none of it of an exempt type."""
    answer = assessment.answer(key)
    if any(item.type in gate.exempt for item in answer.evidence):
        return False
    dates = [item.dated for item in answer.evidence if item.dated is not None]
    years = gate.years or 0
    limit = today.replace(year=today.year - years, day=min(today.day, 28))
    return answer.is_answered and bool(dates) and max(dates) < limit
