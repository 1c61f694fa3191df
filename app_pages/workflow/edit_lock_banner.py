"""The banner above a page that is locked for editing: the reason, and the roles that may edit."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext, expert_questions_of
from app_pages.workflow import checklist
from assessment import AssessmentState
from assessment.access.editability import Editability, EditableArea, LockReason, editing_roles
from assessment.access.permissions import grants_in
from assessment.model.roles import role_name
from host.services import open_store
from reports.joining import listed
from translations import gettext as _


def changes_of(context: AssessmentContext) -> Editability:
    """Return what the user may edit in this assessment now, for the institution they answer for."""
    return Editability(
        context.state,
        grants_in(session.current_grants(), context.country),
        frozenset(_questioned(context)),
        context.institution,
        plan_is_returned=_plan_is_returned(context),
    )


def _plan_is_returned(context: AssessmentContext) -> bool:
    """Whether the expert has returned the plan. The store is read only in review and on the national view."""
    if context.state is not AssessmentState.IN_REVIEW or not context.is_national:
        return False
    return open_store().plan_review(context.id, person=session.person()).is_returned


def _questioned(context: AssessmentContext) -> tuple[str, ...]:
    """Return the indicators a returned assessment was questioned on; empty in any other state."""
    if context.state is not AssessmentState.RETURNED:
        return ()
    transitions = open_store().transitions(context.id, person=session.person())
    return transitions[-1].questioned if transitions else ()


def banner(
    context: AssessmentContext, changes: Editability, area: EditableArea, indicator: str = ""
) -> Markup:
    """Return the banner of an area: why it is locked and who may edit it.

    Empty where the user may edit, except for the answers of a returned assessment.
    """
    text = _text(context, changes, area, indicator)
    return Markup('<p class="cop-banner">{}</p>').format(text) if text else Markup()


def expert_question(context: AssessmentContext, indicator: str) -> Markup:
    """Return what the expert asks about an answer with which the assessment was returned; empty for none."""
    question = expert_questions_of(context).get(indicator)
    if question is None:
        return Markup()
    return Markup('<p class="cop-banner">{} <bdi>{}</bdi></p>').format(
        _("The expert asks:"), question.text
    )


def _text(
    context: AssessmentContext, changes: Editability, area: EditableArea, indicator: str
) -> Markup | str:
    """Return the text of the banner; empty where there is none."""
    match changes.lock_reason(area, indicator):
        case LockReason.ROLE:
            return _role_text(area)
        case LockReason.STATE:
            return _state_text(changes.state)
        case _ if area is EditableArea.ANSWERS and changes.state is AssessmentState.RETURNED:
            return Markup("{} {}").format(
                _("Returned with questions; only these answers can be changed:"),
                checklist.links(context, sorted(changes.questioned)),
            )
    return ""


def _role_text(area: EditableArea) -> str:
    """Return the text for a user whose role does not allow editing `area`, with the roles that do."""
    roles = listed(map(role_name, editing_roles(area)))
    what = {
        EditableArea.PLAN: _("You can read targets and plan. Who changes them: {roles}."),
        EditableArea.FIGURES: _("You can read the figures. Who changes them: {roles}."),
        EditableArea.INSTITUTIONS: _("You can read who is asked what. Who changes it: {roles}."),
        EditableArea.PROFILE: _("You can read which questions are asked. Who changes it: {roles}."),
    }
    return what.get(area, _("You can read the answers. Who changes them: {roles}.")).format(
        roles=roles
    )


def _state_text(state: AssessmentState) -> str:
    """Return the text for a state that locks editing for all roles, with the transition that unlocks it."""
    match state:
        case AssessmentState.SUBMITTED:
            return _(
                "Handed in: this can be read and not changed until it is returned, "
                "or taken back by the coordinator on the page “Hand in”."
            )
        case AssessmentState.IN_REVIEW:
            return _("In review: this can be read and not changed until the expert returns it.")
        case AssessmentState.RETURNED:
            return _(
                "Returned with questions: only the answers asked about can be changed, and the plan."
            )
        case AssessmentState.WITHDRAWN:
            return _("Withdrawn: this can be read and not changed.")
        case _:
            return _(
                "Agreed: this can be read and not changed. What is new belongs in a new cycle, "
                "which the coordinator opens on the page “Hand in”."
            )
