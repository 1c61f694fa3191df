"""The best schedule in a goal, searched for by the set of indicators that it closes. Pure.

Money decides which indicators can be closed, and the linear relaxation closes thirds of them: its bound can be half above
the best plan. With the set given, the bound is near. So an indicator that every better schedule closes, or leaves open, is
fixed first; the sets that are left are bounded by the relaxation, and the solver searches one after the other, the most
promising first, until none can be better.

Method: probing (Savelsbergh, 1994), then branch and bound over the targets (Land and Doig, 1960).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.planning.schedule.goals import GoalKind, Held, goal_value
from assessment.planning.schedule.milp import TOLERANCE, Optimum, Relaxation, search
from assessment.planning.schedule.problem import Interval
from assessment.planning.schedule.time_indexed_model import Model

MAXIMUM_SETS = 8
"""Limit of sets that are searched one by one; with more, some leave open whether an indicator is closed."""


def maximise_by_set(
    model: Model,
    kind: GoalKind,
    targets: Sequence[int],
    *,
    held: Sequence[Held] = (),
    start: Mapping[str, Interval] | None = None,
    nodes: int,
    gap: float = 0.0,
) -> Optimum | None:
    """The schedule with the highest value in a goal among those that keep the values held; None if none is found.

    `targets` are the columns of the indicators that can be closed. The schedule `start`, where it keeps the values held, is
    returned unless a better one is found. Each set is searched up to `nodes` nodes or the relative gap `gap`.
    """
    best: Mapping[str, Interval] | None = None
    reached, bound = -1, -1.0
    if start and all(goal_value(model.problem, it.kind, start) >= it.value for it in held):
        best, reached = start, goal_value(model.problem, kind, start)
    for item in _sets(Relaxation(model, kind, held), targets, reached + 1):
        if item.bound < reached + 1 - TOLERANCE:
            continue
        inside = best is not None and item.contains(model.values(best))
        found = search(
            model,
            kind,
            held=held if inside or best is None else (*held, Held(kind, reached + 1)),
            fixed=item.fixed,
            start=best if inside else None,
            nodes=nodes,
            gap=gap,
        )
        bound = max(bound, min(item.bound, found.bound))
        if found.placed is not None:
            best, reached = found.placed, goal_value(model.problem, kind, found.placed)
    if best is None:
        return None
    bound = max(bound, float(reached))
    return Optimum(dict(best), bound, proven=bound - reached < 1 - TOLERANCE)


@dataclass(frozen=True, slots=True)
class _Set:
    """Targets that are fixed, by column, the bound on the value of a schedule with them, and the targets in the relaxation."""

    fixed: dict[int, int]
    bound: float
    shares: dict[int, float]

    def contains(self, values: Sequence[float]) -> bool:
        """Whether the values of the columns of a schedule agree with what is fixed."""
        return all(values[column] == value for column, value in self.fixed.items())

    @property
    def split(self) -> int | None:
        """The target furthest from 0 and 1, the first of several; None if none is between."""
        column = min(self.shares, key=lambda key: abs(self.shares[key] - 0.5), default=None)
        if column is None or abs(self.shares[column] - 0.5) > 0.5 - TOLERANCE:
            return None
        return column


def _sets(relaxation: Relaxation, targets: Sequence[int], least: int) -> list[_Set]:
    """The sets of targets that can reach the value `least`, the highest bound first."""

    def relaxed(fixed: dict[int, int]) -> _Set | None:
        bound = relaxation.bound(fixed)
        if bound < least - TOLERANCE:
            return None
        return _Set(fixed, bound, {column: relaxation.share(column) for column in targets})

    whole = relaxed({})
    for column in targets:
        for value in (0, 1):
            if whole is None:
                return []
            if abs(whole.shares[column] - value) < TOLERANCE:
                continue  # the optimum of the relaxation has it
            if relaxed({**whole.fixed, column: value}) is None:
                whole = relaxed({**whole.fixed, column: 1 - value})
                break
    found = [whole] if whole is not None else []
    while len(found) < MAXIMUM_SETS:
        node = max(
            (item for item in found if item.split is not None),
            key=lambda item: item.bound,
            default=None,
        )
        if node is None or node.split is None:
            break
        found.remove(node)
        parts = [relaxed({**node.fixed, node.split: value}) for value in (1, 0)]
        found += [item for item in parts if item is not None]
    return sorted(found, key=lambda item: -item.bound)
