"""Difference of two plans of one country, and what each emphasis would do. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import Emphasis
from assessment.planning.closed_gaps import ClosedGaps
from assessment.planning.roadmap import Action, PathPoint, Roadmap, plan_roadmap
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class EmphasisOutcome:
    """What a plan with one emphasis comes to: gaps closed, measures, final score, cost in the currency of costs."""

    emphasis: Emphasis
    dangers: ClosedGaps
    core: ClosedGaps
    measures: int
    end: PathPoint | None
    cost_low: float
    cost_high: float


def compare_emphases(
    edition: Edition, assessment: Assessment, roadmap: Roadmap | None = None
) -> tuple[EmphasisOutcome, ...]:
    """What each emphasis would come to within the same limits; `roadmap` is the plan as set, where it is made already."""
    outcomes = []
    for emphasis in Emphasis:
        if roadmap is not None and emphasis is assessment.plan.emphasis:
            plan = roadmap
        else:
            settings = assessment.plan.model_copy(update={"emphasis": emphasis})
            plan = plan_roadmap(edition, assessment.model_copy(update={"plan": settings}))
        outcomes.append(
            EmphasisOutcome(
                emphasis,
                plan.dangers,
                plan.core,
                len(plan.actions),
                plan.path[-1] if plan.path else None,
                sum(year.low for year in plan.costs),
                sum(year.high for year in plan.costs),
            )
        )
    return tuple(outcomes)


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
