"""What a screen or document says about one gap: what is there, what is missing, why it matters, how sure its place is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment import Assessment, Gap, GapRobustness, Robustness
from assessment.planning.measure_selection import measures_between
from questionnaires import Edition, Indicator, Measure
from reports.analysis import edition_text
from reports.formats import format_number, format_share
from reports.sections.words import descriptor_texts
from translations import gettext as _
from translations import ngettext

SOLID = 0.9
"""A gap's place is called firm where it holds in at least this share of the weightings, with both means."""


@dataclass(frozen=True, slots=True)
class GapWords:
    """One gap in words. `there` and `missing` are descriptors; on an additive scale one for each level."""

    why: str
    there: tuple[str, ...]
    missing: tuple[str, ...]
    measures: tuple[Measure, ...]
    without_measure: tuple[str, ...]
    robustness: str


def gap_words(edition: Edition, gap: Gap, robustness: Robustness | None) -> GapWords:
    indicator, level, target = gap.indicator, gap.current_level, gap.target_level
    return GapWords(
        why=edition_text(indicator.id, "why", indicator.why),
        there=descriptor_texts(edition, indicator, edition.describing(indicator, level)),
        missing=descriptor_texts(edition, indicator, edition.asking(indicator, level, target)),
        measures=measures_between(edition, indicator.id, level, target),
        without_measure=steps_without_measure(edition, indicator, level, target),
        robustness=robustness_sentence(robustness, indicator),
    )


def steps_without_measure(
    edition: Edition, indicator: Indicator, level: int, target: int
) -> tuple[str, ...]:
    """A sentence for each step on the way for which the edition has no measure."""
    return tuple(
        no_measure_sentence(step)
        for step in range(level, target)
        if not measures_between(edition, indicator.id, step, step + 1)
    )


def no_measure_sentence(step: int) -> str:
    return _("No measure is available for the step from level {level} to {next}.").format(
        level=step, next=step + 1
    )


def reached_targets(
    edition: Edition, assessment: Assessment, targets: Mapping[str, int]
) -> tuple[Indicator, ...]:
    """The indicators at or above their targets, in the order of the content: nothing to do."""
    return tuple(
        edition.indicators[key]
        for key, target in targets.items()
        if (level := assessment.level(key)) is not None and level >= target
    )


def nothing_to_do_sentence(number: int) -> str:
    """Said above the list of what has reached its target; also where that is nothing."""
    if not number:
        return _("No question has reached its target yet.")
    return ngettext(
        "{number} question stands at its target or above; nothing has to be done there.",
        "{number} questions stand at their targets or above; nothing has to be done there.",
        number,
    ).format(number=number)


def robustness_sentence(robustness: Robustness | None, indicator: Indicator) -> str:
    """How often the gap is among the largest; empty where that was not computed, or says nothing."""
    if robustness is None or robustness.is_trivial:
        return ""
    found = robustness.of(indicator.id)
    if found is None:
        return _("It is no part of the score, so no weighting moves it.")
    return _(
        "Among the {first} largest in {share} of {draws} random weightings; {geometric} with the geometric mean."
    ).format(
        first=format_number(robustness.first),
        share=share_of_draws(found.arithmetic),
        draws=format_number(robustness.draws),
        geometric=share_of_draws(found.geometric),
    )


def share_of_draws(share: float) -> str:
    """A share in per cent that says 0 or 100 only where it is so without exception."""
    if 0 < share < 0.01:
        return _("less than {share}").format(share=format_share(0.01))
    if 0.99 < share < 1:
        return _("more than {share}").format(share=format_share(0.99))
    return format_share(share)


def robustness_text(robustness: Robustness | None) -> str:
    """What was done, in words, above the figure; and why, where there is nothing to show."""
    if robustness is None:
        return _(
            "How far this order depends on the weights was not computed: the edition's scores are no plain means."
        )
    if not robustness.gaps:
        return ""
    if robustness.is_trivial:
        return _(
            "There are no more than {first} gaps in the score, so each is among the {first} largest whatever the "
            "weights."
        ).format(first=format_number(robustness.first))
    return _(
        "How far does this depend on the weights? All weights were drawn anew {draws} times, each between half and "
        "twice its size. Each time a gap's size was its factors times what closing it adds to the overall score. The "
        "same was done with the geometric mean, which lets strong parts make up less for weak ones."
    ).format(draws=format_number(robustness.draws))


def is_firm(found: GapRobustness) -> bool:
    return min(found.arithmetic, found.geometric) >= SOLID


def robustness_title(robustness: Robustness) -> str:
    """The finding, as the title of the figure."""
    firm = sum(map(is_firm, robustness.gaps))
    if not firm:
        return _(
            "No gap stays among the {first} largest in {share} of the weightings: the order depends on the weights"
        ).format(first=format_number(robustness.first), share=format_share(SOLID))
    return ngettext(
        "{number} gap stays among the {first} largest in at least {share} of the weightings, with both means",
        "{number} gaps stay among the {first} largest in at least {share} of the weightings, with both means",
        firm,
    ).format(number=firm, first=format_number(robustness.first), share=format_share(SOLID))


SHOWN = 0.05
"""Gaps that are rarely among the largest are counted below the figure, not drawn."""

MOST_SHOWN = 18
"""More rows would not fit a page."""


def shown_in_figure(robustness: Robustness) -> tuple[GapRobustness, ...]:
    """The gaps that the figure draws, the most frequent first; ties stay in the order of priority."""
    found = (item for item in robustness.gaps if max(item.arithmetic, item.geometric) >= SHOWN)
    return tuple(sorted(found, key=_rarity))[:MOST_SHOWN]


def _rarity(item: GapRobustness) -> float:
    return -max(item.arithmetic, item.geometric)


def not_shown_sentence(robustness: Robustness) -> str:
    """How many gaps the figure leaves out, and how rare they are; empty where it leaves out none."""
    shown = shown_in_figure(robustness)
    left = [max(item.arithmetic, item.geometric) for item in robustness.gaps if item not in shown]
    if not left:
        return ""
    return ngettext(
        "{number} further gap is among the {first} largest in at most {share}.",
        "{number} further gaps are among the {first} largest in at most {share}.",
        len(left),
    ).format(number=len(left), first=format_number(robustness.first), share=format_share(max(left)))


def robustness_in_words(robustness: Robustness) -> str:
    """The numbers of the figure as a text."""
    return " ".join(
        _("{id}: {share}, geometric mean {geometric}.").format(
            id=item.indicator_id,
            share=share_of_draws(item.arithmetic),
            geometric=share_of_draws(item.geometric),
        )
        for item in shown_in_figure(robustness)
    )
