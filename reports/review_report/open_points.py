"""What is open, by who must act: what it is, what to do, and the last words said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment.review.answer_review import IndicatorReview, OpenPoint, Remark, RemarkKind
from assessment.review.labels import open_point_name
from assessment.review.outcomes import Result, ReviewFinding
from reports.edition_labels import pillar_colour, pillar_letter, question_text
from reports.review_report.analysis import Reviewed
from reports.review_report.remarks import PrintedRemark, said
from translations import gettext as _


class Who(StrEnum):
    """Who must act."""

    COUNTRY = "country"
    EXPERT = "expert"


LAST_WORDS = 300
"""Characters of what was said last; the whole stands with the questions and replies."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is open, what is to be done about it, and the beginning of what was said last of it."""

    what: str
    to_do: str
    last: PrintedRemark


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One question that waits, with why."""

    code: str
    letter: str
    colour: str
    question: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OpenPart:
    """All that waits for one of the two."""

    who: Who
    title: str
    items: tuple[OpenItem, ...]


def open_parts(reviewed: Reviewed) -> tuple[OpenPart, ...]:
    """The country's first; empty where nothing is open. A question may wait for both."""
    titles = {Who.COUNTRY: _("For the country"), Who.EXPERT: _("For the expert")}
    parts = (
        OpenPart(
            who,
            title,
            tuple(
                _item(reviewed, finding, points)
                for finding in reviewed.with_result[Result.OPEN]
                if (points := tuple(_points(reviewed, finding, who)))
            ),
        )
        for who, title in titles.items()
    )
    return tuple(part for part in parts if part.items)


def _item(reviewed: Reviewed, finding: ReviewFinding, points: tuple[Point, ...]) -> OpenItem:
    edition = reviewed.edition
    indicator = edition.indicators[finding.indicator_id]
    pillar = edition.pillar_of[indicator.id].id
    return OpenItem(
        code=indicator.id,
        letter=pillar_letter(edition, pillar),
        colour=pillar_colour(edition, pillar),
        question=question_text(indicator),
        points=points,
    )


def _points(reviewed: Reviewed, finding: ReviewFinding, who: Who) -> Iterator[Point]:
    edition, review = reviewed.edition, finding.review
    indicator = edition.indicators[finding.indicator_id]
    for point in review.open_points:
        whose, to_do = _task(point, review)
        if whose is who:
            last = said(edition, indicator, _last_words(point, review))
            yield Point(
                open_point_name(point), to_do, replace(last, paragraphs=_beginning(last.paragraphs))
            )


def _beginning(lines: tuple[str, ...]) -> tuple[str, ...]:
    """As much of the first line as is read at a glance.

    >>> _beginning(("one two", "three"))
    ('one two …',)
    """
    if not lines:
        return ()
    first = lines[0]
    if len(first) <= LAST_WORDS:
        return (first if len(lines) == 1 else f"{first} …",)
    return (first[:LAST_WORDS].rsplit(" ", 1)[0] + " …",)


def _task(point: OpenPoint, review: IndicatorReview) -> tuple[Who, str]:
    match point:
        case OpenPoint.QUESTION if review.waits_for_reply:
            return Who.COUNTRY, _("Reply to the question.")
        case OpenPoint.QUESTION:
            return (
                Who.EXPERT,
                _("Read the reply, and say that the question is resolved or ask again."),
            )
        case OpenPoint.DISAGREEMENT:
            return (
                Who.COUNTRY,
                _("Take the expert’s level over, or say why the country keeps its own."),
            )
        case OpenPoint.CHANGED:
            return Who.EXPERT, _("Look at the answer again: it is another now.")


def _last_words(point: OpenPoint, review: IndicatorReview) -> Remark:
    """What was said last of this point: there is a point only where something was said."""
    kinds = (
        (RemarkKind.QUESTION, RemarkKind.REPLY)
        if point is OpenPoint.QUESTION
        else (RemarkKind.VIEW,)
    )
    return next(item for item in reversed(review.remarks) if item.kind in kinds)
