"""Labels of transitions, for pages and files."""

from __future__ import annotations

from assessment.workflow.states import Transition
from translations import gettext as _
from translations import pgettext


def transition_label(transition: Transition) -> str:
    """The name of an applied transition, in the past tense, in the current language."""
    return {
        Transition.SUBMIT: pgettext("an assessment", "Handed in"),
        Transition.START_REVIEW: _("Review begun"),
        Transition.RETURN: pgettext("an assessment", "Returned"),
        Transition.AGREE: pgettext("an assessment", "Agreed"),
        Transition.PUBLISH: _("Published"),
        Transition.RETRACT: _("Publication taken back"),
        Transition.TAKE_BACK: _("Taken back"),
        Transition.WITHDRAW: _("Withdrawn"),
    }[transition]
