"""Sentences on the overall score: its bounds, its coverage, and what is taken out of it."""

from __future__ import annotations

from reports.analysis import Analysis
from reports.formats import format_share
from reports.joining import listed
from translations import gettext as _
from translations import ngettext


def coverage_sentence(analysis: Analysis) -> str:
    """Sentences on the overall score and its bounds or the coverage that it lacks, and on what is taken out."""
    sentences = [_coverage(analysis), excluded_sentence(analysis), _empty_pillars(analysis)]
    return " ".join(filter(None, sentences))


def excluded_sentence(analysis: Analysis) -> str:
    """Sentence on the questions answered as not applicable; empty without any."""
    if not analysis.excluded_count:
        return ""
    return ngettext(
        "{excluded} of {asked} questions is said not to apply.",
        "{excluded} of {asked} questions are said not to apply.",
        analysis.excluded_count,
    ).format(excluded=analysis.excluded_count, asked=len(analysis.indicators))


def _empty_pillars(analysis: Analysis) -> str:
    """Sentence on the pillars without any question left; empty without any."""
    names = [
        analysis.pillar_name(node.id)
        for node in analysis.scores.pillars
        if node.not_applicable and not node.total
    ]
    if not names:
        return ""
    return ngettext(
        "No question is left in {pillars}, so the overall score is made without it.",
        "No question is left in {pillars}, so the overall score is made without them.",
        len(names),
    ).format(pillars=listed(names))


def _coverage(analysis: Analysis) -> str:
    overall, formats = analysis.scores.overall, analysis.formats
    minimum = analysis.edition.settings_of(None, 0).minimum_coverage
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
            score=formats.banded(overall.score),
            coverage=format_share(overall.coverage),
            low=formats.score(overall.low),
            high=formats.score(overall.high),
        )
    if overall.not_applicable:
        return ngettext(
            "The overall score is {score}, made from {number} answer.",
            "The overall score is {score}, made from {number} answers.",
            overall.answered,
        ).format(score=formats.banded(overall.score), number=overall.answered)
    open_count = analysis.applicable_count - analysis.answered_count
    if open_count:
        return ngettext(
            "The overall score is {score}; all that counts in it is answered, and {number} question beside it is open.",
            "The overall score is {score}; all that counts in it is answered, and {number} questions beside it are open.",
            open_count,
        ).format(score=formats.banded(overall.score), number=open_count)
    return _("The overall score is {score}; everything is answered.").format(
        score=formats.banded(overall.score)
    )
