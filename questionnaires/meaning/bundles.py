"""Check that bundles can be planned as one, and that the options of an alternative lead to the same levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from questionnaires.errors import Problem
from questionnaires.meaning.places import BUNDLES_FILE
from questionnaires.meaning.prerequisites import measures_waited_for
from questionnaires.model import Alternative, Bundle, Edition, Measure
from questionnaires.remedies import use_one_of
from translations import gettext as _


def bundles_can_be_planned(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each member that is unknown, in two bundles, unlike the first or waiting for another member."""
    bundle_of: dict[str, str] = {}
    for bundle in edition.bundles:
        where = f"bundles: {bundle.id}: members"
        known: list[Measure] = []
        for member in bundle.members:
            key = member.measure
            if key not in edition.measure:
                yield _unknown_measure(edition, f"{where}: {key}", key)
            elif key in bundle_of:
                yield Problem(
                    BUNDLES_FILE,
                    f"{where}: {key}",
                    _("it is in the bundle {bundle} already.").format(bundle=bundle_of[key]),
                    _("A measure goes through one procedure: keep it in one bundle, once."),
                )
            else:
                bundle_of[key] = bundle.id
                known.append(edition.measure[key])
        yield from _unlike_members(edition, bundle, known)
        yield from _members_in_sequence(edition, bundle, known)


def _unlike_members(
    edition: Edition, bundle: Bundle, known: Sequence[Measure]
) -> Iterator[Problem]:
    """Yield a problem for each member that the lead or the pillar of the first one does not share."""
    for measure in known[1:]:
        first = known[0]
        where = f"bundles: {bundle.id}: members: {measure.id}"
        if measure.lead != first.lead and {measure.lead, first.lead} <= edition.role.keys():
            yield Problem(
                BUNDLES_FILE,
                where,
                _("{lead} leads it, and {other} leads {first}.").format(
                    lead=measure.lead, other=first.lead, first=first.id
                ),
                _("One body leads a procedure: take the measure out, or correct its lead."),
            )
        pillars = [edition.pillar_of.get(item.lifts.indicator) for item in (first, measure)]
        if None not in pillars and pillars[0] is not pillars[1]:
            yield Problem(
                BUNDLES_FILE,
                where,
                _("it is in another pillar than {first}.").format(first=first.id),
                _("Take it out: capacity is counted by pillar."),
            )


def _members_in_sequence(
    edition: Edition, bundle: Bundle, known: Sequence[Measure]
) -> Iterator[Problem]:
    """Yield a problem for each member that waits, directly or through others, for another member."""
    members = {item.id for item in known}
    for measure in known:
        reached, left = {measure.id}, [measure.id]
        while left:
            for key in measures_waited_for(edition, edition.measure[left.pop()]):
                if key not in reached:
                    reached.add(key)
                    left.append(key)
        earlier = [item.id for item in known if item.id in reached & members - {measure.id}]
        if earlier:
            yield Problem(
                BUNDLES_FILE,
                f"bundles: {bundle.id}: members: {measure.id}",
                _("it waits for {earlier}, so the two can't end together.").format(
                    earlier=", ".join(earlier)
                ),
                _("Take one of them out, or correct the prerequisite."),
            )


def alternatives_lead_to_the_same(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each option with an unknown or repeated measure, and for options that lift differently."""
    used: dict[str, str] = {}
    for alternative in edition.alternatives:
        where = f"alternatives: {alternative.id}: options"
        sound = True
        for key in (key for option in alternative.options for key in option):
            if key not in edition.measure:
                sound = False
                yield _unknown_measure(edition, f"{where}: {key}", key)
            elif key in used:
                sound = False
                yield Problem(
                    BUNDLES_FILE,
                    f"{where}: {key}",
                    _("it is an option of {alternative} already.").format(alternative=used[key]),
                    _("Name it once."),
                )
            else:
                used[key] = alternative.id
        if sound:
            yield from _different_steps(edition, alternative, where)
            yield from _waiting_for_one_option(edition, alternative)


def _different_steps(edition: Edition, alternative: Alternative, where: str) -> Iterator[Problem]:
    """Yield a problem for each option that does not cover the steps of the first one."""
    steps = [
        {
            (lift.indicator, level)
            for key in option
            for lift in [edition.measure[key].lifts]
            for level in range(lift.from_level, lift.to_level)
        }
        for option in alternative.options
    ]
    for option, own in zip(alternative.options[1:], steps[1:], strict=True):
        if own != steps[0]:
            yield Problem(
                BUNDLES_FILE,
                f"{where}: {option[0]}",
                _("it leads to other levels than {first}.").format(
                    first=", ".join(alternative.options[0])
                ),
                _("Options replace each other: let all of them cover the same steps."),
            )
    if len({indicator for indicator, _level in steps[0]}) > 1:
        yield Problem(
            BUNDLES_FILE,
            where,
            _("they lift more than one indicator."),
            _("Make an alternative for each indicator."),
        )


def _waiting_for_one_option(edition: Edition, alternative: Alternative) -> Iterator[Problem]:
    """Yield a problem for each measure that names a measure of one option as its prerequisite, from outside of it."""
    for measure in edition.measures:
        for text in measure.prerequisites:
            option = alternative.option_of(text)
            if option and measure.id not in option:
                yield Problem(
                    BUNDLES_FILE,
                    f"alternatives: {alternative.id}: options: {text}",
                    _("{measure} waits for it, and a plan may take another option.").format(
                        measure=measure.id
                    ),
                    _("Let {measure} wait for a level, such as {level}.").format(
                        measure=measure.id,
                        level=f"{edition.measure[text].lifts.indicator}>="
                        f"{edition.measure[text].holds_at_level}",
                    ),
                )


def _unknown_measure(edition: Edition, where: str, key: str) -> Problem:
    return Problem(
        BUNDLES_FILE,
        where,
        _("there is no measure '{key}'.").format(key=key),
        use_one_of(edition.measure, _("Add the measure, or take it out.")),
    )
