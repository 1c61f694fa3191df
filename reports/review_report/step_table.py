"""The steps of an assessment in a table: what, when, why, and which snapshot was kept."""

from __future__ import annotations

from assessment.workflow.labels import step_done
from reports.formats import DASH, format_day
from reports.review_report.analysis import Reviewed
from reports.review_report.remarks import paragraphs
from translations import gettext as _


def course_rows(reviewed: Reviewed) -> tuple[tuple[str, str, str, str], ...]:
    """A row a step: day, step, reason with the questions named, hash; the oldest first. Nobody is named."""
    return tuple(
        (
            format_day(move.at.date()),
            step_done(move.step),
            "\n".join(
                (
                    *paragraphs(move.reason),
                    *(
                        [_("Questions: {codes}").format(codes=", ".join(move.questioned))]
                        if move.questioned
                        else []
                    ),
                )
            )
            or DASH,
            move.snapshot or DASH,
        )
        for move in reviewed.course.moves
    )
