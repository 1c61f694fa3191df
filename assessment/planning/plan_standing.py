"""Whether enough is answered for a plan, and which questions to answer first where it is not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import Answer, Assessment
from assessment.planning.roadmap import Roadmap, plan_roadmap
from assessment.scoring.increments import LowerBounds
from assessment.scoring.scores import (
    TOLERANCE,
    NodeScore,
    score_indicator,
    score_leaves,
    score_tree,
)
from questionnaires import Edition, Indicator


class PlanStanding(StrEnum):
    """What the roadmap of an assessment is worth."""

    PLAN = "plan"
    SKETCH = "sketch"
    """Below the minimum coverage, and asked for nevertheless or adopted before."""
    WITHHELD = "withheld"
    """Below the minimum coverage: nothing is planned."""


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question without a level or figure.

    `width` is how much the overall score can rise by its answer alone, in the units of the edition; 0 if it is not
    scored. `rank` is the width times the edition's factors of core and severe indicators.
    """

    indicator: Indicator
    width: float
    rank: float


@dataclass(frozen=True, slots=True)
class FirstQuestions:
    """Every open question, the one that can change most first.

    The first `needed` of them bring the answered share of the weight from `coverage` to `minimum`, both 0 to 1.
    """

    questions: tuple[FirstQuestion, ...]
    needed: int
    coverage: float
    minimum: float


def plan_standing(
    edition: Edition, assessment: Assessment, *, sketch: bool = False
) -> PlanStanding:
    """Whether a plan may be made: at or above the minimum coverage of the overall score, or nothing is left to answer.

    An edition without measures plans nothing, whatever is answered.
    Below it a plan is a sketch where `sketch` asks for one, and where it is adopted or under way; else it is withheld.
    """
    leaves = score_leaves(edition, assessment)
    is_open = bool(edition.measures) and any(map(_is_open, leaves.values()))
    if not is_open or _is_enough(score_tree(edition, leaves)):
        return PlanStanding.PLAN
    if sketch or assessment.plan.adopted is not None or assessment.plan.progress:
        return PlanStanding.SKETCH
    return PlanStanding.WITHHELD


def roadmap_of(edition: Edition, assessment: Assessment, standing: PlanStanding) -> Roadmap:
    """The plan; without any measure where it is withheld."""
    if standing is PlanStanding.WITHHELD:
        assessment = assessment.model_copy(update={"answers": {}})
    return plan_roadmap(edition, assessment)


def first_questions(edition: Edition, assessment: Assessment) -> FirstQuestions:
    """The open questions by how much they can change; ties in the order of the content.

    Questions that are not applicable are not open. Dangers and core indicators count by the edition's factors, as
    they do in the plan.
    """
    leaves = score_leaves(edition, assessment)
    overall = score_tree(edition, leaves)
    open_ids = [key for key, leaf in leaves.items() if _is_open(leaf)]
    lowest = {key: _answered(edition, edition.indicators[key], best=False) for key in open_ids}
    bounds = LowerBounds(score_tree(edition, {**leaves, **lowest}))
    before = bounds.replaced(lowest[open_ids[0]]) if open_ids else None
    factors = edition.scoring.priority
    questions = []
    for key in open_ids:
        indicator = edition.indicators[key]
        after = bounds.replaced(_answered(edition, indicator, best=True))
        width = (after or 0.0) - (before or 0.0) if indicator.scored else 0.0
        core = factors.core if indicator.core else 1.0
        severe = factors.severe if indicator.severe else 1.0
        questions.append(FirstQuestion(indicator, width, width * core * severe))
    ordered = tuple(sorted(questions, key=lambda item: -round(item.rank, 12)))
    settings = edition.settings_of(None, 0)
    return FirstQuestions(
        questions=ordered,
        needed=_needed(edition, leaves, ordered),
        coverage=overall.coverage,
        minimum=settings.minimum_coverage,
    )


def _is_open(leaf: NodeScore) -> bool:
    """Whether a question applies and has no answer that counts."""
    return bool(leaf.total) and not leaf.answered


def _is_enough(overall: NodeScore) -> bool:
    settings = overall.settings
    return settings is None or overall.coverage + TOLERANCE >= settings.minimum_coverage


def _answered(edition: Edition, indicator: Indicator, *, best: bool) -> NodeScore:
    """An open question as if it were answered with the best or the worst answer."""
    if indicator.number is not None:
        answer = Answer(value=indicator.number.best if best else indicator.number.worst)
    else:
        answer = Answer(level=edition.scale_of(indicator).top_level if best else 0)
    return score_indicator(edition, indicator, answer)


def _needed(
    edition: Edition, leaves: Mapping[str, NodeScore], ordered: tuple[FirstQuestion, ...]
) -> int:
    """The smallest number of questions, from the first on, with which enough is answered; all if no number suffices."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        answered = {
            item.indicator.id: _answered(edition, item.indicator, best=False)
            for item in ordered[:middle]
        }
        if _is_enough(score_tree(edition, {**leaves, **answered})):
            high = middle
        else:
            low = middle + 1
    return low
