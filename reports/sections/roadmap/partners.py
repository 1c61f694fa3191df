"""What is asked of partners: money, people, time and answers that the plan lacks."""

from __future__ import annotations

from collections.abc import Sequence

from assessment import Assessment, Roadmap, not_fitting, unknown_indicators
from questionnaires import Edition, Measure
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.joining import join_clauses
from reports.sections.roadmap.costs import biggest_bands
from reports.sections.roadmap.emphasis import open_danger_sentences
from translations import gettext as _
from translations import ngettext

LISTED = 3
"""Number of measures whose titles are listed in a request."""


def partner_requests(analysis: Analysis) -> tuple[str, ...]:
    """Return the requests, the first ones for dangers left open; then those of `requests_of`; never none."""
    edition, assessment, roadmap = analysis.edition, analysis.assessment, analysis.roadmap
    sentences = (
        *(
            _("For a child in danger: {text}").format(text=text)
            for text in open_danger_sentences(edition, assessment, roadmap)
        ),
        *requests_of(edition, assessment, roadmap),
    )
    return sentences or (
        _("Nothing in this plan exceeds what bodies of one country usually carry themselves."),
    )


def requests_of(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> tuple[str, ...]:
    """Return the requests for what does not fit, the largest measures, and what is unknown; empty where there are none."""
    big = [
        action.measure
        for action in roadmap.actions
        if action.measure.effort in biggest_bands(edition)
    ]
    sentences = []
    short = not_fitting(roadmap)
    if short:
        sentences.append(
            ngettext(
                "Money, people or time for {number} measure that does not fit: {titles}.",
                "Money, people or time for {number} measures that do not fit: {titles}.",
                len(short),
            ).format(number=len(short), titles=_titles([item.measure for item in short]))
        )
    if big:
        sentences.append(
            ngettext(
                "Money and skills for the largest measure: {titles}.",
                "Money and skills for the {number} largest measures: {titles}.",
                len(big),
            ).format(number=len(big), titles=_titles(big))
        )
    unknown = unknown_indicators(edition, assessment)
    if unknown:
        sentences.append(
            ngettext(
                "Help to find out {number} thing that has no answer.",
                "Help to find out {number} things that have no answer.",
                len(unknown),
            ).format(number=len(unknown))
        )
    open_questions = sum(
        assessment.answer(key).state == "unanswered"
        for key in edition.profile_indicators(assessment.profile)
    )
    if open_questions:
        sentences.append(
            ngettext(
                "Answers to the {number} question that is still open.",
                "Answers to the {number} questions that are still open.",
                open_questions,
            ).format(number=open_questions)
        )
    return tuple(sentences)


def _titles(measures: Sequence[Measure]) -> str:
    """The titles of the first measures, and how many more there are."""
    shown = join_clauses(edition_text(item.id, "title", item.title) for item in measures[:LISTED])
    more = len(measures) - LISTED
    return _("{listed}; and {count} more").format(listed=shown, count=more) if more > 0 else shown
