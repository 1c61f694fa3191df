"""Scores of answers: value → aggregate → cap, with coverage, bounds and trace. Pure; no rounding."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessment.model.assessment import Answer, AnswerStatus, Assessment
from assessment.scoring.aggregation import Part, aggregate
from assessment.scoring.counted import counted_answer
from assessment.scoring.trace import PartKind, Trace, TracePart
from questionnaires import Edition, Group, Indicator, NumberRange, TierSettings

Kind = Literal["overall", "group", "indicator", "clause", "view"]

TOLERANCE = 1e-12
"""Tolerance for rounding errors when a coverage is compared with the minimum: 9 of 10 passes 0.9."""


@dataclass(frozen=True, slots=True)
class NodeScore:
    """The score of one node of the tree, unrounded, in the units of the edition (2026: 0 to 1).

    `score` is None below the minimum coverage. `low` and `high` are what it would be if everything missing stood at
    the lowest or at the top level; the bounds always include `score`, and are None where nothing is applicable.
    `coverage` is the answered share of the weight, 0 to 1. `answered` of `total` applicable indicators;
    `not_applicable` more were taken out by their answers.
    """

    id: str
    kind: Kind
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    answered: int
    total: int
    not_applicable: int
    weight: float
    state: str
    capping: _Capping
    children: tuple[NodeScore, ...] = ()
    settings: TierSettings | None = None
    result: float | None = None
    """The score before the minimum coverage is applied."""

    @property
    def trace(self) -> Trace | None:
        """How this score was made, from its children; None of an indicator."""
        if self.settings is None:
            return None
        limit, capping = self.settings.must_have_cap, self.capping
        cap = limit if capping.now else None
        return Trace(
            rule=self.settings.aggregation,
            parts=tuple(_part(child, self.settings) for child in self.children),
            cap=cap,
            capped_by=capping.now if cap is not None else (),
            coverage=self.coverage,
            minimum_coverage=self.settings.minimum_coverage,
            result=self.result,
            low_cap=limit if capping.low else None,
            high_cap=limit if capping.high else None,
        )

    def walk(self) -> Iterator[NodeScore]:
        """This node and all its descendants, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class _Capping:
    """Must-have indicators at their lowest level: now, if the missing were lowest, if they were highest."""

    now: tuple[str, ...] = ()
    low: bool = False
    high: bool = False


NO_CAPPING = _Capping()


@dataclass(frozen=True, slots=True)
class AssessmentScore:
    """All scores of an assessment: the tree below `overall`, by clause of the resolution, and by view."""

    overall: NodeScore
    clauses: tuple[NodeScore, ...]
    views: tuple[NodeScore, ...]
    nodes: Mapping[str, NodeScore] = field(repr=False)

    @property
    def pillars(self) -> tuple[NodeScore, ...]:
        """The nodes below `overall`, in the order of the edition."""
        return self.overall.children


def score_assessment(edition: Edition, assessment: Assessment) -> AssessmentScore:
    """Scores of every node, clause and view that the assessment's profile asks.

    Method: docs/methodology.md; weighted means after OECD/JRC Handbook (2008), step 6, missing answers after
    docs/adr/0004-missing-answers.md.
    """
    leaves = score_leaves(edition, assessment)
    overall = score_tree(edition, leaves)
    clauses = tuple(_score_clauses(edition, leaves))
    views = tuple(_score_views(edition, leaves))
    nodes = {node.id: node for node in (*overall.walk(), *clauses, *views)} | leaves
    return AssessmentScore(overall, clauses, views, nodes)


def score_overall(edition: Edition, assessment: Assessment) -> NodeScore:
    """The tree of scores alone, without clauses and views, for callers that score many variants."""
    return score_tree(edition, score_leaves(edition, assessment))


def score_leaves(edition: Edition, assessment: Assessment) -> dict[str, NodeScore]:
    """The score of every indicator that the profile asks."""
    return {
        key: score_indicator(
            edition, edition.indicators[key], counted_answer(edition, assessment.answer(key))
        )
        for key in edition.profile_indicators(assessment.profile)
    }


def score_tree(edition: Edition, leaves: Mapping[str, NodeScore]) -> NodeScore:
    """The overall score with everything below it, from the scores of the indicators."""
    about = edition.about.overall
    pillars = _present(_score_group(edition, pillar, leaves, 1) for pillar in edition.pillars)
    return _combine(about.id, "overall", 1.0, edition.settings_of(None, 0), pillars)


def score_indicator(edition: Edition, indicator: Indicator, answer: Answer) -> NodeScore:
    """The value of one answer. Missing is None, never 0; not applicable has no bounds and no total."""
    lowest, top = indicator_ends(edition, indicator)
    if indicator.number is not None:
        value = None if answer.value is None else normalise(answer.value, indicator.number)
    else:
        values = edition.scale_of(indicator).values
        value = None if answer.level is None else values[answer.level]
    applicable = answer.state is not AnswerStatus.NOT_APPLICABLE
    known = value is not None
    return NodeScore(
        id=indicator.id,
        kind="indicator",
        score=value,
        low=(value if known else lowest) if applicable else None,
        high=(value if known else top) if applicable else None,
        coverage=1.0 if known else 0.0,
        answered=int(known),
        total=int(applicable),
        not_applicable=int(not applicable),
        weight=indicator.weight,
        state=answer.state.value,
        capping=_capping_of(indicator, value, lowest) if applicable else NO_CAPPING,
    )


def indicator_ends(edition: Edition, indicator: Indicator) -> tuple[float, float]:
    """The values of an indicator at its lowest and at its top level."""
    if indicator.number is not None:
        return indicator.number.points
    values = edition.scale_of(indicator).values
    return values[0], values[-1]


def _capping_of(indicator: Indicator, value: float | None, lowest: float) -> _Capping:
    if not indicator.must_have or (value is not None and value > lowest):
        return NO_CAPPING
    if value is None:
        return _Capping(low=True)
    return _Capping((indicator.id,), low=True, high=True)


def normalise(figure: float, number: NumberRange) -> float:
    """A figure between its goalposts, mapped to `points` and capped there.

    Method: min-max, OECD/JRC Handbook (2008), step 5; with `log`, as UNDP does for income.
    """
    worst, best = number.worst, number.best
    if number.transform == "log":
        worst, best = math.log(worst), math.log(best)
        figure = math.log(figure) if figure > 0 else -math.inf
    share = min(max((figure - worst) / (best - worst), 0.0), 1.0)
    low, high = number.points
    return low + share * (high - low)


def _present(nodes: Iterable[NodeScore | None]) -> tuple[NodeScore, ...]:
    return tuple(node for node in nodes if node is not None)


def _score_group(
    edition: Edition, group: Group, leaves: Mapping[str, NodeScore], tier: int
) -> NodeScore | None:
    """The score of a group; None where the profile asks nothing in it."""
    below = _present(_score_group(edition, item, leaves, tier + 1) for item in group.groups)
    own = tuple(leaves[item.id] for item in group.indicators if item.scored and item.id in leaves)
    if not below and not any(item.id in leaves for item in group.indicators):
        return None
    return _combine(
        group.id, "group", group.weight, edition.settings_of(group, tier), (*own, *below)
    )


def _score_clauses(edition: Edition, leaves: Mapping[str, NodeScore]) -> Iterator[NodeScore]:
    """The score of each clause, from the indicators that answer it with their own weights."""
    for clause in edition.clauses:
        indicators = edition.indicators_of_clause[clause.id]
        yield from _score_selection(edition, clause.id, "clause", indicators, leaves)


def _score_views(edition: Edition, leaves: Mapping[str, NodeScore]) -> Iterator[NodeScore]:
    """The score of each view, from its indicators by the settings of the clauses."""
    for view in edition.about.views:
        indicators = (edition.indicators[key] for key in view.indicators)
        yield from _score_selection(edition, view.id, "view", indicators, leaves)


def _score_selection(
    edition: Edition,
    node_id: str,
    kind: Kind,
    indicators: Iterable[Indicator],
    leaves: Mapping[str, NodeScore],
) -> Iterator[NodeScore]:
    """The score of indicators from anywhere in the tree; nothing where the profile asks none of them."""
    children = tuple(leaves[item.id] for item in indicators if item.scored and item.id in leaves)
    if children:
        yield _combine(node_id, kind, 1.0, edition.scoring.clauses, children)


def _combine(
    node_id: str,
    kind: Kind,
    weight: float,
    settings: TierSettings,
    children: tuple[NodeScore, ...],
) -> NodeScore:
    """One node from its children: the rule over what counts, the cap, the minimum coverage, the bounds."""
    counted = []
    certain = True
    for child in children:
        if child.score is not None:
            counted.append((child.weight, child.score))
        elif counts_zero(child, settings):
            counted.append((child.weight, 0.0))
        certain = certain and child.low == child.score == child.high
    capping = _join_capping(children)
    cap = settings.must_have_cap
    # A child may be certain while a must-have below it is not, as in a group that counts its highest.
    certain = certain and (cap is None or bool(capping.now) == capping.low == capping.high)
    result = _cap(aggregate(settings.aggregation, counted), cap if capping.now else None)
    coverage = _coverage(children, settings)
    shown = coverage + TOLERANCE >= settings.minimum_coverage
    score = result if shown else None
    low = high = result
    if not certain:
        ends = (_ends(children, end, settings) for end in ("low", "high"))
        low, high = (aggregate(settings.aggregation, parts) for parts in ends)
        low = _cap(low, cap if capping.low else None)
        high = _cap(high, cap if capping.high else None)
    if score is not None:
        low = score if low is None else min(low, score)
        high = score if high is None else max(high, score)
    return NodeScore(
        id=node_id,
        kind=kind,
        score=score,
        low=low,
        high=high,
        coverage=coverage,
        answered=sum([child.answered for child in children]),
        total=sum([child.total for child in children]),
        not_applicable=sum([child.not_applicable for child in children]),
        weight=weight,
        state="group",
        capping=capping,
        children=children,
        settings=settings,
        result=result,
    )


def _join_capping(children: tuple[NodeScore, ...]) -> _Capping:
    cappings = [child.capping for child in children if child.capping is not NO_CAPPING]
    if not cappings:
        return NO_CAPPING
    return _Capping(
        tuple(key for capping in cappings for key in capping.now),
        any(capping.low for capping in cappings),
        any(capping.high for capping in cappings),
    )


def counts_zero(child: NodeScore, settings: TierSettings) -> bool:
    """Whether a child has no value and counts 0 in its parent instead of leaving."""
    return child.score is None and bool(getattr(settings.missing, child.state) == "zero")


def _part(child: NodeScore, settings: TierSettings) -> TracePart:
    """The contribution of a child to its parent's score and bounds: its value, 0, or nothing."""
    zero = counts_zero(child, settings)
    kind, value = PartKind.COUNTED, child.score
    if value is None:
        kind, value = (PartKind.COUNTED_AS_ZERO, 0.0) if zero else (PartKind.LEFT_OUT, None)
    return TracePart(
        id=child.id,
        weight=child.weight,
        value=value,
        kind=kind,
        state=child.state,
        low=_end(child.low, zero=zero),
        high=_end(child.high, zero=zero),
    )


def _end(value: float | None, *, zero: bool) -> float | None:
    """The contribution to a bound; without a value 0 where the settings count it as zero, else None."""
    return 0.0 if value is None and zero else value


def _ends(children: Iterable[NodeScore], end: str, settings: TierSettings) -> list[Part]:
    """Weights and values of the children at one `end`, `low` or `high`."""
    ends = []
    for child in children:
        value: float | None = getattr(child, end)
        if value is not None:
            ends.append((child.weight, value))
        elif counts_zero(child, settings):
            ends.append((child.weight, 0.0))
    return ends


def _cap(value: float | None, cap: float | None) -> float | None:
    return value if value is None or cap is None else min(value, cap)


def _coverage(children: tuple[NodeScore, ...], settings: TierSettings) -> float:
    """Answered share, 0 to 1, of what is applicable; 0 where nothing is."""
    if children and all(child.coverage == 1.0 and child.score is not None for child in children):
        return 1.0
    if settings.coverage_of == "leaves" and settings.coverage_by == "count":
        total = sum(child.total for child in children)
        return sum(child.answered for child in children) / total if total else 0.0
    applicable = [child for child in children if child.total]
    if settings.coverage_of == "leaves":
        shares = [(child.weight, child.coverage) for child in applicable]
    else:
        by_count = settings.coverage_by == "count"
        shares = [
            (1.0 if by_count else child.weight, float(child.score is not None))
            for child in applicable
        ]
    return aggregate("arithmetic_mean", shares) or 0.0
