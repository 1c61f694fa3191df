"""What may be changed in which state: once handed in, answers stand still until they are returned."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from assessment.access.editability import EditableArea, is_open
from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.review.answer_review import RemarkKind, can_remark
from assessment.store.database.queries import newest_step, state_now
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    FiguresRow,
    FileRow,
    InstitutionsRow,
    ProfileRow,
    SettingsRow,
)
from assessment.store.reviews.plan_remark_rows import plan_is_returned
from translations import gettext as _

PIECES: Mapping[type[Base], EditableArea] = {
    AnswerRow: EditableArea.ANSWERS,
    FileRow: EditableArea.FILES,
    FiguresRow: EditableArea.FIGURES,
    SettingsRow: EditableArea.PLAN,
    ProfileRow: EditableArea.PROFILE,
    InstitutionsRow: EditableArea.INSTITUTIONS,
}
"""What of an assessment is changed by adding a row to a table; what is not here stands still after the draft."""


class StateLocked(AssessmentError):
    """A change to what was handed in, agreed or withdrawn; nothing was stored."""


def require_open(session: Session, begun: AssessmentRow, row: Base) -> None:
    """Raises StateLocked where `row` may not be added in the assessment's state.

    Asked after the log is locked, so that nobody hands in between the question and the change.
    """
    state = state_now(session, begun)
    if state is AssessmentState.DRAFT:
        return
    newest = newest_step(session, begun.id)
    questioned = frozenset(newest.questioned if newest else ())
    indicator = row.indicator_id if isinstance(row, AnswerRow) else ""
    piece = PIECES.get(type(row))
    returned = piece is EditableArea.PLAN and plan_is_returned(session, begun.id)
    if piece is not None and is_open(
        piece, state, indicator, questioned, plan_is_returned=returned
    ):
        return
    raise StateLocked(_message(state, sorted(questioned)))


def require_reviewable(session: Session, begun: AssessmentRow, kind: RemarkKind) -> None:
    """Raises StateLocked where a remark of this kind may not be made in the assessment's state; asked as above."""
    if can_remark(state_now(session, begun), kind):
        return
    raise StateLocked(
        _(
            "This assessment is not in review now. Nothing was stored. "
            "Look at its state on the page “Hand in”."
        )
    )


def _message(state: AssessmentState, questioned: list[str]) -> str:
    match state:
        case AssessmentState.RETURNED:
            return _(
                "This assessment was returned with questions on {ids}; only these can be changed. "
                "Nothing was stored."
            ).format(ids=", ".join(questioned))
        case AssessmentState.SUBMITTED | AssessmentState.IN_REVIEW:
            return _(
                "This assessment is handed in and can’t be changed. Nothing was stored. "
                "Take it back, or wait until it is returned."
            )
        case AssessmentState.WITHDRAWN:
            return _("This assessment was withdrawn and can’t be changed. Nothing was stored.")
        case _:
            return _(
                "This assessment is agreed and can’t be changed. Nothing was stored. "
                "What is new belongs in a new cycle."
            )
