"""The states that a question offers in place of a level or a figure: the same on screens, in forms and on paper. Pure."""

from __future__ import annotations

from assessment.model.assessment import AnswerStatus
from questionnaires import Indicator


def offered_states(indicator: Indicator, *, for_institution: bool) -> tuple[AnswerStatus, ...]:
    """The states in their order; *not collected* where a figure is asked, *outside mandate* for institutions only."""
    states = [AnswerStatus.DONT_KNOW, AnswerStatus.NOT_APPLICABLE]
    if indicator.number is not None:
        states.append(AnswerStatus.NOT_COLLECTED)
    if for_institution:
        states.append(AnswerStatus.OUTSIDE_MANDATE)
    return tuple(states)
