"""Names of steps as a reader sees them, on pages and in files alike."""

from __future__ import annotations

from assessment.workflow.states import Transition
from translations import gettext as _


def step_done(step: Transition) -> str:
    """What a step did, in the list of those taken."""
    return {
        Transition.SUBMIT: _("Handed in"),
        Transition.START_REVIEW: _("Review begun"),
        Transition.RETURN: _("Returned"),
        Transition.AGREE: _("Agreed"),
        Transition.PUBLISH: _("Published"),
        Transition.RETRACT: _("Publication taken back"),
        Transition.TAKE_BACK: _("Taken back"),
        Transition.WITHDRAW: _("Withdrawn"),
    }[step]
