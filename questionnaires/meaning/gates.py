"""Check that a gate can be raised: its conditions exist and are consistent, and its kind has what it needs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from questionnaires.errors import Problem
from questionnaires.meaning.conditions import condition_problems
from questionnaires.meaning.details import unknown_statistic
from questionnaires.meaning.places import GATES_FILE
from questionnaires.model import (
    Condition,
    Edition,
    FigureCondition,
    Gate,
    parse_condition,
    parse_figure_condition,
)
from translations import gettext as _


def gates_can_be_raised(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each gate with an unknown or impossible condition, or without what its kind needs."""
    for gate in edition.gates:
        where = f"gates: {gate.id}"
        broken = [
            problem
            for condition in (*_conditions(gate.all), *_conditions(gate.any))
            for problem in condition_problems(edition, GATES_FILE, where, condition)
        ]
        broken += _unknown_figures(edition, gate, where)
        yield from broken
        if not _has_what_it_needs(gate):
            yield Problem(
                GATES_FILE,
                where,
                _("a gate of the kind '{kind}' can never be raised like this.").format(
                    kind=gate.kind
                ),
                _(
                    "Give it: consistency: all, any or figures; unproven: level; "
                    "uniform: level and share; stale: years; not_applicable: share."
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
            return bool(gate.all or gate.any or gate.figures)
        case "unproven":
            return gate.level is not None
        case "uniform":
            return gate.level is not None and gate.share is not None
        case "stale":
            return gate.years is not None
        case "not_applicable":
            return gate.share is not None


def _conditions(texts: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(condition for text in texts if (condition := parse_condition(text)) is not None)


def _fit_together(edition: Edition, gate: Gate) -> bool:
    """Whether some levels meet all of `all` and, where there is an `any`, one of it."""
    always = _conditions(gate.all)
    choices = [(*always, other) for other in _conditions(gate.any)] or [always]
    return any(_possible(edition, choice) for choice in choices) and _figures_possible(
        edition, gate
    )


def _possible(edition: Edition, conditions: tuple[Condition, ...]) -> bool:
    """Whether each indicator has a level that meets all conditions on it."""
    return all(
        any(
            all(item.holds(level) for item in conditions if item.indicator == key)
            for level in _levels(edition, key)
        )
        for key in {item.indicator for item in conditions}
    )


def _unknown_figures(edition: Edition, gate: Gate, where: str) -> list[Problem]:
    return [
        unknown_statistic(edition, GATES_FILE, f"{where}: figures", test.statistic)
        for test in _figure_tests(gate)
        if test.statistic not in edition.statistic
    ]


def _figure_tests(gate: Gate) -> tuple[FigureCondition, ...]:
    return tuple(test for text in gate.figures if (test := parse_figure_condition(text)))


def _figures_possible(edition: Edition, gate: Gate) -> bool:
    """Whether each statistic can hold a figure that passes all tests on it.

    It suffices to try the bounds of the statistic, the figures of the tests, and values between and beyond them.
    """
    tests = _figure_tests(gate)
    for key in {test.statistic for test in tests}:
        own = [test for test in tests if test.statistic == key]
        statistic = edition.statistic[key]
        low = -math.inf if statistic.minimum is None else statistic.minimum
        high = math.inf if statistic.maximum is None else statistic.maximum
        marks = sorted({test.figure for test in own} | ({low, high} - {-math.inf, math.inf}))
        tried = [marks[0] - 1, *marks, *map(_between, pairwise(marks)), marks[-1] + 1]
        if not any(low <= x <= high and all(test.holds(x) for test in own) for x in tried):
            return False
    return True


def _between(marks: tuple[float, float]) -> float:
    return (marks[0] + marks[1]) / 2


def _levels(edition: Edition, key: str) -> range:
    scale = edition.about.scales.get(edition.indicators[key].scale)
    return range(len(scale.levels) if scale else 0)
