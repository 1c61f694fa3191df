"""Section on the views, which group indicators across pillars: score, indicators, targets reached and missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment import AnswerStatus, Assessment, NodeScore
from questionnaires import Edition, View
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.figures import Chart
from reports.formats import Formats, format_share, not_applicable_sentence
from reports.joining import join_clauses, listed
from reports.sections.labels import LevelMark, answer_mark
from reports.sections.profile import score_bar
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class ViewItem:
    """One indicator of a view; `remark` compares it with its target, or says that it is not scored."""

    code: str
    question: str
    mark: LevelMark
    remark: str


@dataclass(frozen=True, slots=True)
class ViewSection:
    """Texts on one view. `score` is a dash where coverage is too low; `range` is empty where nothing is missing."""

    id: str
    name: str
    description: str
    clauses: str
    score: str
    range: str
    answered: str
    sentence: str
    items: tuple[ViewItem, ...]


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A view with its bar; None without bounds."""

    text: ViewSection
    bar: Chart | None


def drawn_views(analysis: Analysis) -> tuple[DrawnView, ...]:
    """The views with at least one indicator in the profile, in the order of the edition."""
    return tuple(
        DrawnView(
            view_section(analysis.edition, analysis.assessment, analysis.targets, view, node),
            score_bar(analysis, node, edition_text(view.id, "name", view.name)),
        )
        for view, node in views_with_scores(
            analysis.edition, analysis.assessment, analysis.scores.views
        )
    )


def views_with_scores(
    edition: Edition, assessment: Assessment, scores: tuple[NodeScore, ...]
) -> tuple[tuple[View, NodeScore | None], ...]:
    """Each view with at least one indicator in the profile, and its score; None where none is scored."""
    nodes = {node.id: node for node in scores}
    selected = set(edition.profile_indicators(assessment.profile))
    return tuple(
        (view, nodes.get(view.id))
        for view in edition.about.views
        if selected.intersection(view.indicators)
    )


def view_section(
    edition: Edition,
    assessment: Assessment,
    targets: Mapping[str, int],
    view: View,
    node: NodeScore | None,
) -> ViewSection:
    """Texts on one view for screens and documents; `targets` are the target levels by indicator id."""
    formats = Formats(edition)
    selected = set(edition.profile_indicators(assessment.profile))
    keys = [key for key in view.indicators if key in selected]
    return ViewSection(
        id=view.id,
        name=edition_text(view.id, "name", view.name),
        description=edition_text(view.id, "description", view.description),
        clauses=listed(view.clauses),
        score=formats.score(node.score if node else None),
        range=_range(formats, node),
        answered=_answered(node),
        sentence=_sentence(assessment, targets, keys),
        items=tuple(_item(edition, assessment, targets, key) for key in keys),
    )


def _range(formats: Formats, node: NodeScore | None) -> str:
    if node is None or node.low is None or node.low == node.high:
        return ""
    return _("can lie at {range}").format(range=formats.score_range(node.low, node.high))


def _answered(node: NodeScore | None) -> str:
    if node is not None and node.not_applicable and not node.total:
        return not_applicable_sentence(node.not_applicable, is_rest=False)
    if node is None or not node.total:
        return _("Nothing asked here enters a score.")
    counted = ngettext(
        "{answered} of {total} question that counts has a level, {coverage} of the weight.",
        "{answered} of {total} questions that count have a level, {coverage} of the weight.",
        node.total,
    ).format(answered=node.answered, total=node.total, coverage=format_share(node.coverage))
    if node.not_applicable:
        counted += " " + not_applicable_sentence(node.not_applicable, is_rest=True)
    minimum = node.trace.minimum_coverage if node.trace else 0.0
    if node.score is None and node.answered:
        counted += " " + _("A score is shown from {minimum} on.").format(
            minimum=format_share(minimum)
        )
    return counted


def _sentence(assessment: Assessment, targets: Mapping[str, int], keys: list[str]) -> str:
    """How many are at their targets, below them, and without a level; the list below names them."""
    answered = [key for key in keys if assessment.answer(key).is_answered]
    reached = [key for key in answered if not _is_below(assessment, targets, key)]
    below = [key for key in answered if key not in reached]
    unknown = [
        key
        for key in keys
        if key not in answered and assessment.answer(key).state is not AnswerStatus.NOT_APPLICABLE
    ]
    if not answered:
        return _("Nobody has answered any of this yet, so nothing can be said.")
    parts = [
        pattern.format(count=len(codes))
        for codes, pattern in (
            (reached, _("{count} at the target")),
            (below, _("{count} still below")),
            (unknown, _("{count} without a level")),
        )
        if codes
    ]
    text = join_clauses(parts)
    return _("{sentence}.").format(sentence=text[:1].upper() + text[1:])


def _is_below(assessment: Assessment, targets: Mapping[str, int], key: str) -> bool:
    level = assessment.level(key)
    return level is not None and key in targets and level < targets[key]


def _item(
    edition: Edition, assessment: Assessment, targets: Mapping[str, int], key: str
) -> ViewItem:
    indicator, answer = edition.indicators[key], assessment.answer(key)
    remarks = []
    if _is_below(assessment, targets, key):
        remarks.append(_("target {level}").format(level=targets[key]))
    elif answer.is_answered and key in targets:
        remarks.append(_("at its target"))
    if not indicator.scored:
        remarks.append(_("no part of the score"))
    return ViewItem(
        code=key,
        question=edition_text(key, "question", indicator.question),
        mark=answer_mark(edition, indicator, answer),
        remark=listed(remarks),
    )
