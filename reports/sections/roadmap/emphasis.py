"""Labels and sentences on what a plan puts first, and the dangers that it closes."""

from __future__ import annotations

from collections.abc import Iterator

from assessment import (
    Assessment,
    Emphasis,
    EmphasisOutcome,
    GoalKind,
    Load,
    OpenDanger,
    Roadmap,
    cost_currency,
)
from assessment.planning.schedule.goals import BALANCED_FACTORS
from assessment.planning.schedule.problem import Tier
from questionnaires import Edition
from reports.formats import format_money, format_share
from reports.joining import join_clauses
from reports.sections.labels import named_measure, named_measures, named_question, named_questions
from reports.sections.roadmap.plan_descriptions import lacks_text
from translations import gettext as _
from translations import ngettext


def emphasis_name(emphasis: Emphasis) -> str:
    """The label of an emphasis."""
    return {
        Emphasis.DANGER_FIRST: _("Dangers first"),
        Emphasis.BALANCED: _("Balanced"),
        Emphasis.WIDEST_GAIN: _("Widest gain"),
    }[emphasis]


def emphasis_sentence(emphasis: Emphasis) -> str:
    """The sentence that says what a plan puts first."""
    return {
        Emphasis.DANGER_FIRST: _(
            "Dangers first: what may put a child in danger is closed first, then the other core gaps, then the rest."
        ),
        Emphasis.BALANCED: _(
            "Balanced: a level of a danger weighs {danger} times, of another core gap {core} times any other."
        ).format(danger=BALANCED_FACTORS[Tier.DANGER], core=BALANCED_FACTORS[Tier.CORE]),
        Emphasis.WIDEST_GAIN: _("Widest gain: the plan raises as many levels as early as it can."),
    }[emphasis]


def load_sentences(load: Load) -> Iterator[str]:
    """Yield the sentences on the ceilings of what is under way at once."""
    if load.in_all is not None:
        yield ngettext(
            "No more than {number} measure is under way at once.",
            "No more than {number} measures are under way at once.",
            load.in_all,
        ).format(number=load.in_all)
    if load.first_year is not None:
        yield _("In the first year no more than {number} are.").format(number=load.first_year)
    if load.first_quarter is not None:
        yield _("No more than {number} start in the first quarter.").format(
            number=load.first_quarter
        )


def dangers_count_sentence(roadmap: Roadmap) -> str:
    """The sentence on the number of dangers that a plan closes; empty where no gap is one."""
    dangers = roadmap.dangers
    if not dangers.total:
        return ""
    return _("Dangers closed: {closed} of {total}.").format(
        closed=len(dangers.closed), total=dangers.total
    )


def dangers_sentence(edition: Edition, roadmap: Roadmap) -> str:
    """The sentence on the dangers that a plan closes; empty where no gap is one."""
    closed, left = dangers_count_sentence(roadmap), roadmap.dangers.left
    if not left:
        return closed
    open_ones = _("{mark}: {text}").format(
        mark=_("Dangers that this plan leaves open"), text=named_questions(edition, left)
    )
    sentence = _("{text}.").format(text=open_ones)
    return f"{closed} {sentence}"


def open_dangers_title(roadmap: Roadmap) -> str:
    """The title over the dangers left open: that no plan closes more where that is proven."""
    closed = roadmap.schedule.goal(GoalKind.DANGERS_CLOSED)
    if closed is not None and closed.proven and not roadmap.conflicts:
        return _("Dangers that no plan within these limits closes as well")
    return _("Dangers that this plan leaves open")


def open_danger_sentences(
    edition: Edition, assessment: Assessment, roadmap: Roadmap
) -> tuple[str, ...]:
    """For each danger left open: what it is, the measures missing, their price, and what would make them fit."""
    return tuple(
        _("{id}: {text}").format(
            id=named_question(edition, item.indicator),
            text=_open_danger_text(edition, assessment, roadmap, item),
        )
        for item in roadmap.open_dangers
    )


def _open_danger_text(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, item: OpenDanger
) -> str:
    if item.blocked_by:
        return ngettext(
            "decisions stand against it: {ids} must not be done or was stopped.",
            "decisions stand against it: {ids} must not be done or were stopped.",
            len(item.blocked_by),
        ).format(ids=named_measures(edition, item.blocked_by))
    months = (item.quarters or 0) * 3
    if not item.measures and months:
        return ngettext(
            "what is under way ends after the plan; a plan of {months} month reaches it.",
            "what is under way ends after the plan; a plan of {months} months reaches it.",
            months,
        ).format(months=months)
    if not item.measures:
        return _("no measure leads to its target, or what it waits for must not be done.")
    price = _("{measures} would close it, for {amount} until the end of the plan.").format(
        measures=join_clauses(named_measure(edition, key) for key in item.measures),
        amount=format_money(cost_currency(edition, assessment.plan), item.cost),
    )
    if months:
        return ngettext(
            "{price} This takes a plan of {months} month.",
            "{price} This takes a plan of {months} months.",
            months,
        ).format(price=price, months=months)
    lacks = lacks_text(edition, assessment, roadmap, item.shortages)
    if not lacks:
        return _("{price} There is room for this beside the plan.").format(price=price)
    return _("{price} Missing: {lacks}.").format(price=price, lacks=lacks)


def count_text(closed: int, total: int) -> str:
    """A number of gaps closed of all, as text."""
    return _("{closed} of {total}").format(closed=closed, total=total) if total else "–"


def score_text(item: EmphasisOutcome) -> str:
    """The score at the end of a plan; of one that is not known the lower bound."""
    if item.end is None:
        return "–"
    if item.end.score is not None:
        return format_share(item.end.score)
    return _("at least {low}").format(low=format_share(item.end.low))
