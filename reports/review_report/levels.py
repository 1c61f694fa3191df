"""Every level on which the two differed or that was changed; those agreed as they were; those not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Answer
from assessment.review.answer_review import OpenPoint, Remark, RemarkKind
from assessment.review.outcomes import Result, ReviewFinding
from questionnaires import Indicator
from reports.edition_labels import pillar_colour, pillar_letter, pillar_name, question_text
from reports.review_report.analysis import Reviewed
from reports.review_report.remarks import expert_mark, paragraphs, who_and_when
from reports.sections.words import LevelMark, answer_mark, descriptor_texts, mark_of_level
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level with whose it is, what its level says in the questionnaire, and the reason in paragraphs."""

    label: str
    mark: LevelMark | None
    descriptor: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelItem:
    """One question: self, expert, what the country said to it, what stands."""

    code: str
    letter: str
    colour: str
    question: str
    outcome: str
    lines: tuple[LevelLine, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A question with the level that stands."""

    code: str
    question: str
    mark: LevelMark


@dataclass(frozen=True, slots=True)
class ListedPillar:
    """The questions of one pillar."""

    name: str
    letter: str
    colour: str
    items: tuple[ListedItem, ...]


def level_items(reviewed: Reviewed) -> tuple[LevelItem, ...]:
    """All on which the two differed, and all that were changed, in the order of the content."""
    return tuple(_item(reviewed, item) for item in reviewed.findings if _is_shown(item))


def _is_shown(finding: ReviewFinding) -> bool:
    return (
        finding.differs
        or finding.changed
        or finding.result in (Result.TAKEN_OVER, Result.BOTH_KEPT)
        or OpenPoint.CHANGED in finding.review.open_points
    )


def _item(reviewed: Reviewed, finding: ReviewFinding) -> LevelItem:
    indicator = reviewed.edition.indicators[finding.indicator_id]
    pillar = reviewed.edition.pillar_of[indicator.id].id
    return LevelItem(
        code=indicator.id,
        letter=pillar_letter(reviewed.edition, pillar),
        colour=pillar_colour(reviewed.edition, pillar),
        question=question_text(indicator),
        outcome=result_name(finding.result),
        lines=tuple(_lines(reviewed, finding, indicator)),
    )


def result_name(result: Result) -> str:
    return {
        Result.OPEN: _("Open"),
        Result.TAKEN_OVER: _("Taken over"),
        Result.BOTH_KEPT: _("Both kept"),
        Result.AS_IT_WAS: _("Agreed"),
        Result.ASKED: _("Asked about"),
        Result.NOT_LOOKED_AT: _("Not looked at"),
    }[result]


def _lines(reviewed: Reviewed, finding: ReviewFinding, indicator: Indicator) -> Iterator[LevelLine]:
    edition, review = reviewed.edition, finding.review
    own = reviewed.own_answer(finding)
    if finding.changed and reviewed.handed_in is not None:
        before = reviewed.handed_in.answer(indicator.id)
        yield LevelLine(
            _("As handed in"),
            answer_mark(edition, indicator, before),
            _descriptor(reviewed, indicator, before),
            paragraphs(before.reason),
        )
    yield LevelLine(
        _("Self, changed since") if finding.changed else _("Self"),
        answer_mark(edition, indicator, own),
        _descriptor(reviewed, indicator, own),
        paragraphs(own.reason),
    )
    if review.view is not None:
        yield _expert(reviewed, finding, indicator, review.view)
        yield _country(finding, review.view)
    stands = reviewed.assessment.answer(indicator.id)
    yield LevelLine(
        _("Stands until this is settled") if finding.result is Result.OPEN else _("Stands"),
        answer_mark(edition, indicator, stands),
        "",
        (),
    )


def _expert(
    reviewed: Reviewed, finding: ReviewFinding, indicator: Indicator, view: Remark
) -> LevelLine:
    who = who_and_when(view.author, view.at)
    label = (
        _("Expert ({who})").format(who=who)
        if finding.review.is_current
        else _("Expert, of the answer before it was changed ({who})").format(who=who)
    )
    return LevelLine(
        label,
        expert_mark(reviewed.edition, indicator, view.level, view.self_level),
        "",
        paragraphs(view.text),
    )


def _country(finding: ReviewFinding, view: Remark) -> LevelLine:
    """What the country said to the expert's level."""
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
    label = _("Country ({who})").format(who=who_and_when(response.author, response.at))
    return LevelLine(label, None, text, paragraphs(response.text))


def _descriptor(reviewed: Reviewed, indicator: Indicator, answer: Answer) -> str:
    """What the level says in the questionnaire."""
    if answer.level is None or not indicator.descriptors:
        return ""
    places = reviewed.edition.describing(indicator, answer.level)
    return " ".join(descriptor_texts(reviewed.edition, indicator, places))


def agreed_as_they_were(reviewed: Reviewed) -> tuple[ListedPillar, ...]:
    """Where the expert sees what the country sees, and nothing else was said of the level."""
    return _listed(reviewed, Result.AS_IT_WAS)


def not_looked_at(reviewed: Reviewed) -> tuple[ListedPillar, ...]:
    return _listed(reviewed, Result.NOT_LOOKED_AT)


def _listed(reviewed: Reviewed, result: Result) -> tuple[ListedPillar, ...]:
    pillars = (
        ListedPillar(
            name=pillar_name(reviewed.edition, pillar.id),
            letter=pillar_letter(reviewed.edition, pillar.id),
            colour=pillar_colour(reviewed.edition, pillar.id),
            items=tuple(
                _named(reviewed, item)
                for item in reviewed.in_pillar(pillar)
                if item.result is result and not _is_shown(item)
            ),
        )
        for pillar in reviewed.pillars
    )
    return tuple(pillar for pillar in pillars if pillar.items)


def _named(reviewed: Reviewed, finding: ReviewFinding) -> ListedItem:
    indicator = reviewed.edition.indicators[finding.indicator_id]
    mark = (
        answer_mark(reviewed.edition, indicator, reviewed.assessment.answer(indicator.id))
        if finding.stands is None
        else mark_of_level(reviewed.edition, indicator, finding.stands)
    )
    return ListedItem(indicator.id, question_text(indicator), mark)
