"""Comparison of two cycles on their common indicators, also across editions. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assessment.errors import AssessmentError
from assessment.model.assessment import Assessment
from assessment.scoring.scores import score_overall
from questionnaires import Edition, Group
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Change:
    """The level of one indicator in two cycles; None where there is no level."""

    indicator_id: str
    before: int | None
    after: int | None

    @property
    def steps(self) -> int | None:
        """Levels gained (negative: lost); None where one of the two is unknown."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cycles on the `common` indicators: same meaning and a level in both.

    `score_before` and `score_after` (in the units of the edition, unrounded) use the later edition's weights and
    rules on `common` alone; None where nothing is common. `share_before` and `share_after` are the shares (0 to 1)
    of each edition's own weight that `common` carries. `changes` holds every indicator with the same meaning.
    """

    common: tuple[str, ...]
    score_before: float | None
    score_after: float | None
    share_before: float
    share_after: float
    changes: tuple[Change, ...]
    not_comparable: tuple[str, ...]
    """Indicators of the later edition that are new or changed their meaning."""


class NotComparable(AssessmentError):
    """The two assessments are not two cycles of one country."""


def compare_cycles(
    before: Assessment, edition_before: Edition, after: Assessment, edition_after: Edition
) -> Comparison:
    """Levels and scores of `before` and `after` on the indicators with the same meaning.

    Raises NotComparable for two countries, or where no migration map connects the editions.
    """
    if before.country != after.country:
        raise NotComparable(
            _("{first} and {second} are two countries. Compare two cycles of one.").format(
                first=before.country, second=after.country
            )
        )
    same = same_meaning(edition_before, edition_after)
    changes = tuple(Change(key, before.level(key), after.level(key)) for key in same)
    common = tuple(item.indicator_id for item in changes if item.steps is not None)
    whole = restricted_edition(edition_after, common)
    return Comparison(
        common=common,
        score_before=_score(whole, before, common),
        score_after=_score(whole, after, common),
        share_before=_share(edition_before, before, common),
        share_after=_share(edition_after, after, common),
        changes=changes,
        not_comparable=tuple(key for key in edition_after.indicators if key not in set(same)),
    )


def same_meaning(before: Edition, after: Edition) -> tuple[str, ...]:
    """Ids of the indicators with the same meaning in both editions, in the order of the later one.

    Raises NotComparable where no migration map connects them.
    """
    shared = [
        key
        for key, item in after.indicators.items()
        if key in before.indicators and item.number is None
    ]
    if before.id == after.id:
        return tuple(shared)
    if after.migration is None or after.migration.from_edition != before.id:
        raise NotComparable(
            _(
                "Edition {after} has no map from edition {before}, so nobody can say what is the same."
            ).format(after=after.id, before=before.id)
        )
    changed = {item.id for item in after.migration.changes if item.change != "same"}
    return tuple(key for key in shared if key not in changed)


def restricted_edition(edition: Edition, keys: Collection[str]) -> Edition:
    """The edition with these scored indicators alone, to score with its weights and rules."""
    return edition.model_copy(update={"pillars": _only(edition.pillars, keys)})


def _only(groups: tuple[Group, ...], keys: Collection[str]) -> tuple[Group, ...]:
    """The groups reduced to these indicators; a group left empty is removed."""
    kept = []
    for group in groups:
        below = _only(group.groups, keys)
        own = tuple(item for item in group.indicators if item.id in keys and item.scored)
        if below or own:
            kept.append(group.model_copy(update={"groups": below, "indicators": own}))
    return tuple(kept)


def _restricted(assessment: Assessment, keys: Collection[str]) -> Assessment:
    answers = {key: item for key, item in assessment.answers.items() if key in keys}
    return assessment.model_copy(update={"answers": answers, "profile": "full"})


def _score(edition: Edition, assessment: Assessment, keys: tuple[str, ...]) -> float | None:
    return score_overall(edition, _restricted(assessment, keys)).score if edition.pillars else None


def _share(edition: Edition, assessment: Assessment, keys: tuple[str, ...]) -> float:
    return score_overall(edition, _restricted(assessment, keys)).coverage
