"""Guard of changes by state: a submitted assessment is locked until it is returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from assessment.access.editability import EditableArea, is_open
from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.store.database.queries import newest_transition
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    DiscussionRow,
    FiguresRow,
    FileRow,
    InstitutionsRow,
    InvitationRow,
    ProfileRow,
    SettingsRow,
)
from assessment.store.reviews.plan_remark_rows import plan_is_returned
from assessment.workflow.invitations import SIGN_OFFS
from translations import gettext as _

AREAS: Mapping[type[Base], EditableArea] = {
    AnswerRow: EditableArea.ANSWERS,
    FileRow: EditableArea.FILES,
    FiguresRow: EditableArea.FIGURES,
    SettingsRow: EditableArea.PLAN,
    ProfileRow: EditableArea.PROFILE,
    InstitutionsRow: EditableArea.INSTITUTIONS,
    InvitationRow: EditableArea.INSTITUTIONS,
    # A question is discussed as long as its answer can be changed.
    DiscussionRow: EditableArea.ANSWERS,
}
"""The area that a row of each table changes; rows of other tables may be added in a draft only."""


class StateLocked(AssessmentError):
    """A change that the state of the assessment does not permit; nothing was stored."""


def require_open(session: Session, assessment_row: AssessmentRow, rows: Iterable[Base]) -> None:
    """Raise StateLocked where one of `rows` may not be added in the assessment's state.

    Called after the log is locked, so that no transition is applied between the check and the change.
    """
    last = newest_transition(session, assessment_row.id)
    state = AssessmentState(last.state if last else assessment_row.state)
    if state is AssessmentState.DRAFT:
        return
    questioned = frozenset(last.questioned if last else ())
    for row in rows:
        if state is AssessmentState.RETURNED and _is_sign_off(row):
            continue
        indicator = row.indicator_id if isinstance(row, AnswerRow | DiscussionRow) else ""
        area = AREAS.get(type(row))
        returned = area is EditableArea.PLAN and plan_is_returned(session, assessment_row.id)
        if area is None or not is_open(
            area, state, indicator, questioned, plan_is_returned=returned
        ):
            raise StateLocked(_message(state, sorted(questioned)))


def _is_sign_off(row: Base) -> bool:
    return isinstance(row, InvitationRow) and row.kind in SIGN_OFFS


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
