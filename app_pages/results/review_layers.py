"""Comparison of self, expert and agreed scores after a review, with the levels that differ."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from app_pages.review.labels import outcome_name
from app_pages.review.thread import level_label
from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import isolate, table
from app_pages.shell.navigation.code_links import show_html
from assessment import AssessmentScore, AssessmentState, score_assessment
from assessment.review.answer_review import IndicatorReview, ReviewOutcome
from assessment.review.layers import expert_layer, self_layer
from host.services import open_store
from questionnaires.palette import pillar_letter
from reports.formats import Formats
from translations import gettext as _
from translations import ngettext, pgettext

AGREED = (AssessmentState.AGREED, AssessmentState.PUBLISHED)


def show(context: AssessmentContext, score: AssessmentScore, formats: Formats) -> None:
    """Draw the three profiles and the differing levels; nothing where the expert has given no view.

    `score` is the score of the stored levels: the agreed one once the assessment is agreed.
    """
    reviews = open_store().reviews(context.id, person=session.person())
    if not any(item.view for item in reviews.values()):
        return
    agreed = context.state in AGREED
    show_html(
        Markup("<h2>{}</h2><p>{}</p>").format(
            _("Self, expert and agreed") if agreed else _("Self and expert"),
            _basis_text(reviews, agreed=agreed),
        )
        + _profiles(context, reviews, score, formats, agreed=agreed)
        + _differences(context, reviews)
    )


def _basis_text(reviews: Mapping[str, IndicatorReview], *, agreed: bool) -> str:
    """Return the text that says which levels the other results and the roadmap use."""
    kept_count = sum(item.outcome is ReviewOutcome.BOTH_KEPT for item in reviews.values())
    if not agreed:
        return _(
            "The roadmap and all other results use the country’s answers as they stand: "
            "its own levels, and the expert’s where the country has taken them over."
        )
    text = _("The roadmap and all other results use the agreed levels.")
    if not kept_count:
        return text
    return (
        text
        + " "
        + ngettext(
            "On {count} question both kept their level; there the country’s counts.",
            "On {count} questions both kept their level; there the country’s counts.",
            kept_count,
        ).format(count=kept_count)
    )


def _profiles(
    context: AssessmentContext,
    reviews: Mapping[str, IndicatorReview],
    score: AssessmentScore,
    formats: Formats,
    *,
    agreed: bool,
) -> Markup:
    """Return the table of scores by pillar and layer."""
    self_score = score_assessment(context.edition, self_layer(context.assessment, reviews))
    expert_score = score_assessment(context.edition, expert_layer(context.assessment, reviews))
    names = {
        pillar.id: f"{pillar_letter(context.edition, pillar.id)} {labels.pillar_name(pillar)}"
        for pillar in context.edition.pillars
    }
    rows = [
        (
            names.get(key, _("Overall")),
            *(formats.score(node.score) for node in nodes),
        )
        for key, nodes in (
            (layers[0].id, layers)
            for layers in (
                *zip(self_score.pillars, expert_score.pillars, score.pillars, strict=True),
                (self_score.overall, expert_score.overall, score.overall),
            )
        )
    ]
    reviewed = sum(item.is_looked_at for item in reviews.values())
    return table(
        _(
            "Score by pillar. The expert looked at {part} of {whole} questions; "
            "the others count as the country answered them."
        ).format(part=reviewed, whole=len(context.indicators)),
        (
            _("Pillar"),
            _("Self"),
            _("Expert"),
            pgettext("levels", "Agreed") if agreed else _("As it stands"),
        ),
        rows,
        right=(1, 2, 3),
    )


def _differences(context: AssessmentContext, reviews: Mapping[str, IndicatorReview]) -> Markup:
    """Return the table of indicators on which expert and country differ."""
    rows = [
        (
            Markup("<strong>{}</strong> {}").format(
                key, labels.question(context.edition.indicators[key])
            ),
            level_label(context, key, item.view.self_level),
            level_label(context, key, item.view.level),
            isolate(item.view.text),
            _outcome(item),
        )
        for key, item in reviews.items()
        if item.view is not None and item.differs
    ]
    if not rows:
        return Markup("<p>{}</p>").format(_("Where the expert looked, both give the same level."))
    return table(
        _("Where the expert sees another level"),
        (_("Question"), _("Self"), _("Expert"), _("Why"), _("What became of it")),
        rows,
    )


def _outcome(item: IndicatorReview) -> str:
    """Return the display name of the outcome of a difference."""
    if item.outcome is ReviewOutcome.AGREED:
        return _("Taken over")
    return outcome_name(item.outcome)
