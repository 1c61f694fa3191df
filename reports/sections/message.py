"""The message on one page: where we stand, what to do first, what it costs, what we ask of partners."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Action, cost_currency, unknown_indicators
from reports.analysis import Analysis, edition_text
from reports.formats import format_money_range, format_quarters, format_share
from reports.sections.costs import biggest_bands, plan_cost, price_year
from translations import gettext as _
from translations import ngettext

FIRST_THINGS = 5


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the first actions."""

    letter: str
    colour: str
    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure with what it counts."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a minister reads if it is only one page."""

    headline: str
    figures: tuple[KeyFigure, ...]
    standing: tuple[str, ...]
    first_title: str
    first: tuple[FirstThing, ...]
    first_remark: str
    cost: tuple[str, ...]
    partners: tuple[str, ...]


def message(facts: Analysis) -> Message:
    first = facts.roadmap.actions[:FIRST_THINGS]
    return Message(
        headline=_headline(facts),
        figures=_figures(facts),
        standing=_standing(facts),
        first_title=_("The first things to do"),
        first=tuple(_first(facts, action) for action in first),
        first_remark=_first_remark(facts),
        cost=_cost(facts),
        partners=_partners(facts),
    )


def _headline(facts: Analysis) -> str:
    overall, known = facts.scores.overall, facts.known
    if not known:
        return _("No question has been answered with a level yet")
    if overall.score is None and facts.gaps:
        return ngettext(
            "{number} of {known} known indicator is below its target",
            "{number} of {known} known indicators are below their targets",
            known,
        ).format(number=len(facts.gaps), known=known)
    if not facts.gaps:
        return _("Every answered indicator has reached its target")
    scored = [node for node in facts.scores.pillars if node.score is not None]
    lowest = min((node.score or 0.0 for node in scored), default=0.0)
    furthest = [node for node in scored if node.score == lowest]
    if len(furthest) == 1 and len(scored) == len(facts.scores.pillars) > 1:
        return _("Furthest behind: {pillar}").format(pillar=facts.pillar_name(furthest[0].id))
    return ngettext(
        "{number} indicator is below its target",
        "{number} indicators are below their targets",
        len(facts.gaps),
    ).format(number=len(facts.gaps))


def _figures(facts: Analysis) -> tuple[KeyFigure, ...]:
    overall, formats = facts.scores.overall, facts.formats
    if overall.score is not None:
        first = KeyFigure(formats.score(overall.score), _("overall score"))
    else:
        first = KeyFigure(
            formats.score_range(overall.low, overall.high), _("where the overall score can lie")
        )
    return (
        first,
        KeyFigure(
            _("{answered} of {total}").format(answered=facts.known, total=facts.applicable),
            _("indicators answered with a level"),
        ),
        KeyFigure(str(len(facts.gaps)), _("of them below their target")),
        KeyFigure(str(len(facts.roadmap.actions)), _("measures in the roadmap")),
    )


def coverage_sentence(facts: Analysis) -> str:
    """Whether enough is answered for an overall score, and what the score is or could be."""
    overall, formats = facts.scores.overall, facts.formats
    minimum = facts.edition.settings_of(None, 0).minimum_coverage
    if overall.low is None or overall.high is None:
        return _("No indicator asked is applicable, so there is no score.")
    if overall.score is None:
        return _(
            "Too little is answered for an overall score: {coverage} of the weight, and {minimum} is needed. "
            "If all that is missing stood at the lowest level the score would be {low}, at the highest {high}."
        ).format(
            coverage=format_share(overall.coverage),
            minimum=format_share(minimum),
            low=formats.score(overall.low),
            high=formats.score(overall.high),
        )
    if overall.coverage < 1:
        return _(
            "The overall score is {score}, with {coverage} of the weight answered. If all that is missing stood at "
            "the lowest level it would be {low}, at the highest {high}."
        ).format(
            score=formats.score(overall.score),
            coverage=format_share(overall.coverage),
            low=formats.score(overall.low),
            high=formats.score(overall.high),
        )
    return _("The overall score is {score}; everything is answered.").format(
        score=formats.score(overall.score)
    )


def _standing(facts: Analysis) -> tuple[str, ...]:
    sentences = [coverage_sentence(facts)]
    levels = [
        (indicator, level)
        for indicator in facts.asked
        if (level := facts.assessment.level(indicator.id)) is not None
    ]
    if levels:
        absent = sum(level == 0 for _indicator, level in levels)
        working = sum(
            2 * level > facts.edition.scale_of(indicator).top_level for indicator, level in levels
        )
        sentences.append(
            _(
                "Of {answered} indicators with a level, {working} stand in the upper half of the scale, "
                "and {absent} at its lowest level."
            ).format(answered=len(levels), working=working, absent=absent)
        )
    severe = [gap for gap in facts.gaps if gap.severity_factor > 1]
    if severe:
        sentences.append(
            ngettext(
                "{number} gap concerns something whose absence may put a child in danger: {ids}.",
                "{number} gaps concern something whose absence may put a child in danger: {ids}.",
                len(severe),
            ).format(number=len(severe), ids=", ".join(gap.indicator.id for gap in severe))
        )
    if facts.gates:
        sentences.append(
            ngettext(
                "{number} warning should be looked at before this is published.",
                "{number} warnings should be looked at before this is published.",
                len(facts.gates),
            ).format(number=len(facts.gates))
        )
    return tuple(sentences)


def _first(facts: Analysis, action: Action) -> FirstThing:
    measure = action.measure
    return FirstThing(
        letter=facts.letter(action.pillar_id),
        colour=facts.colour(action.pillar_id),
        code=measure.id,
        title=edition_text(measure.id, "title", measure.title),
        detail=_("{lead}, {when}").format(
            lead=action.lead_name or facts.role_name(measure.lead),
            when=format_quarters(action.start, action.end),
        ),
    )


def _first_remark(facts: Analysis) -> str:
    if facts.roadmap.actions:
        return ""
    if not facts.known:
        return _(
            "First answer the questions: nothing can be planned for an indicator whose level nobody has stated."
        )
    if not facts.gaps:
        return _("No measure is needed to reach the targets. Consider higher targets.")
    return _("No measure fits the horizon of the plan. Lengthen it, or look at what was left out.")


def _cost(facts: Analysis) -> tuple[str, ...]:
    cost, effort = plan_cost(facts), facts.edition.about.effort
    if effort is None:
        return (_("This edition gives no costs."),)
    if not facts.roadmap.actions:
        return (_("Nothing is planned, so there is no cost."),)
    sentences = [
        _("{range} in all, at prices of {year}.").format(
            range=format_money_range(
                cost_currency(facts.edition, facts.assessment.plan), cost.low, cost.high
            ),
            year=price_year(facts),
        )
    ]
    if cost.open_ended:
        sentences.append(
            ngettext(
                "{number} measure has no upper limit; it makes up {share} of the lower figure, "
                "and counts in the upper one with its lower end only.",
                "{number} measures have no upper limit; they make up {share} of the lower figure, "
                "and count in the upper one with their lower end only.",
                cost.open_ended,
            ).format(number=cost.open_ended, share=format_share(cost.open_share))
        )
    else:
        sentences.append(_("No measure in the plan has an open-ended cost."))
    return tuple(sentences)


def _partners(facts: Analysis) -> tuple[str, ...]:
    """What the country can hardly do alone: the largest measures, and finding out what nobody knows."""
    big = [
        action
        for action in facts.roadmap.actions
        if action.measure.effort in biggest_bands(facts.edition)
    ]
    sentences = []
    if big:
        sentences.append(
            ngettext(
                "Money and skills for the largest measure: {titles}.",
                "Money and skills for the {number} largest measures: {titles}.",
                len(big),
            ).format(
                number=len(big),
                titles="; ".join(
                    edition_text(action.measure.id, "title", action.measure.title)
                    for action in big[:3]
                )
                + ("; …" if len(big) > 3 else ""),
            )
        )
    unknown = unknown_indicators(facts.edition, facts.assessment)
    if unknown:
        sentences.append(
            ngettext(
                "Help to find out {number} thing that nobody could answer: {ids}.",
                "Help to find out {number} things that nobody could answer: {ids}.",
                len(unknown),
            ).format(number=len(unknown), ids=", ".join(item.id for item in unknown))
        )
    open_questions = sum(
        facts.assessment.answer(item.id).state == "unanswered" for item in facts.asked
    )
    if open_questions:
        sentences.append(
            ngettext(
                "Answers to the {number} question that is still open.",
                "Answers to the {number} questions that are still open.",
                open_questions,
            ).format(number=open_questions)
        )
    return tuple(sentences) or (
        _("Nothing in this plan exceeds what bodies of one country usually carry themselves."),
    )
