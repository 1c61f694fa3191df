"""Texts of workflow states and transitions: button labels, and what happens next by whom."""

from __future__ import annotations

from assessment import AssessmentState
from assessment.workflow.labels import transition_label as transition_label
from assessment.workflow.states import Transition
from translations import gettext as _


def transition_button(transition: Transition) -> str:
    """Return the label of the button that performs a transition."""
    return {
        Transition.SUBMIT: _("Hand in"),
        Transition.START_REVIEW: _("Begin the review"),
        Transition.RETURN: _("Return with the open questions"),
        Transition.AGREE: _("Agree"),
        Transition.PUBLISH: _("Publish"),
        Transition.RETRACT: _("Take back what is public"),
        Transition.TAKE_BACK: _("Take back what was handed in"),
        Transition.WITHDRAW: _("Withdraw the assessment for good"),
    }[transition]


def next_step_text(state: AssessmentState) -> str:
    """Return the sentences on a state: what it means, what happens next, and who does it."""
    return {
        AssessmentState.DRAFT: _(
            "The answers are open. Next, the coordinator hands them in; then nothing can be changed "
            "until an expert has read them."
        ),
        AssessmentState.SUBMITTED: _(
            "The answers are handed in and stand still. Next, an expert begins the review. "
            "Until then the coordinator can take them back."
        ),
        AssessmentState.IN_REVIEW: _(
            "An expert reads the answers on the page “Review”. Next, the expert returns them with questions, "
            "or the approver agrees once nothing is open."
        ),
        AssessmentState.RETURNED: _(
            "The expert has returned the answers with questions. Next, the coordinator replies, changes what was "
            "asked about where needed, and hands in again."
        ),
        AssessmentState.AGREED: _(
            "Country and expert agree, and the answers stand. Targets, plan and follow-up go on. "
            "Next, the approver decides what becomes public."
        ),
        AssessmentState.PUBLISHED: _(
            "Parts of the assessment are public. Targets, plan and follow-up go on. "
            "What is new belongs in the next cycle, which the coordinator opens."
        ),
        AssessmentState.WITHDRAWN: _(
            "The assessment was withdrawn and nothing more happens with it. Begin another one on the first page."
        ),
    }[state]
