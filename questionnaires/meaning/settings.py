"""Check that the scoring settings can be computed on the edition's scales."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from questionnaires.errors import Problem
from questionnaires.meaning.places import (
    EDITION_FILE,
    all_groups,
    all_indicators,
    unknown_indicator,
)
from questionnaires.model import Edition, Indicator, TierSettings
from questionnaires.remedies import add_or_use
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


def targets_and_bands_are_possible(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each target on no scale, unknown target profile, band out of order and level without proof."""
    yield from _target_problems(edition)
    yield from _band_problems(edition)
    level, top = edition.scoring.evidence_from, _longest(edition)
    if level is not None and level > top:
        yield _off_all_scales("scoring: evidence_from", level, top)


def _longest(edition: Edition) -> int:
    return max((scale.top_level for scale in edition.about.scales.values()), default=0)


def _off_all_scales(where: str, level: int, top: int) -> Problem:
    return Problem(
        EDITION_FILE,
        where,
        _("level {level} is on no scale.").format(level=level),
        _("Use a level from 0 to {top}.").format(top=top),
    )


def _target_problems(edition: Edition) -> Iterator[Problem]:
    top = _longest(edition)
    for profile in edition.scoring.target_profiles:
        where = f"scoring: target_profiles: {profile.id}"
        if profile.level is None and profile.above_today is None and not profile.targets:
            yield Problem(
                EDITION_FILE,
                where,
                _("sets no target."),
                _("Give 'level', 'above_today' or 'targets'."),
            )
        if profile.level is not None and profile.level > top:
            yield _off_all_scales(f"{where}: level", profile.level, top)
        for key, level in profile.targets.items():
            indicator = edition.indicators.get(key)
            if indicator is None:
                yield unknown_indicator(EDITION_FILE, f"{where}: targets", key)
            elif indicator.number is not None:
                yield Problem(
                    EDITION_FILE,
                    f"{where}: targets: {key}",
                    _("is answered with a figure; it has no target level."),
                    _("Delete the target."),
                )
            elif (scale := edition.about.scales.get(indicator.scale)) and level > scale.top_level:
                yield Problem(
                    EDITION_FILE,
                    f"{where}: targets: {key}",
                    _("level {level} is not on its scale.").format(level=level),
                    _("Use a level from 0 to {top}.").format(top=scale.top_level),
                )
    chosen = edition.scoring.target_profile
    if chosen is not None and chosen not in edition.target_profile:
        yield Problem(
            EDITION_FILE,
            "scoring: target_profile",
            _("'{id}' is not listed under 'target_profiles'.").format(id=chosen),
            add_or_use(edition.target_profile),
        )


def _band_problems(edition: Edition) -> Iterator[Problem]:
    bands = edition.scoring.bands
    for number, (before, band) in enumerate(pairwise(bands), start=2):
        if before.up_to is None or (band.up_to is not None and band.up_to <= before.up_to):
            yield Problem(
                EDITION_FILE,
                f"scoring: bands: {number}",
                _("does not end above the band before it."),
                _("List the bands from the lowest to the highest; only the last has no 'up_to'."),
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
