"""From a decided preview to the changes that the store takes, each with the revision that was seen. Pure."""

from __future__ import annotations

from assessment import UNANSWERED
from assessment.institutions import answers_of
from assessment.store import AnswerChange, FiguresChange, Versions
from exchange.candidate import Candidate


def store_changes(
    candidate: Candidate, institution: str, seen: Versions
) -> tuple[tuple[AnswerChange, ...], tuple[FiguresChange, ...]]:
    """What to hand to `Store.save_all`; `seen` are the revisions that the preview was made of."""
    return (
        tuple(
            AnswerChange(
                institution,
                key,
                answers_of(candidate.assessment, institution).get(key, UNANSWERED),
                seen.answers.get((institution, key), 0),
            )
            for key in candidate.indicators
        ),
        tuple(
            FiguresChange(code, candidate.assessment.figures[code], seen.figures.get(code, 0))
            for code in candidate.statistics
        ),
    )
