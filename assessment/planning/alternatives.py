"""Which measures a step needs: of each alternative one option (docs/adr/0047), of an urgent act what takes its place (docs/adr/0049). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import MeasureChoice, MeasureDecision, MeasureStatus
from questionnaires import Alternative, Edition, Measure, parse_condition


def measures_left_out(edition: Edition, assessment: Assessment) -> frozenset[str]:
    """Ids of the measures of all options that a plan does not take; those done or under way are kept.

    Of each alternative it takes the option on which the country has decided most, the first listed of several.
    """
    left_out: set[str] = set()
    for alternative in edition.alternatives:
        taken = max(alternative.options, key=lambda option: _decided(edition, assessment, option))
        left_out.update(
            key
            for option in alternative.options
            if option is not taken
            for key in option
            if not _is_begun(assessment, key)
        )
    return frozenset(left_out)


def acts_not_needed(edition: Edition, assessment: Assessment) -> frozenset[str]:
    """Ids of the urgent acts that a plan leaves to the measure that takes their place.

    That measure is done, or the act has a prerequisite that is not met today, so it is no act of the first 90 days.
    """
    return frozenset(
        measure.id
        for measure in edition.measures
        if measure.until is not None
        and (
            _status(assessment, measure.until) is MeasureStatus.DONE
            or any(not _is_met(assessment, text) for text in measure.prerequisites)
        )
    )


def _is_met(assessment: Assessment, text: str) -> bool:
    condition = parse_condition(text)
    return condition is not None and (assessment.level(condition.indicator) or 0) >= condition.level


def without_acts(step: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures of a step without the urgent acts whose place another of them takes."""
    measures = tuple(step)
    keys = {item.id for item in measures}
    return tuple(item for item in measures if item.until not in keys)


def step_is_made(edition: Edition, step: Sequence[Measure], done: Collection[str]) -> bool:
    """Whether a step is made by what is done: every measure that covers it, of an alternative those of one option.

    An urgent act counts as done where the measure that takes its place is.
    """
    covering = {item.id for item in without_acts(step)}

    def is_made(key: str) -> bool:
        if edition.measure[key].until in done:
            return True
        alternative = edition.alternative_of.get(key)
        options = alternative.options if alternative else ((key,),)
        return any(covering & set(option) <= set(done) for option in options)

    return bool(step) and all(is_made(key) for key in covering)


def measures_of_step(
    edition: Edition, step: Iterable[Measure], begun: Collection[str]
) -> tuple[str, ...]:
    """Ids of the measures that a step needs.

    Without urgent acts whose place another takes, and without the other options where those of one are all in `begun`.
    """
    keys = [item.id for item in without_acts(step)]
    dropped: set[str] = set()
    for alternative in {
        item.id: item for key in keys if (item := edition.alternative_of.get(key))
    }.values():
        covering = [[key for key in option if key in keys] for option in alternative.options]
        if any(option and set(option) <= set(begun) for option in covering):
            dropped.update(key for option in covering for key in option if key not in begun)
    return tuple(key for key in keys if key not in dropped)


def contradictory_options(
    edition: Edition, assessment: Assessment, needed: Collection[str]
) -> Iterator[tuple[Alternative, tuple[str, ...]]]:
    """Yield each alternative of which measures of several options are obligatory, with these; `needed` are looked at."""
    for alternative in edition.alternatives:
        obligatory = [
            tuple(key for key in option if key in needed and _decision(assessment, key).must)
            for option in alternative.options
        ]
        if sum(map(bool, obligatory)) > 1:
            yield alternative, tuple(key for option in obligatory for key in option)


def _decided(edition: Edition, assessment: Assessment, option: Sequence[str]) -> int:
    """How firmly the country has decided on an option: 4 obligatory, 3 begun, 2 adopted, 1 other decision, -1 ruled out."""
    ranks = []
    for key in option:
        lift, decision = edition.measure[key].lifts, _decision(assessment, key)
        if lift.to_level <= (assessment.level(lift.indicator) or 0):
            continue
        ranks.append(_rank(assessment, key, decision))
    return min(ranks, default=0) if -1 in ranks and 4 not in ranks else max(ranks, default=0)


def _rank(assessment: Assessment, key: str, decision: MeasureDecision) -> int:
    plan = assessment.plan
    progress = plan.progress.get(key)
    if decision.must:
        return 4
    if decision.choice in (MeasureChoice.MAY_NOT, MeasureChoice.NOT_NOW) or (
        progress is not None and progress.status is MeasureStatus.STOPPED
    ):
        return -1
    if _is_begun(assessment, key):
        return 3
    if plan.adopted is not None and key in plan.adopted.months:
        return 2
    return int(key in plan.decisions)


def _decision(assessment: Assessment, key: str) -> MeasureDecision:
    return assessment.plan.decisions.get(key, MeasureDecision())


def _is_begun(assessment: Assessment, key: str) -> bool:
    """Whether a measure is done or under way."""
    return _status(assessment, key) in (MeasureStatus.DONE, MeasureStatus.UNDER_WAY)


def _status(assessment: Assessment, key: str) -> MeasureStatus:
    progress = assessment.plan.progress.get(key)
    return progress.status if progress else MeasureStatus.NOT_STARTED
