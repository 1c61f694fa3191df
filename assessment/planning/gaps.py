"""From levels to gaps: the distance of each indicator from its target, the score gained by closing it, its priority. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.model.assessment import Answer, AnswerStatus, Assessment
from assessment.planning.measure_selection import unmet_prerequisites
from assessment.scoring.counted import counted_answer, counted_assessment
from assessment.scoring.increments import LowerBounds
from assessment.scoring.scores import (
    AssessmentScore,
    score_assessment,
    score_indicator,
    score_overall,
)
from questionnaires import Edition, Group, Indicator
from questionnaires.model import TargetProfile


@dataclass(frozen=True, slots=True)
class Gap:
    """`target_level` minus `current_level` of one indicator, in levels of the scale.

    `reach` is the rise of the overall score (0 to 1) if this gap alone is closed, with everything missing at the
    lowest level, so that it does not depend on how much is answered.
    `priority` orders the gaps: first severity, then the distance, then core (docs/methodology.md); no unit.
    `waits_for` are the unmet or unknown prerequisites of the next step, as in the content; they do not change the
    order.
    """

    indicator: Indicator
    current_level: int
    target_level: int
    gap: int
    reach: float
    priority: float
    waits_for: tuple[str, ...]


CORE_POINTS = 0.5
"""Part of a priority for a core indicator: less than a level, so that it only parts gaps of one distance."""


def target_levels(edition: Edition, assessment: Assessment) -> Mapping[str, int]:
    """The target of each indicator asked, at most its top.

    The country's own for it, else that of the target profile in use, else the country's default, else the edition's,
    else the top.
    """
    profile = target_profile(edition, assessment)
    default = assessment.targets.get("default", edition.scoring.default_target)
    levels = {}
    for key in edition.profile_indicators(assessment.profile):
        indicator = edition.indicators[key]
        if indicator.number is not None:
            continue
        top = edition.scale_of(indicator).top_level
        own = assessment.targets.get(key)
        if own is None and profile is not None:
            today = counted_answer(edition, assessment.answer(key)).level
            own = _profile_target(profile, key, today or 0)
        wanted = next((level for level in (own, default) if level is not None), top)
        levels[key] = min(wanted, top)
    return levels


def target_profile(edition: Edition, assessment: Assessment) -> TargetProfile | None:
    """The target profile in use: the country's, else the edition's where the country sets no default; None without any."""
    chosen = assessment.plan.target_profile
    if not chosen and "default" not in assessment.targets:
        chosen = edition.scoring.target_profile or ""
    return edition.target_profile.get(chosen)


def _profile_target(profile: TargetProfile, key: str, today: int) -> int | None:
    """The target that a profile sets for an indicator at level `today`, 0 where it has none; None where it sets none."""
    if key in profile.targets:
        return profile.targets[key]
    return profile.level if profile.above_today is None else today + profile.above_today


def score_at_targets(edition: Edition, assessment: Assessment) -> AssessmentScore:
    """The scores with every applicable indicator at its target, or at its level where that is higher."""
    counted = counted_assessment(edition, assessment)
    reached = {
        key: max(target, counted.level(key) or 0)
        for key, target in target_levels(edition, assessment).items()
        if assessment.answer(key).state is not AnswerStatus.NOT_APPLICABLE
    }
    return score_assessment(edition, assessment.with_levels(reached))


def find_gaps(edition: Edition, assessment: Assessment) -> tuple[Gap, ...]:
    """Every indicator below its target, highest priority first; ties by weight, then in the order of the content.

    Whether work on a gap can begin has no effect on its place: that is a matter of the schedule.
    An indicator without a level has no gap: it is unknown, not zero. The time grows in line with the number of
    indicators, as the overall score is updated for each gap and not made again.
    """
    assessment = counted_assessment(edition, assessment)
    targets = target_levels(edition, assessment)
    overall = score_overall(edition, assessment)
    bounds = LowerBounds(overall)
    severe_points = _severe_points(edition)
    weights = {key: weight for pillar in edition.pillars for key, weight in _weights(pillar)}
    gaps = []
    for key, target in targets.items():
        level = assessment.level(key)
        if level is None or level >= target:
            continue
        indicator = edition.indicators[key]
        at_target = score_indicator(edition, indicator, Answer(level=target))
        closed = bounds.replaced(at_target)
        gaps.append(
            Gap(
                indicator=indicator,
                current_level=level,
                target_level=target,
                gap=target - level,
                reach=(closed or 0.0) - (overall.low or 0.0),
                priority=(target - level)
                + (CORE_POINTS if indicator.core else 0.0)
                + (severe_points if indicator.severe else 0.0),
                waits_for=unmet_prerequisites(edition, assessment, key, level + 1),
            )
        )
    return tuple(sorted(gaps, key=lambda gap: (-gap.priority, -weights[gap.indicator.id])))


def _severe_points(edition: Edition) -> float:
    """Part of a priority for a severe indicator: more than the longest distance and the core points together."""
    longest = edition.longest_scale
    return 0.0 if longest is None else edition.about.scales[longest].top_level + 1.0


def _weights(group: Group, above: float = 1.0) -> Iterator[tuple[str, float]]:
    """Yield each indicator of a group with its weight times those of the groups around it.

    Unlike the share in the overall score, it does not depend on how many others its pillar asks.
    """
    here = above * group.weight
    for indicator in group.indicators:
        yield indicator.id, here * indicator.weight
    for below in group.groups:
        yield from _weights(below, here)


def severe_below_target(
    edition: Edition, assessment: Assessment
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the severe indicators below their target, the lowest level first; and of those without a level.

    What is not applicable, and what has no target, is in neither.
    """
    counted = counted_assessment(edition, assessment)
    targets = {
        key: target
        for key, target in target_levels(edition, assessment).items()
        if edition.indicators[key].severe
        and counted.answer(key).state is not AnswerStatus.NOT_APPLICABLE
    }
    levels = {key: counted.level(key) for key in targets}
    known = {key: level for key, level in levels.items() if level is not None}
    below = [key for key, level in known.items() if level < targets[key]]
    return (
        tuple(sorted(below, key=lambda key: known[key])),
        tuple(key for key, level in levels.items() if level is None),
    )


def unknown_indicators(edition: Edition, assessment: Assessment) -> tuple[Indicator, ...]:
    """The indicators answered "don't know", in the order of the content."""
    return tuple(
        edition.indicators[key]
        for key in edition.profile_indicators(assessment.profile)
        if assessment.answer(key).state is AnswerStatus.DONT_KNOW
    )
