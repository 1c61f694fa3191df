"""Chapter on open points by the party that must act: kind, task, and the last remark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment.review.answer_review import IndicatorReview, OpenPoint, Remark, RemarkKind
from assessment.review.labels import open_point_name
from assessment.review.outcomes import Result, ReviewFinding
from questionnaires.labels import question_text
from questionnaires.palette import pillar_colour, pillar_letter
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.remarks import PrintedRemark, printed_remark
from translations import gettext as _


class Party(StrEnum):
    """The party that must act."""

    COUNTRY = "country"
    EXPERT = "expert"


EXCERPT_LENGTH = 300
"""Maximum length of the last remark, in characters; the chapter on remarks has it in full."""


@dataclass(frozen=True, slots=True)
class Point:
    """One open point, the task that closes it, and the beginning of its last remark."""

    what: str
    to_do: str
    last: PrintedRemark


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One question with its open points."""

    code: str
    letter: str
    colour: str
    question: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PartyPoints:
    """The questions that wait for one party."""

    party: Party
    title: str
    items: tuple[OpenItem, ...]


def points_by_party(analysis: ReviewAnalysis) -> tuple[PartyPoints, ...]:
    """Open points by party, the country first; parties without any are left out. A question may wait for both."""
    titles = {Party.COUNTRY: _("For the country"), Party.EXPERT: _("For the expert")}
    parts = (
        PartyPoints(
            party,
            title,
            tuple(
                _item(analysis, finding, points)
                for finding in analysis.with_result[Result.OPEN]
                if (points := tuple(_points(analysis, finding, party)))
            ),
        )
        for party, title in titles.items()
    )
    return tuple(part for part in parts if part.items)


def _item(analysis: ReviewAnalysis, finding: ReviewFinding, points: tuple[Point, ...]) -> OpenItem:
    edition = analysis.edition
    indicator = edition.indicators[finding.indicator_id]
    pillar = edition.pillar_of[indicator.id].id
    return OpenItem(
        code=indicator.id,
        letter=pillar_letter(edition, pillar),
        colour=pillar_colour(edition, pillar),
        question=question_text(indicator),
        points=points,
    )


def _points(analysis: ReviewAnalysis, finding: ReviewFinding, party: Party) -> Iterator[Point]:
    edition, review = analysis.edition, finding.review
    indicator = edition.indicators[finding.indicator_id]
    for point in review.open_points:
        whose, to_do = _task(point, review)
        if whose is party:
            last = printed_remark(edition, indicator, _last_remark(point, review))
            yield Point(
                open_point_name(point, review),
                to_do,
                replace(last, paragraphs=_excerpt(last.paragraphs)),
            )


def _excerpt(lines: tuple[str, ...]) -> tuple[str, ...]:
    """An excerpt of the first paragraph, at most `EXCERPT_LENGTH` characters.

    >>> _excerpt(("one two", "three"))
    ('one two …',)
    """
    if not lines:
        return ()
    first = lines[0]
    if len(first) <= EXCERPT_LENGTH:
        return (first if len(lines) == 1 else f"{first} …",)
    return (first[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …",)


def _task(point: OpenPoint, review: IndicatorReview) -> tuple[Party, str]:
    match point:
        case OpenPoint.QUESTION if review.waits_for_reply:
            return Party.COUNTRY, _("Reply to the question.")
        case OpenPoint.QUESTION:
            return (
                Party.EXPERT,
                _("Read the reply, and say that the question is resolved or ask again."),
            )
        case OpenPoint.DISAGREEMENT:
            return (
                Party.COUNTRY,
                _("Take the expert’s level over, or say why the country keeps its own."),
            )
        case OpenPoint.CHANGED:
            return Party.EXPERT, _("Look at the answer again: it is another now.")


def _last_remark(point: OpenPoint, review: IndicatorReview) -> Remark:
    """The last remark on this point; every open point has one."""
    kinds = (
        (RemarkKind.QUESTION, RemarkKind.REPLY)
        if point is OpenPoint.QUESTION
        else (RemarkKind.VIEW,)
    )
    return next(item for item in reversed(review.remarks) if item.kind in kinds)
