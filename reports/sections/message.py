"""Message on one page: situation, first measures, cost, requests to partners."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import (
    Action,
    LeftOut,
    PlanStanding,
    cost_currency,
    furthest_behind,
    unknown_indicators,
)
from questionnaires import Indicator
from questionnaires.labels import edition_text
from reports.analysis import Analysis, figures_known
from reports.formats import (
    format_money_range,
    format_not_applicable,
    format_quarters,
    format_share,
    join_phrases,
)
from reports.sections.coverage import coverage_sentence, excluded_sentence
from reports.sections.labels import respondent_names
from reports.sections.roadmap.costs import biggest_bands, plan_cost, price_year
from reports.sections.roadmap.emphasis import dangers_sentence, open_danger_sentences
from reports.sections.roadmap.plan_descriptions import no_measures_sentence, past_start_sentence
from reports.sections.roadmap.plan_standing import (
    answer_first_title,
    first_listed,
    marked,
    needed_sentence,
    standing_sentence,
)
from translations import gettext as _
from translations import ngettext

FIRST_ACTIONS = 5
"""Number of measures on the page of the message."""

LISTED_UNPLANNED = 3
"""Number of measures that do not fit whose titles are listed."""

SHORT_OF_MEANS = (
    LeftOut.BUDGET,
    LeftOut.CAPACITY,
    LeftOut.BUDGET_AND_CAPACITY,
    LeftOut.HORIZON,
)
"""Reasons for leaving a measure out that a partner can change."""


@dataclass(frozen=True, slots=True)
class FirstAction:
    """One of the first actions of the plan."""

    letter: str
    colour: str
    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A key figure, formatted, and what it counts."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """The texts of the first page after the cover."""

    headline: str
    figures: tuple[KeyFigure, ...]
    situation: tuple[str, ...]
    first_title: str
    first: tuple[FirstAction, ...]
    first_remark: str
    cost: tuple[str, ...]
    partners: tuple[str, ...]


def message(analysis: Analysis) -> Message:
    """The message of an assessment."""
    first = tuple(_first(analysis, item) for item in analysis.roadmap.actions[:FIRST_ACTIONS])
    asked = _first_asked(analysis)
    return Message(
        headline=_headline(analysis),
        figures=_figures(analysis),
        situation=_situation(analysis),
        first_title=answer_first_title()
        if asked
        else marked(analysis.standing, _("The first things to do")),
        first=asked or first,
        first_remark=_first_remark(analysis),
        cost=_cost(analysis),
        partners=_partners(analysis),
    )


def _headline(analysis: Analysis) -> str:
    overall, known = analysis.scores.overall, analysis.answered_count
    if not known:
        return _("No question has been answered with a level yet")
    if overall.score is None and analysis.gaps:
        return ngettext(
            "{number} of {known} known indicator is below its target",
            "{number} of {known} known indicators are below their targets",
            known,
        ).format(number=len(analysis.gaps), known=known)
    if not analysis.targets:
        return figures_known(analysis)
    if not analysis.gaps and analysis.excludes_too_much:
        return excluded_sentence(analysis).rstrip(".")
    if not analysis.gaps:
        return _("Every answered indicator has reached its target")
    furthest = furthest_behind(analysis.scores.pillars)
    if furthest is not None:
        return _("Furthest behind: {pillar}").format(pillar=analysis.pillar_name(furthest.id))
    return ngettext(
        "{number} indicator is below its target",
        "{number} indicators are below their targets",
        len(analysis.gaps),
    ).format(number=len(analysis.gaps))


def _figures(analysis: Analysis) -> tuple[KeyFigure, ...]:
    overall, formats = analysis.scores.overall, analysis.formats
    if overall.score is not None:
        first = KeyFigure(
            formats.score(overall.score),
            join_phrases(_("overall score"), formats.band(overall.score)),
        )
    else:
        first = KeyFigure(
            formats.score_range(overall.low, overall.high), _("where the overall score can lie")
        )
    return (
        first,
        KeyFigure(
            _("{answered} of {total}").format(
                answered=analysis.answered_count, total=analysis.applicable_count
            ),
            join_phrases(
                _("indicators answered with a level")
                if analysis.targets
                else _("indicators answered with a figure"),
                format_not_applicable(analysis.excluded_count),
            ),
        ),
        KeyFigure(str(len(analysis.gaps)), _("of them below their target")),
        KeyFigure(str(len(analysis.roadmap.actions)), _("measures in the roadmap")),
    )


def _situation(analysis: Analysis) -> tuple[str, ...]:
    sentences = [coverage_sentence(analysis)]
    levels = [
        (indicator, level)
        for indicator in analysis.indicators
        if (level := analysis.assessment.level(indicator.id)) is not None
    ]
    if levels:
        absent = sum(level == 0 for _indicator, level in levels)
        working = sum(
            2 * level > analysis.edition.scale_of(indicator).top_level
            for indicator, level in levels
        )
        sentences.append(
            _(
                "Of {answered} indicators with a level, {working} stand in the upper half of the scale, "
                "and {absent} at its lowest level."
            ).format(answered=len(levels), working=working, absent=absent)
        )
    severe = [gap for gap in analysis.gaps if gap.indicator.severe]
    if severe:
        sentences.append(
            ngettext(
                "{number} gap concerns something whose absence may put a child in danger: {ids}.",
                "{number} gaps concern something whose absence may put a child in danger: {ids}.",
                len(severe),
            ).format(number=len(severe), ids=", ".join(gap.indicator.id for gap in severe))
        )
        if analysis.roadmap.actions:
            sentences.append(dangers_sentence(analysis.roadmap))
    if analysis.gates:
        sentences.append(
            ngettext(
                "{number} warning should be looked at before this is published.",
                "{number} warnings should be looked at before this is published.",
                len(analysis.gates),
            ).format(number=len(analysis.gates))
        )
    return tuple(sentences)


def _first(analysis: Analysis, action: Action) -> FirstAction:
    measure = action.measure
    return FirstAction(
        letter=analysis.letter(action.pillar_id),
        colour=analysis.colour(action.pillar_id),
        code=measure.id,
        title=edition_text(measure.id, "title", measure.title),
        detail=_("{lead}, {when}").format(
            lead=analysis.lead_name(action),
            when=format_quarters(action.start, action.end),
        ),
    )


def _first_asked(analysis: Analysis) -> tuple[FirstAction, ...]:
    """The first questions to answer, in place of measures where the plan is withheld."""
    if analysis.first is None or analysis.standing is not PlanStanding.WITHHELD:
        return ()
    return tuple(
        _first_question(analysis, item.indicator)
        for item in first_listed(analysis.first)[:FIRST_ACTIONS]
    )


def _first_question(analysis: Analysis, indicator: Indicator) -> FirstAction:
    pillar = analysis.edition.pillar_of[indicator.id].id
    return FirstAction(
        letter=analysis.letter(pillar),
        colour=analysis.colour(pillar),
        code=indicator.id,
        title=analysis.question(indicator),
        detail=respondent_names(analysis.edition, indicator),
    )


def _first_remark(analysis: Analysis) -> str:
    if analysis.first is not None and analysis.standing is PlanStanding.WITHHELD:
        return " ".join(
            (
                standing_sentence(analysis.standing, analysis.first),
                needed_sentence(analysis.first),
            )
        )
    if analysis.roadmap.actions:
        return past_start_sentence(
            analysis.roadmap, analysis.assessment.plan, analysis.day, named=False
        )
    if not analysis.answered_count:
        return _(
            "First answer the questions: nothing can be planned for an indicator whose level nobody has stated."
        )
    if none := no_measures_sentence(analysis.edition):
        return none
    if not analysis.gaps and analysis.excludes_too_much:
        return _(
            "No measure follows from the levels given. Have a reviewer confirm what is said not to apply first."
        )
    if not analysis.gaps:
        return _("No measure is needed to reach the targets. Consider higher targets.")
    return _("No measure fits the horizon of the plan. Lengthen it, or look at what was left out.")


def _cost(analysis: Analysis) -> tuple[str, ...]:
    cost, effort = plan_cost(analysis), analysis.edition.about.effort
    if effort is None:
        return (_("This edition gives no costs."),)
    if not analysis.roadmap.actions:
        return (_("Nothing is planned, so there is no cost."),)
    sentences = [
        _("{range} in all, at prices of {year}.").format(
            range=format_money_range(
                cost_currency(analysis.edition, analysis.assessment.plan), cost.low, cost.high
            ),
            year=price_year(analysis),
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


def _partners(analysis: Analysis) -> tuple[str, ...]:
    """Requests to partners: dangers left open, what does not fit, the largest measures, unknown indicators, open questions."""
    big = [
        action
        for action in analysis.roadmap.actions
        if action.measure.effort in biggest_bands(analysis.edition)
    ]
    sentences = [
        _("For a child in danger: {text}").format(text=text)
        for text in open_danger_sentences(analysis.edition, analysis.assessment, analysis.roadmap)
    ]
    short = [item for item in analysis.roadmap.unplanned if item.why in SHORT_OF_MEANS]
    if short:
        sentences.append(
            ngettext(
                "Money, people or time for {number} measure that does not fit: {titles}.",
                "Money, people or time for {number} measures that do not fit: {titles}.",
                len(short),
            ).format(
                number=len(short),
                titles="; ".join(
                    edition_text(item.measure.id, "title", item.measure.title)
                    for item in short[:LISTED_UNPLANNED]
                )
                + ("; …" if len(short) > LISTED_UNPLANNED else ""),
            )
        )
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
    unknown = unknown_indicators(analysis.edition, analysis.assessment)
    if unknown:
        sentences.append(
            ngettext(
                "Help to find out {number} thing that nobody could answer.",
                "Help to find out {number} things that nobody could answer.",
                len(unknown),
            ).format(number=len(unknown))
        )
    open_questions = sum(
        analysis.assessment.answer(item.id).state == "unanswered" for item in analysis.indicators
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
