"""One sentence above a page that says what the visitor can't change there now, why, and who may, so that nobody types in vain."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.workflow import checklist
from assessment import AssessmentState
from assessment.access.editability import Changes, EditableArea, WhyNot, who_may
from assessment.access.permissions import grants_in
from assessment.model.roles import role_name
from host.services import open_store
from translations import gettext as _


def changes_of(glance: AssessmentContext) -> Changes:
    """What the visitor may change of this assessment now, of the institution for which they answer."""
    mine = open_store().my_roles(person=session.person())
    return Changes(
        glance.state,
        grants_in(mine, glance.country),
        frozenset(_questioned(glance)),
        glance.institution,
        plan_is_returned=_plan_is_returned(glance),
    )


def _plan_is_returned(glance: AssessmentContext) -> bool:
    """Whether the expert has opened the plan again; asked only where it matters and may be seen."""
    if glance.state is not AssessmentState.IN_REVIEW or not glance.is_national:
        return False
    return open_store().plan_review(glance.id, person=session.person()).is_returned


def _questioned(glance: AssessmentContext) -> tuple[str, ...]:
    """The questions with which an assessment was returned; none in any other state."""
    if glance.state is not AssessmentState.RETURNED:
        return ()
    taken = open_store().steps(glance.id, person=session.person())
    return taken[-1].questioned if taken else ()


def banner(
    glance: AssessmentContext, changes: Changes, piece: EditableArea, indicator: str = ""
) -> Markup:
    """Why it can't be changed and who may; empty where the visitor may, unless it was returned."""
    text = _text(glance, changes, piece, indicator)
    return Markup('<p class="cop-banner">{}</p>').format(text) if text else Markup()


def _text(
    glance: AssessmentContext, changes: Changes, piece: EditableArea, indicator: str
) -> Markup | str:
    match changes.why_not(piece, indicator):
        case WhyNot.ROLE:
            return _for_others(piece)
        case WhyNot.STATE:
            return _stands_still(changes.state)
        case _ if piece is EditableArea.ANSWERS and changes.state is AssessmentState.RETURNED:
            return Markup("{} {}").format(
                _("Returned with questions; only these answers can be changed:"),
                checklist.links(glance, sorted(changes.questioned)),
            )
    return ""


def _for_others(piece: EditableArea) -> str:
    """What is not for the visitor's role, and for whom it is."""
    roles = ", ".join(map(role_name, who_may(piece)))
    what = {
        EditableArea.PLAN: _("You can read targets and plan. Who changes them: {roles}."),
        EditableArea.FIGURES: _("You can read the figures. Who changes them: {roles}."),
        EditableArea.INSTITUTIONS: _("You can read who is asked what. Who changes it: {roles}."),
        EditableArea.PROFILE: _("You can read which questions are asked. Who changes it: {roles}."),
    }
    return what.get(piece, _("You can read the answers. Who changes them: {roles}.")).format(
        roles=roles
    )


def _stands_still(state: AssessmentState) -> str:
    """Why nobody can change it now, and what would open it."""
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
