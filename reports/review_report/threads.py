"""Chapter on all remarks by question, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.review.answer_review import RemarkKind
from assessment.review.labels import result_name
from assessment.review.outcomes import ReviewFinding
from questionnaires.labels import pillar_name, question_text
from questionnaires.palette import pillar_colour, pillar_letter
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.remarks import PrintedRemark, printed_remark


@dataclass(frozen=True, slots=True)
class PrintedThread:
    """The remarks on one question."""

    code: str
    question: str
    outcome: str
    remarks: tuple[PrintedRemark, ...]


@dataclass(frozen=True, slots=True)
class PillarThreads:
    """The questions of one pillar with remarks."""

    name: str
    letter: str
    colour: str
    threads: tuple[PrintedThread, ...]


def pillar_threads(analysis: ReviewAnalysis) -> tuple[PillarThreads, ...]:
    """All remarks in full, by pillar; without questions whose only remarks confirm the level without a text."""
    pillars = (
        PillarThreads(
            name=pillar_name(analysis.edition, pillar.id),
            letter=pillar_letter(analysis.edition, pillar.id),
            colour=pillar_colour(analysis.edition, pillar.id),
            threads=tuple(
                _thread(analysis, item) for item in analysis.in_pillar(pillar) if _has_content(item)
            ),
        )
        for pillar in analysis.pillars
    )
    return tuple(pillar for pillar in pillars if pillar.threads)


def _has_content(finding: ReviewFinding) -> bool:
    return any(
        item.kind is not RemarkKind.VIEW or item.text.strip() or item.level != item.self_level
        for item in finding.review.remarks
    )


def _thread(analysis: ReviewAnalysis, finding: ReviewFinding) -> PrintedThread:
    indicator = analysis.edition.indicators[finding.indicator_id]
    return PrintedThread(
        code=indicator.id,
        question=question_text(indicator),
        outcome=result_name(finding.result),
        remarks=tuple(
            printed_remark(analysis.edition, indicator, item) for item in finding.review.remarks
        ),
    )
