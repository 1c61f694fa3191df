"""Difference of two plans of one country: measures added, dropped and moved. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.planning.roadmap import Action, Roadmap


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """From a first plan to a second: actions added (of the second), dropped (of the first), moved (of both), count unchanged."""

    added: tuple[Action, ...]
    dropped: tuple[Action, ...]
    moved: tuple[tuple[Action, Action], ...]
    same: int

    @property
    def earlier(self) -> tuple[tuple[Action, Action], ...]:
        """The pairs of `moved` that end earlier in the second plan."""
        return tuple(pair for pair in self.moved if pair[1].end < pair[0].end)


def compare_plans(first: Roadmap, second: Roadmap) -> PlanDifference:
    """The difference from the first plan to the second; each list in the order of the plan it is taken from."""
    before = {item.measure.id: item for item in first.actions}
    after = {item.measure.id: item for item in second.actions}
    both = [(item, after[key]) for key, item in before.items() if key in after]
    moved = tuple(pair for pair in both if _dates(pair[0]) != _dates(pair[1]))
    return PlanDifference(
        added=tuple(item for key, item in after.items() if key not in before),
        dropped=tuple(item for key, item in before.items() if key not in after),
        moved=moved,
        same=len(both) - len(moved),
    )


def _dates(action: Action) -> tuple[object, object]:
    return action.start, action.end
