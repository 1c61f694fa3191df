"""One sentence above a question once an assessment is handed in, so that nobody types in vain."""

from __future__ import annotations

from markupsafe import Markup

from app_pages import session, still_missing
from app_pages.glance import Glance
from app_pages.workplace import open_store
from assessment import AssessmentState
from assessment.steps import can_change_answer
from translations import gettext as _


def questioned_in(glance: Glance) -> tuple[str, ...]:
    """The questions with which an assessment was returned; none in any other state."""
    if glance.state is not AssessmentState.RETURNED:
        return ()
    taken = open_store().steps(glance.id, person=session.person())
    return taken[-1].questioned if taken else ()


def is_locked(glance: Glance, indicator: str, questioned: tuple[str, ...]) -> bool:
    """Whether this answer can't be changed now."""
    return not can_change_answer(glance.state, indicator, questioned)


def banner(glance: Glance, questioned: tuple[str, ...]) -> Markup:
    """What can't be changed now, and what can; empty for a draft."""
    match glance.state:
        case AssessmentState.DRAFT:
            return Markup()
        case AssessmentState.RETURNED:
            text = Markup("{} {}").format(
                _("Returned with questions; only these answers can be changed:"),
                still_missing.links(glance, questioned),
            )
        case AssessmentState.SUBMITTED | AssessmentState.IN_REVIEW:
            text = Markup("{}").format(
                _("Handed in: the answers can be read and not changed until they are returned.")
            )
        case AssessmentState.WITHDRAWN:
            text = Markup("{}").format(_("Withdrawn: the answers can be read and not changed."))
        case _:
            text = Markup("{}").format(
                _("Agreed: the answers can be read and not changed. What is new belongs in a new assessment.")
            )  # fmt: skip
    return Markup('<p class="cop-banner">{}</p>').format(text)
