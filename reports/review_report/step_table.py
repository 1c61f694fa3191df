"""Table of the transitions of an assessment: day, transition, reason, snapshot."""

from __future__ import annotations

from assessment.workflow.labels import transition_label
from reports.formats import DASH, format_day
from reports.joining import listed
from reports.review_report.analysis import ReviewAnalysis
from reports.sections.labels import typed_paragraphs
from translations import gettext as _
from translations.local_time import local_day


def transition_rows(analysis: ReviewAnalysis) -> tuple[tuple[str, str, str, str], ...]:
    """One row for each transition, the oldest first: day, label, reason with the questions named, hash. No names."""
    return tuple(
        (
            format_day(local_day(move.at)),
            transition_label(move.transition),
            "\n".join(
                (
                    *typed_paragraphs(move.reason),
                    *(
                        [_("Questions: {codes}").format(codes=listed(move.questioned))]
                        if move.questioned
                        else []
                    ),
                )
            )
            or DASH,
            move.snapshot or DASH,
        )
        for move in analysis.history.transitions
    )
