"""Texts on gaps for screens and documents: descriptors reached and missing, reason, robustness of the rank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment import Assessment, Gap, GapRobustness, Robustness, counted_assessment
from assessment.planning.measure_selection import measures_between
from questionnaires import Edition, Indicator, Measure
from questionnaires.labels import edition_text
from reports.formats import format_number, format_share
from reports.joining import join_clauses, listed
from reports.sections.labels import BRIEF_LENGTH, descriptor_texts, named_condition
from translations import gettext as _
from translations import ngettext

SOLID = 0.9
"""Minimum share of the random weightings, with both means, for a rank to be called firm."""


@dataclass(frozen=True, slots=True)
class GapDescription:
    """Texts on one gap. `there` and `missing` are descriptors; on an additive scale one for each level."""

    why: str
    there: tuple[str, ...]
    missing: tuple[str, ...]
    measures: tuple[Measure, ...]
    without_measure: tuple[str, ...]
    robustness: str
    reasons: tuple[str, ...]
    """What decides its place, in the order in which it does."""
    readiness: str
    """Whether work can begin now, or what the next step waits for."""


def describe_gap(edition: Edition, gap: Gap, robustness: Robustness | None) -> GapDescription:
    """Texts on one gap; without `robustness` those on its rank are empty."""
    indicator, level, target = gap.indicator, gap.current_level, gap.target_level
    return GapDescription(
        why=edition_text(indicator.id, "why", indicator.why),
        there=descriptor_texts(edition, indicator, edition.describing(indicator, level)),
        missing=descriptor_texts(edition, indicator, edition.asking(indicator, level, target)),
        measures=measures_between(edition, indicator.id, level, target),
        without_measure=steps_without_measure(edition, indicator, level, target),
        robustness=robustness_sentence(robustness, indicator),
        reasons=tuple(_reasons(edition, gap)),
        readiness=readiness(edition, gap),
    )


def _reasons(edition: Edition, gap: Gap) -> Iterator[str]:
    """Yield what decides the place of a gap: danger, distance, core, rise of the score."""
    if gap.indicator.severe:
        yield _("a child may be in danger")
    yield ngettext("{count} level short", "{count} levels short", gap.gap).format(count=gap.gap)
    if gap.indicator.core:
        yield _("core")
    if gap.reach:
        yield _("adds {points} points to the overall score").format(
            points=format_number(gap.reach * edition.scoring.rounding.factor, 1)
        )


def readiness(edition: Edition, gap: Gap) -> str:
    """Whether work on a gap can begin now, or what its next step waits for."""
    if not gap.waits_for:
        return _("can begin now")
    return _("waits for {items}").format(
        items=listed(named_condition(edition, text, BRIEF_LENGTH) for text in gap.waits_for)
    )


def gap_sentence(edition: Edition, gap: Gap) -> str:
    """What decides the place of a gap and what it waits for, as one sentence."""
    return sentence_of((*_reasons(edition, gap), readiness(edition, gap)))


def sentence_of(parts: Sequence[str]) -> str:
    """Phrases as one sentence, separated by semicolons, with a capital letter and a full stop."""
    text = join_clauses(parts)
    return _("{sentence}.").format(sentence=text[:1].upper() + text[1:])


def order_sentence() -> str:
    """Sentences on the order of the gaps."""
    return _(
        "First come gaps that may put a child in danger, then the larger ones; of those of one size core ones, then "
        "those with the larger weight. What a gap waits for is stated with it and does not change its place."
    )


def steps_without_measure(
    edition: Edition, indicator: Indicator, level: int, target: int
) -> tuple[str, ...]:
    """A sentence for each step between the levels for which an edition with measures has none."""
    if not edition.measures:
        return ()
    return tuple(
        no_measure_sentence(step)
        for step in range(level, target)
        if not measures_between(edition, indicator.id, step, step + 1)
    )


def no_measure_sentence(step: int) -> str:
    """Sentence on the missing measure for the step from level `step` to the next."""
    return _("No measure is available for the step from level {level} to {next}.").format(
        level=step, next=step + 1
    )


def reached_targets(
    edition: Edition, assessment: Assessment, targets: Mapping[str, int]
) -> tuple[Indicator, ...]:
    """The indicators at or above their targets, in the order of the content."""
    counted = counted_assessment(edition, assessment)
    return tuple(
        edition.indicators[key]
        for key, target in targets.items()
        if (level := counted.level(key)) is not None and level >= target
    )


def figures_only_sentence(edition: Edition) -> str:
    """Sentence on an edition of figures, which have no target levels; empty for one with levels."""
    if edition.longest_scale is not None:
        return ""
    return _("Every question is answered with a figure, and a figure has no target level.")


def nothing_to_do_sentence(number: int) -> str:
    """Sentence above the list of the `number` indicators at their targets; also for 0."""
    if not number:
        return _("No question has reached its target yet.")
    return ngettext(
        "{number} question stands at its target or above; nothing has to be done there.",
        "{number} questions stand at their targets or above; nothing has to be done there.",
        number,
    ).format(number=number)


def robustness_sentence(robustness: Robustness | None, indicator: Indicator) -> str:
    """How often the gap is among the largest; empty where it was not computed or is trivial."""
    if robustness is None or robustness.is_trivial:
        return ""
    frequency = robustness.of(indicator.id)
    if frequency is None:
        return _("It is no part of the score, so no weighting moves it.")
    return _(
        "Among the {first} largest in {share} of {draws} random weightings; {geometric} with the geometric mean."
    ).format(
        first=format_number(robustness.first),
        share=share_of_draws(frequency.arithmetic),
        draws=format_number(robustness.draws),
        geometric=share_of_draws(frequency.geometric),
    )


def share_of_draws(share: float) -> str:
    """A share in per cent; 0 and 100 only for exactly 0 and 1."""
    if 0 < share < 0.01:
        return _("less than {share}").format(share=format_share(0.01))
    if 0.99 < share < 1:
        return _("more than {share}").format(share=format_share(0.99))
    return format_share(share)


def robustness_text(robustness: Robustness | None) -> str:
    """Text above the chart on the random weightings, or on why there is no chart."""
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
        "twice its size. Each time a gap's size was what closing it adds to the overall score, and more if it is core; a "
        "gap that may put a child in danger counted as larger than any other. The same was done with the geometric mean, which lets strong parts make up less for weak ones."
    ).format(draws=format_number(robustness.draws))


def is_firm(gap: GapRobustness) -> bool:
    """Whether the gap is among the largest in at least the share `SOLID` of the weightings, with both means."""
    return min(gap.arithmetic, gap.geometric) >= SOLID


def robustness_title(robustness: Robustness) -> str:
    """Title of the chart: the number of gaps with a firm rank."""
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
"""Minimum share to be drawn; rarer gaps are counted below the chart."""

MAXIMUM_CHARTED = 10
"""Maximum number of rows of the chart, which is half a page; the table of gaps has the share of each."""


def charted_gaps(robustness: Robustness) -> tuple[GapRobustness, ...]:
    """The gaps that the chart draws, the most frequent first; ties stay in the order of priority."""
    frequent = (item for item in robustness.gaps if max(item.arithmetic, item.geometric) >= SHOWN)
    return tuple(sorted(frequent, key=_rarity))[:MAXIMUM_CHARTED]


def _rarity(item: GapRobustness) -> float:
    return -max(item.arithmetic, item.geometric)


def not_shown_sentence(robustness: Robustness) -> str:
    """How many gaps the chart leaves out, and their maximum share; empty where it leaves out none."""
    shown = charted_gaps(robustness)
    left = [max(item.arithmetic, item.geometric) for item in robustness.gaps if item not in shown]
    if not left:
        return ""
    return ngettext(
        "{number} further gap is among the {first} largest in at most {share}.",
        "{number} further gaps are among the {first} largest in at most {share}.",
        len(left),
    ).format(number=len(left), first=format_number(robustness.first), share=format_share(max(left)))


def robustness_summary(robustness: Robustness) -> str:
    """Text alternative of the chart: both shares of each gap."""
    return " ".join(
        _("{id}: {share}, geometric mean {geometric}.").format(
            id=item.indicator_id,
            share=share_of_draws(item.arithmetic),
            geometric=share_of_draws(item.geometric),
        )
        for item in charted_gaps(robustness)
    )
