"""All that was said, question by question, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.review.answer_review import RemarkKind
from assessment.review.outcomes import ReviewFinding
from reports.edition_labels import pillar_colour, pillar_letter, pillar_name, question_text
from reports.review_report.analysis import Reviewed
from reports.review_report.levels import result_name
from reports.review_report.remarks import PrintedRemark, said


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said of one question."""

    code: str
    question: str
    outcome: str
    said: tuple[PrintedRemark, ...]


@dataclass(frozen=True, slots=True)
class TalkOfPillar:
    """The questions of one pillar of which anything was said."""

    name: str
    letter: str
    colour: str
    talks: tuple[Talk, ...]


def talks(reviewed: Reviewed) -> tuple[TalkOfPillar, ...]:
    """Every remark in full; left out are questions of which only the same level was said, without a word."""
    pillars = (
        TalkOfPillar(
            name=pillar_name(reviewed.edition, pillar.id),
            letter=pillar_letter(reviewed.edition, pillar.id),
            colour=pillar_colour(reviewed.edition, pillar.id),
            talks=tuple(
                _talk(reviewed, item)
                for item in reviewed.in_pillar(pillar)
                if _says_something(item)
            ),
        )
        for pillar in reviewed.pillars
    )
    return tuple(pillar for pillar in pillars if pillar.talks)


def _says_something(finding: ReviewFinding) -> bool:
    return any(
        item.kind is not RemarkKind.VIEW or item.text.strip() or item.level != item.self_level
        for item in finding.review.remarks
    )


def _talk(reviewed: Reviewed, finding: ReviewFinding) -> Talk:
    indicator = reviewed.edition.indicators[finding.indicator_id]
    return Talk(
        code=indicator.id,
        question=question_text(indicator),
        outcome=result_name(finding.result),
        said=tuple(said(reviewed.edition, indicator, item) for item in finding.review.remarks),
    )
