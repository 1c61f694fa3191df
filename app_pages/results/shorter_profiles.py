"""The score by the questions of a shorter profile, which stays in view after the assessment grew beyond it."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell.markup import join
from assessment import Assessment, NodeScore, score_assessment
from questionnaires import Edition
from questionnaires.labels import profile_name
from reports.formats import Formats, format_answered
from translations import gettext as _


def scores(edition: Edition, assessment: Assessment) -> dict[str, NodeScore]:
    """Return the overall score by each profile whose questions are a part of those asked; those without a score left out."""
    asked = set(edition.profile_indicators(assessment.profile))
    found = {}
    for profile in edition.profile_ids:
        if set(edition.profile_indicators(profile)) < asked:
            shorter = assessment.model_copy(update={"profile": profile})
            overall = score_assessment(edition, shorter).overall
            if overall.score is not None:
                found[profile] = overall
    return found


def render(edition: Edition, assessment: Assessment) -> Markup:
    """Return a line for each shorter profile with a score, while questions beyond it are open; else nothing."""
    asked = edition.profile_indicators(assessment.profile)
    if all(assessment.answer(key).state != "unanswered" for key in asked):
        return Markup()
    formats = Formats(edition)
    return join(
        Markup("<p>{}</p>").format(
            _("By the questions of “{profile}” alone: {score}; {answered} answered.").format(
                profile=profile_name(edition, profile),
                score=formats.banded(overall.score),
                answered=format_answered(overall.answered, overall.total, overall.not_applicable),
            )
        )
        for profile, overall in scores(edition, assessment).items()
    )
