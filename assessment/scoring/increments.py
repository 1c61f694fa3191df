"""Lower bound of the overall score when one indicator changes, without scoring the rest again. Pure.

Sums are kept as expansions: few floats whose exact sum is that of all terms. `math.fsum` of an expansion, minus the
old term, plus the new one, is the correctly rounded sum of all terms with the change (Shewchuk 1997), so the result
equals that of `score_tree` to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assessment.scoring.aggregation import Part
from assessment.scoring.scores import NodeScore, counts_zero
from questionnaires import Aggregation, TierSettings


class LowerBounds:
    """The lower bound of an overall score with one of its indicators replaced by another answer with a level.

    One replacement costs a fixed number of steps for each tier above the indicator, however many indicators there are.
    """

    def __init__(self, overall: NodeScore) -> None:
        self._overall = overall
        self._group_of: dict[str, _Group] = {}
        for node in overall.walk():
            if node.settings is not None:
                group = _Group(node, node.settings)
                self._group_of.update(dict.fromkeys((child.id for child in node.children), group))

    def replaced(self, indicator: NodeScore) -> float | None:
        """The lower bound with `indicator` in place of the one of its id; unchanged where it is not scored.

        Both must have a level, so that coverage and what is counted stay as they are.
        """
        key, change = indicator.id, _State.of(indicator)
        if key not in self._group_of:
            return self._overall.low
        while (group := self._group_of.get(key)) is not None:
            change = group.replaced(key, change)
            key = group.id
        return change.low


class _State(NamedTuple):
    """What a node contributes to its parent: score, lower bound, and whether it caps either."""

    score: float | None
    low: float | None
    caps_score: bool
    caps_low: bool

    @classmethod
    def of(cls, node: NodeScore) -> _State:
        return cls(node.score, node.low, bool(node.capping.now), node.capping.low)


class _Group:
    """A group with its aggregates, prepared for the replacement of one child."""

    def __init__(self, node: NodeScore, settings: TierSettings) -> None:
        self.id = node.id
        self._is_shown = node.score is not None
        self._cap = settings.must_have_cap
        self._children = {child.id: _State.of(child) for child in node.children}
        self._weights = {child.id: child.weight for child in node.children}
        self._zero = {child.id for child in node.children if counts_zero(child, settings)}
        states = self._children.values()
        self._capping_score = sum(state.caps_score for state in states)
        self._capping_low = sum(state.caps_low for state in states)
        self._scores = _Aggregate.of(settings.aggregation, self._parts("score"))
        self._lows = _Aggregate.of(settings.aggregation, self._parts("low"))

    def _parts(self, field: str) -> list[Part]:
        values = (
            (key, self._value(key, getattr(state, field))) for key, state in self._children.items()
        )
        return [(self._weights[key], value) for key, value in values if value is not None]

    def _value(self, key: str, value: float | None) -> float | None:
        return 0.0 if value is None and key in self._zero else value

    def replaced(self, key: str, change: _State) -> _State:
        """The state of the group with that of one child changed."""
        before = self._children[key]
        caps_score = self._capping_score - before.caps_score + change.caps_score > 0
        caps_low = self._capping_low - before.caps_low + change.caps_low > 0
        score = None
        if self._is_shown:
            score = self._aggregate(self._scores, key, before.score, change.score, caps=caps_score)
        low = self._aggregate(self._lows, key, before.low, change.low, caps=caps_low)
        if score is not None:
            low = score if low is None else min(low, score)
        return _State(score, low, caps_score, caps_low)

    def _aggregate(
        self, values: _Aggregate, key: str, old: float | None, new: float | None, *, caps: bool
    ) -> float | None:
        before, after = self._value(key, old), self._value(key, new)
        if before is None or after is None:
            result = values.result
        else:
            result = values.replaced(self._weights[key], before, after)
        return result if result is None or self._cap is None or not caps else min(result, self._cap)


@dataclass(frozen=True, slots=True)
class _Aggregate:
    """Weighted values by one rule (see `aggregation.aggregate`), with what is needed to replace one of them."""

    rule: Aggregation
    terms: tuple[float, ...]
    """An expansion of the sum of all terms."""
    weight: float
    not_positive: int
    lowest: tuple[float, ...]
    """The one or two lowest values."""
    highest: tuple[float, ...]

    @classmethod
    def of(cls, rule: Aggregation, parts: list[Part]) -> _Aggregate:
        values = sorted(value for _weight, value in parts)
        return cls(
            rule=rule,
            terms=expansion(_term(rule, weight, value) for weight, value in parts),
            weight=math.fsum([weight for weight, _value in parts]),
            not_positive=sum(value <= 0 for value in values),
            lowest=tuple(values[:2]),
            highest=tuple(values[-1:-3:-1]),
        )

    @property
    def result(self) -> float | None:
        """The aggregate as it is; None of nothing."""
        return (
            self._result(self.terms, self.not_positive, self.lowest[0], self.highest[0])
            if self.lowest
            else None
        )

    def replaced(self, weight: float, old: float, new: float) -> float:
        """The aggregate with a value `old` of this weight replaced by `new`."""
        return self._result(
            (*self.terms, -_term(self.rule, weight, old), _term(self.rule, weight, new)),
            self.not_positive - (old <= 0) + (new <= 0),
            min([new, *_without(self.lowest, old)]),
            max([new, *_without(self.highest, old)]),
        )

    def _result(
        self, terms: Iterable[float], not_positive: int, lowest: float, highest: float
    ) -> float:
        match self.rule:
            case "arithmetic_mean":
                return math.fsum(terms) / self.weight
            case "geometric_mean":
                if not_positive:
                    return 0.0
                return min(max(math.exp(math.fsum(terms) / self.weight), lowest), highest)
            case "harmonic_mean":
                if not_positive:
                    return 0.0
                return min(max(1 / (math.fsum(terms) / self.weight), lowest), highest)
            case "sum":
                return math.fsum(terms)
            case "minimum":
                return lowest
            case "maximum":
                return highest


def _term(rule: Aggregation, weight: float, value: float) -> float:
    """The term of one value in the sum of its rule; 0 where the rule has none for it."""
    match rule:
        case "arithmetic_mean" | "sum":
            return weight * value
        case "geometric_mean":
            return weight * math.log(value) if value > 0 else 0.0
        case "harmonic_mean":
            return weight * (1 / value) if value > 0 else 0.0
        case "minimum" | "maximum":
            return 0.0


def _without(ends: tuple[float, ...], value: float) -> tuple[float, ...]:
    """The ends without one occurrence of `value`."""
    return ends[1:] if ends and ends[0] == value else ends[:1]


def expansion(terms: Iterable[float]) -> tuple[float, ...]:
    """Few floats, the largest first, whose exact sum is that of all terms.

    >>> expansion([1e100, 1.0, -1e100, 2.0**-60])
    (1.0, 8.673617379884035e-19)
    """
    left = list(terms)
    parts: list[float] = []
    while rest := math.fsum(left):
        parts.append(rest)
        left.append(-rest)
    return tuple(parts)
