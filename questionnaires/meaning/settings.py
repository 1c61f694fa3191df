"""Check that the scoring settings can be computed on the edition's scales."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import EDITION_FILE, all_groups, all_indicators
from questionnaires.model import Edition, Indicator, TierSettings
from translations import gettext as _

NEEDS_POSITIVE = ("geometric_mean", "harmonic_mean")


def settings_can_be_computed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each mean of possibly negative values, and for a default target on no scale."""
    if _has_negative_values(edition):
        for file, where, tier in _all_settings(edition):
            if tier.aggregation in NEEDS_POSITIVE:
                yield Problem(
                    file,
                    f"{where}: aggregation",
                    _("a {mean} can't be taken of negative values, and a scale has them.").format(
                        mean=tier.aggregation
                    ),
                    _("Use values from 0 up, or the aggregation arithmetic_mean."),
                )
    top = max((scale.top_level for scale in edition.about.scales.values()), default=0)
    target = edition.scoring.default_target
    if target is not None and target > top:
        yield Problem(
            EDITION_FILE,
            "scoring: default_target",
            _("level {level} is on no scale.").format(level=target),
            _("Use a level from 0 to {top}.").format(top=top),
        )


def _all_settings(edition: Edition) -> Iterator[tuple[str, str, TierSettings]]:
    for number, tier in enumerate(edition.scoring.tiers, start=1):
        yield EDITION_FILE, f"scoring: tiers: {number}", tier
    yield EDITION_FILE, "scoring: clauses", edition.scoring.clauses
    for file, where, group in all_groups(edition):
        if group.scoring is not None:
            yield file, f"{where}: scoring" if where else "scoring", group.scoring


def _has_negative_values(edition: Edition) -> bool:
    """Whether an answer can have a value below 0."""
    return any(_lowest(edition, item) < 0 for _file, _where, item in all_indicators(edition))


def _lowest(edition: Edition, indicator: Indicator) -> float:
    """The value of the lowest answer; 0 where the scale is unknown, which another check reports."""
    if indicator.number is not None:
        return indicator.number.points[0]
    scale = edition.about.scales.get(indicator.scale)
    return scale.values[0] if scale is not None else 0.0
