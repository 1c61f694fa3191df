"""The views across the pillars: each with its score, its sentence and its indicators."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.results.score_explanation import explain_score, score_bar
from app_pages.shell.markup import join, level_boxes
from app_pages.shell.navigation.code_links import show_html
from assessment import Assessment, AssessmentScore, NodeScore, target_levels
from questionnaires import Edition
from reports.formats import Formats
from reports.sections.views import ViewItem, ViewSection, view_section, views_with_scores
from translations import gettext as _
from translations import ngettext


def show(edition: Edition, assessment: Assessment, score: AssessmentScore) -> None:
    """Draw every view of the edition with its score; nothing where the edition has none."""
    scored_views = views_with_scores(edition, assessment, score.views)
    if not scored_views:
        return
    targets, formats = target_levels(edition, assessment), Formats(edition)
    sections = [
        _view(
            edition,
            assessment,
            view_section(edition, assessment, targets, view, node),
            node,
            formats,
        )
        for view, node in scored_views
    ]
    shown = Markup("<h2>{}</h2><p>{}</p>{}").format(
        _("Questions across the pillars"),
        _("Other looks at the same answers, by the same rules; no further parts of the score."),
        join(sections),
    )
    show_html(shown)


def _view(
    edition: Edition,
    assessment: Assessment,
    section: ViewSection,
    node: NodeScore | None,
    formats: Formats,
) -> Markup:
    """Return the section of one view; `node` is None for a view without a score."""
    bar = Markup("{}").format(section.score) if node is None else score_bar(node, formats)
    items = join(
        Markup("<li><strong>{}</strong> {} {} <span class='cop-note'>{}</span></li>").format(
            item.code, item.question, _mark(edition, assessment, item), item.remark
        )
        for item in section.items
    )
    return Markup(
        "<section class='cop-view'><h3>{name}</h3><p>{question} <span class='cop-note'>{clauses}</span></p>"
        "<p class='cop-view-score'>{bar} <span class='cop-note'>{range}</span></p><p>{sentence}</p>"
        "<p class='cop-note'>{answered}</p><details><summary>{summary}</summary><ul>{items}</ul></details>{made}</section>"
    ).format(
        name=section.name,
        question=section.description,
        clauses=_("Clauses: {codes}").format(codes=section.clauses) if section.clauses else "",
        bar=bar,
        range=section.range,
        sentence=section.sentence,
        answered=section.answered,
        summary=ngettext(
            "{count} question and its level",
            "{count} questions and their levels",
            len(section.items),
        ).format(count=len(section.items)),
        items=items,
        made=explain_score(edition, assessment, node) if node is not None else "",
    )


def _mark(edition: Edition, assessment: Assessment, item: ViewItem) -> Markup:
    """Return the level of an indicator as squares, or the text for none."""
    level, indicator = assessment.level(item.code), edition.indicators[item.code]
    if level is None:
        return Markup('<span class="cop-note">{}</span>').format(item.mark.text)
    return level_boxes(level, edition.scale_of(indicator).top_level, item.mark.text)
