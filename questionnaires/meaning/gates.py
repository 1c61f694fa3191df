"""A gate can be raised: its conditions exist, fit together, and it has what its kind needs."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.conditions import condition_problems
from questionnaires.meaning.places import GATES_FILE
from questionnaires.model import Condition, Edition, Gate, parse_condition
from translations import gettext as _


def gates_can_be_raised(edition: Edition) -> Iterator[Problem]:
    for gate in edition.gates:
        where = f"gates: {gate.id}"
        broken = [
            problem
            for condition in (*_conditions(gate.all), *_conditions(gate.any))
            for problem in condition_problems(edition, GATES_FILE, where, condition)
        ]
        yield from broken
        if not _has_what_it_needs(gate):
            yield Problem(
                GATES_FILE,
                where,
                _("a gate of the kind '{kind}' can never be raised like this.").format(
                    kind=gate.kind
                ),
                _(
                    "Give it: consistency: all or any; unproven: level; "
                    "uniform: level and share; stale: years."
                ),
            )
        elif not broken and not _fit_together(edition, gate):
            yield Problem(
                GATES_FILE,
                where,
                _("its conditions can never hold together."),
                _("Correct the levels, or take a condition out."),
            )


def _has_what_it_needs(gate: Gate) -> bool:
    match gate.kind:
        case "consistency":
            return bool(gate.all or gate.any)
        case "unproven":
            return gate.level is not None
        case "uniform":
            return gate.level is not None and gate.share is not None
        case "stale":
            return gate.years is not None


def _conditions(texts: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(condition for text in texts if (condition := parse_condition(text)) is not None)


def _fit_together(edition: Edition, gate: Gate) -> bool:
    """Whether some levels meet all of `all` and, where there is an `any`, one of it."""
    always = _conditions(gate.all)
    choices = [(*always, other) for other in _conditions(gate.any)] or [always]
    return any(_possible(edition, choice) for choice in choices)


def _possible(edition: Edition, conditions: tuple[Condition, ...]) -> bool:
    """Whether each indicator has a level that meets all conditions on it."""
    return all(
        any(
            all(item.holds(level) for item in conditions if item.indicator == key)
            for level in _levels(edition, key)
        )
        for key in {item.indicator for item in conditions}
    )


def _levels(edition: Edition, key: str) -> range:
    scale = edition.about.scales.get(edition.indicators[key].scale)
    return range(len(scale.levels) if scale else 0)
