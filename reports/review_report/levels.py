"""Chapters on levels: those that differ or were changed, those confirmed, those not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Answer
from assessment.review.answer_review import OpenPoint, Remark, RemarkKind
from assessment.review.labels import result_name
from assessment.review.outcomes import Result, ReviewFinding
from questionnaires import Indicator
from questionnaires.labels import pillar_name, question_text
from questionnaires.palette import pillar_colour, pillar_letter
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.remarks import author_and_day, expert_mark
from reports.sections.labels import (
    LevelMark,
    answer_mark,
    descriptor_texts,
    mark_of_level,
    typed_paragraphs,
)
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One line of a question: its source, level, descriptor, and the reason in paragraphs."""

    label: str
    mark: LevelMark | None
    descriptor: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelItem:
    """One question with the lines of self, expert, the country's response and the current level."""

    code: str
    letter: str
    colour: str
    question: str
    outcome: str
    lines: tuple[LevelLine, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One question with its current level."""

    code: str
    question: str
    mark: LevelMark


@dataclass(frozen=True, slots=True)
class ListedPillar:
    """The listed questions of one pillar."""

    name: str
    letter: str
    colour: str
    items: tuple[ListedItem, ...]


def level_items(analysis: ReviewAnalysis) -> tuple[LevelItem, ...]:
    """The questions with levels that differ or were changed, in the order of the content."""
    return tuple(_item(analysis, item) for item in analysis.findings if _is_shown(item))


def _is_shown(finding: ReviewFinding) -> bool:
    return (
        finding.differs
        or finding.changed
        or finding.result in (Result.TAKEN_OVER, Result.BOTH_KEPT)
        or OpenPoint.CHANGED in finding.review.open_points
    )


def _item(analysis: ReviewAnalysis, finding: ReviewFinding) -> LevelItem:
    indicator = analysis.edition.indicators[finding.indicator_id]
    pillar = analysis.edition.pillar_of[indicator.id].id
    return LevelItem(
        code=indicator.id,
        letter=pillar_letter(analysis.edition, pillar),
        colour=pillar_colour(analysis.edition, pillar),
        question=question_text(indicator),
        outcome=result_name(finding.result),
        lines=tuple(_lines(analysis, finding, indicator)),
    )


def _lines(
    analysis: ReviewAnalysis, finding: ReviewFinding, indicator: Indicator
) -> Iterator[LevelLine]:
    edition, review = analysis.edition, finding.review
    own = analysis.own_answer(finding)
    if finding.changed and analysis.handed_in is not None:
        before = analysis.handed_in.answer(indicator.id)
        yield LevelLine(
            _("As handed in"),
            answer_mark(edition, indicator, before),
            _descriptor(analysis, indicator, before),
            typed_paragraphs(before.reason),
        )
    yield LevelLine(
        _("Self, changed since") if finding.changed else _("Self"),
        answer_mark(edition, indicator, own),
        _descriptor(analysis, indicator, own),
        typed_paragraphs(own.reason),
    )
    if review.view is not None:
        yield _expert(analysis, finding, indicator, review.view)
        yield _country(finding, review.view)
    stands = analysis.assessment.answer(indicator.id)
    yield LevelLine(
        _("Stands until this is settled") if finding.result is Result.OPEN else _("Stands"),
        answer_mark(edition, indicator, stands),
        "",
        (),
    )


def _expert(
    analysis: ReviewAnalysis, finding: ReviewFinding, indicator: Indicator, view: Remark
) -> LevelLine:
    who = author_and_day(view.author, view.at)
    label = (
        _("Expert ({who})").format(who=who)
        if finding.review.is_current
        else _("Expert, of the answer before it was changed ({who})").format(who=who)
    )
    return LevelLine(
        label,
        expert_mark(analysis.edition, indicator, view.level, view.self_level),
        "",
        typed_paragraphs(view.text),
    )


def _country(finding: ReviewFinding, view: Remark) -> LevelLine:
    """The country's response to the expert's level."""
    response = finding.review.response
    if response is None:
        if view.level == view.self_level:
            text = _("The expert sees the country’s level.")
        else:
            text = _("The country has not said yet whether it takes this level over.")
        return LevelLine(_("Country"), None, text, ())
    text = (
        _("Takes the expert’s level over.")
        if response.kind is RemarkKind.ACCEPTED
        else _("Keeps its own level.")
    )
    label = _("Country ({who})").format(who=author_and_day(response.author, response.at))
    return LevelLine(label, None, text, typed_paragraphs(response.text))


def _descriptor(analysis: ReviewAnalysis, indicator: Indicator, answer: Answer) -> str:
    """The descriptors of the level; empty without a level or where the scale has none."""
    if answer.level is None or not indicator.descriptors:
        return ""
    levels = analysis.edition.describing(indicator, answer.level)
    return " ".join(descriptor_texts(analysis.edition, indicator, levels))


def confirmed_levels(analysis: ReviewAnalysis) -> tuple[ListedPillar, ...]:
    """The questions whose level the expert confirmed without changes, by pillar."""
    return _listed(analysis, Result.AS_IT_WAS)


def not_looked_at(analysis: ReviewAnalysis) -> tuple[ListedPillar, ...]:
    """The questions that the expert did not look at, by pillar."""
    return _listed(analysis, Result.NOT_LOOKED_AT)


def _listed(analysis: ReviewAnalysis, result: Result) -> tuple[ListedPillar, ...]:
    pillars = (
        ListedPillar(
            name=pillar_name(analysis.edition, pillar.id),
            letter=pillar_letter(analysis.edition, pillar.id),
            colour=pillar_colour(analysis.edition, pillar.id),
            items=tuple(
                _named(analysis, item)
                for item in analysis.in_pillar(pillar)
                if item.result is result and not _is_shown(item)
            ),
        )
        for pillar in analysis.pillars
    )
    return tuple(pillar for pillar in pillars if pillar.items)


def _named(analysis: ReviewAnalysis, finding: ReviewFinding) -> ListedItem:
    indicator = analysis.edition.indicators[finding.indicator_id]
    mark = (
        answer_mark(analysis.edition, indicator, analysis.assessment.answer(indicator.id))
        if finding.level is None
        else mark_of_level(analysis.edition, indicator, finding.level)
    )
    return ListedItem(indicator.id, question_text(indicator), mark)
