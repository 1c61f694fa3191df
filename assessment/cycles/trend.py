"""Three and more cycles of one country side by side, on the indicators that mean the same in them, also across editions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assessment.cycles.comparison import NotComparable, restricted_edition, same_meaning
from assessment.errors import AssessmentError
from assessment.model.assessment import Assessment
from assessment.planning.gaps import severe_below_target
from assessment.scoring.scores import score_overall
from questionnaires import Edition
from translations import gettext as _

ENOUGH = 3
"""Cycles of which a direction can be read; two are a difference."""


@dataclass(frozen=True, slots=True)
class TrendCycle:
    """One cycle on the indicators of `Trend.same`, by the weights and targets of the newest cycle.

    `score`, `low` and `high` as of `NodeScore`, unrounded; `score_common` uses the indicators of `Trend.common` alone.
    `dangers` are the ids of the dangers open, `dangers_unknown` of those without a level.
    """

    cycle: int
    edition: str
    score: float | None
    low: float | None
    high: float | None
    score_common: float | None
    answered: int
    total: int
    dangers: tuple[str, ...]
    dangers_unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTrend:
    """The levels of an indicator, one for each cycle, None without one; from cycle number `since` on it means the same."""

    indicator_id: str
    levels: tuple[int | None, ...]
    since: int

    @property
    def steps(self) -> tuple[int | None, ...]:
        """Levels gained (negative: lost) since the last known level before; of the first and of an unknown one None."""
        result: list[int | None] = []
        last: int | None = None
        for level in self.levels:
            result.append(None if level is None or last is None else level - last)
            last = last if level is None else level
        return tuple(result)

    @property
    def has_changed(self) -> bool:
        return any(self.steps)


@dataclass(frozen=True, slots=True)
class Trend:
    """Cycles of one country, the oldest first.

    `same`: indicators that mean the same in all of them; `common`: those with a level in all. `indicators` are those of
    the newest edition that mean the same in two cycles at least. `left_out` are older cycles of editions that no map
    connects with the newest.
    """

    cycles: tuple[TrendCycle, ...]
    indicators: tuple[IndicatorTrend, ...]
    same: tuple[str, ...]
    common: tuple[str, ...]
    left_out: tuple[int, ...]


def cycle_trend(given: Sequence[tuple[Edition, Assessment]]) -> Trend:
    """The trend over assessments of one country, each with its edition, in any order of their cycles.

    Raises NotComparable for two countries, AssessmentError without an assessment.
    """
    if not given:
        raise AssessmentError(_("There is no cycle to compare. Give one at least."))
    ordered = sorted(given, key=lambda item: item[1].cycle)
    newest = ordered[-1][1]
    for _edition, item in ordered:
        if item.country != newest.country:
            raise NotComparable(
                _("{first} and {second} are two countries. Compare two cycles of one.").format(
                    first=item.country, second=newest.country
                )
            )
    meanings = _meanings(tuple(edition for edition, _item in ordered))
    kept = ordered[len(ordered) - len(meanings) :]
    same = meanings[0]
    common = tuple(
        key for key in same if all(item.level(key) is not None for _edition, item in kept)
    )
    edition = kept[-1][0]
    return Trend(
        cycles=tuple(_cycle(edition, newest, item, same, common) for _own, item in kept),
        indicators=tuple(_indicators(kept, meanings)),
        same=same,
        common=common,
        left_out=tuple(item.cycle for _own, item in ordered[: len(ordered) - len(meanings)]),
    )


def _meanings(editions: tuple[Edition, ...]) -> tuple[tuple[str, ...], ...]:
    """Ids that mean the same from each cycle to the newest, the oldest first; of cycles without a map none."""
    result = [same_meaning(editions[-1], editions[-1])]
    for before, after in reversed(list(pairwise(editions))):
        try:
            kept = set(same_meaning(before, after))
        except NotComparable:
            break
        result.insert(0, tuple(key for key in result[0] if key in kept))
    return tuple(result)


def _cycle(
    edition: Edition,
    newest: Assessment,
    assessment: Assessment,
    same: tuple[str, ...],
    common: tuple[str, ...],
) -> TrendCycle:
    def seen(keys: tuple[str, ...]) -> Assessment:
        """The newest assessment with the answers of this cycle to these questions."""
        answers = {key: assessment.answers[key] for key in keys if key in assessment.answers}
        return newest.model_copy(update={"answers": answers, "profile": "full"})

    node = score_overall(restricted_edition(edition, same), seen(same)) if same else None
    of_common = score_overall(restricted_edition(edition, common), seen(common)) if common else None
    below, unknown = severe_below_target(edition, seen(same))
    return TrendCycle(
        cycle=assessment.cycle,
        edition=assessment.edition,
        score=node.score if node else None,
        low=node.low if node else None,
        high=node.high if node else None,
        score_common=of_common.score if of_common else None,
        answered=node.answered if node else 0,
        total=node.total if node else 0,
        dangers=tuple(key for key in below if key in set(same)),
        dangers_unknown=tuple(key for key in unknown if key in set(same)),
    )


def _indicators(
    kept: Sequence[tuple[Edition, Assessment]], meanings: tuple[tuple[str, ...], ...]
) -> list[IndicatorTrend]:
    sets = [set(keys) for keys in meanings]
    result = []
    for key in meanings[-1]:
        since = next(index for index, keys in enumerate(sets) if key in keys)
        if since == len(kept) - 1 and len(kept) > 1:
            continue
        levels = tuple(
            item.level(key) if index >= since else None
            for index, (_edition, item) in enumerate(kept)
        )
        result.append(IndicatorTrend(key, levels, since))
    return result
