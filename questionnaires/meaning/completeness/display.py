"""Lint of the display of any edition: scores in per cent, and letters of pillars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import EDITION_FILE, all_indicators, pillar_file
from questionnaires.model import Edition, Group, Indicator, TierSettings
from translations import gettext as _


def per_cent_is_of_one(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where scores are printed in per cent and one of them can be above 1: a 1.88 as 188 %."""
    if edition.scoring.rounding.factor != PER_CENT:
        return
    tops = {item.id: _top(edition, item) for _file, _where, item in all_indicators(edition)}
    highest = max((*tops.values(), *_sums(edition, tops)), default=0.0)
    if highest > 1 + TOLERANCE:
        yield Problem(
            EDITION_FILE,
            "scoring: rounding: factor",
            _("is 100, so scores are printed in per cent, and one can be {highest:g}.").format(
                highest=highest
            ),
            _("Use the factor 1, or values of levels, points and weights that end at 1."),
        )


PER_CENT = 100.0
"""The factor with which scores are printed in per cent (`reports.formats.Formats`)."""

TOLERANCE = 1e-9


def _top(edition: Edition, indicator: Indicator) -> float:
    """The highest value of an answer."""
    if indicator.number is not None:
        return indicator.number.points[1]
    return edition.scale_of(indicator).values[-1]


def _sums(edition: Edition, tops: dict[str, float]) -> Iterator[float]:
    """The highest score of each pillar, and of the whole."""
    pillars = [(item.weight, _highest(edition, item, 1, tops)) for item in edition.pillars]
    yield from (value for _weight, value in pillars)
    yield _join(edition.settings_of(None, 0), pillars)


def _highest(edition: Edition, group: Group, tier: int, tops: dict[str, float]) -> float:
    """The highest score of a group: with every answer at its top."""
    parts = [(item.weight, tops[item.id]) for item in group.indicators if item.scored]
    parts += [(item.weight, _highest(edition, item, tier + 1, tops)) for item in group.groups]
    return _join(edition.settings_of(group, tier), parts)


def _join(settings: TierSettings, parts: list[tuple[float, float]]) -> float:
    """The highest value of these parts: their sum, or for any mean and extreme at most the highest of them."""
    if settings.aggregation == "sum":
        return sum(weight * value for weight, value in parts)
    return max((value for _weight, value in parts), default=0.0)


def letters_differ(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each pillar with the letter of another."""
    times = Counter(pillar.letter.casefold() for pillar in edition.pillars if pillar.letter)
    for pillar in edition.pillars:
        if times[pillar.letter.casefold()] > 1:
            yield Problem(
                pillar_file(pillar),
                "letter",
                _("another pillar has the letter '{letter}' too.").format(letter=pillar.letter),
                _("Give each a letter of its own, or none: then one is made from its id."),
            )
