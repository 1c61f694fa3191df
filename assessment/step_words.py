"""Names of steps as a reader sees them, on pages and in files alike."""

from __future__ import annotations

from assessment.steps import Step
from translations import gettext as _


def step_done(step: Step) -> str:
    """What a step did, in the list of those taken."""
    return {
        Step.SUBMIT: _("Handed in"),
        Step.START_REVIEW: _("Review begun"),
        Step.RETURN: _("Returned"),
        Step.AGREE: _("Agreed"),
        Step.PUBLISH: _("Published"),
        Step.RETRACT: _("Publication taken back"),
        Step.TAKE_BACK: _("Taken back"),
        Step.WITHDRAW: _("Withdrawn"),
    }[step]
