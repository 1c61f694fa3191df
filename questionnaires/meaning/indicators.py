"""Check that an indicator can be answered: with described levels of its scale, or with a figure between goalposts."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.conditions import condition_problems
from questionnaires.meaning.places import all_groups, all_indicators
from questionnaires.model import Edition, Indicator, NumberRange, parse_condition
from questionnaires.remedies import use_one_of
from translations import gettext as _


def groups_are_not_empty(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each group without indicators and groups."""
    for file, where, group in all_groups(edition):
        if not group.groups and not group.indicators:
            yield Problem(
                file,
                where,
                _("holds no indicator."),
                _("Add one under 'indicators', or delete the group."),
            )


def indicators_fit_their_scale(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown scale, missing descriptor or impossible goalpost."""
    for file, where, indicator in all_indicators(edition):
        if indicator.number is None:
            yield from _descriptors(edition, file, where, indicator)
            continue
        if indicator.descriptors:
            yield Problem(
                file,
                f"{where}: descriptors",
                _("an indicator answered with a figure has no levels to describe."),
                _("Delete the descriptors, or the key 'number'."),
            )
        yield from _goalposts(file, f"{where}: number", indicator.number)


MOST_COMPANIONS = 3
"""Most companions of a danger: with more, hardly any plan could be said to work."""


def companions_can_stand(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for companions of an indicator that is no danger, too many, and each that no level can meet."""
    for file, where, indicator in all_indicators(edition):
        place = f"{where}: companions"
        if indicator.companions and not indicator.severe:
            yield Problem(
                file,
                place,
                _("the indicator is not severe."),
                _("Delete them, or set severe: true."),
            )
        if len(indicator.companions) > MOST_COMPANIONS:
            yield Problem(
                file,
                place,
                _("there are more than {most}.").format(most=MOST_COMPANIONS),
                _("Keep those without which it helps no child."),
            )
        for companion in indicator.companions:
            condition = parse_condition(companion.needs)
            if condition is None:
                continue
            yield from condition_problems(edition, file, place, condition)
            if condition.operator != ">=" or condition.indicator == indicator.id:
                yield Problem(
                    file,
                    place,
                    _("{condition} is no level of another indicator to reach.").format(
                        condition=companion.needs
                    ),
                    _("Write another indicator and the level it needs, such as T13>=3."),
                )


def _descriptors(
    edition: Edition, file: str, where: str, indicator: Indicator
) -> Iterator[Problem]:
    scale = edition.about.scales.get(indicator.scale)
    if scale is None:
        yield Problem(
            file,
            f"{where}: scale",
            _("refers to the scale '{scale}', which edition.yaml does not have.").format(
                scale=indicator.scale
            ),
            use_one_of(
                edition.about.scales, _("Add the scale there, or the key 'number' for a figure.")
            ),
        )
        return
    present, needed = len(indicator.descriptors), len(scale.levels)
    if present == needed or (scale.self_explanatory and not present):
        return
    yield Problem(
        file,
        f"{where}: descriptors",
        _("there are {given}, but the scale '{scale}' has {needed} levels.").format(
            given=present, scale=indicator.scale, needed=needed
        ),
        _("Write one descriptor a level, the lowest first."),
    )


def _goalposts(file: str, where: str, number: NumberRange) -> Iterator[Problem]:
    if number.worst == number.best:
        yield Problem(
            file,
            where,
            _("the goalposts 'worst' and 'best' are the same figure."),
            _("Give them different figures; 'worst' may be the higher one."),
        )
    elif number.transform == "log" and min(number.worst, number.best) <= 0:
        yield Problem(
            file,
            where,
            _("a logarithm needs goalposts above 0."),
            _("Raise 'worst' and 'best' above 0, or use the transform 'linear'."),
        )
    if number.points[0] >= number.points[1]:
        yield Problem(
            file,
            f"{where}: points",
            _("the first does not count less than the second."),
            _("Give what 'worst' counts, then what 'best' counts, such as [0, 1]."),
        )
    if (
        number.minimum is not None
        and number.maximum is not None
        and number.minimum > number.maximum
    ):
        yield Problem(
            file,
            where,
            _("'minimum' is above 'maximum', so no figure is possible."),
            _("Exchange the two, or leave one out."),
        )
