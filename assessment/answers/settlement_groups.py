"""Groups of questions to settle, the most urgent for the coordinator first. Pure."""

from __future__ import annotations

from assessment.answers.settlement import Agreement, InstitutionAnswers
from assessment.model.assessment import AnswerStatus

GROUPS = ("differ", "agreed", "changed", "again", "unknown", "waiting", "settled")
"""Groups of questions, the most urgent for the coordinator first."""

TO_SETTLE = frozenset(("differ", "agreed", "changed", "unknown"))
"""Groups in which institutions have answered and the coordinator has not yet chosen the national answer."""


def group_of(responses: InstitutionAnswers) -> str:
    """The group of a question."""
    answered = responses.national.state is not AnswerStatus.UNANSWERED
    if answered and responses.is_settled:
        return "settled"
    if answered and not responses.unsettled:  # carried over from the previous cycle
        return "again"
    if answered:  # an institution claims another position
        return "changed" if responses.national.settlement else "differ"
    return {
        Agreement.DIFFERENT: "differ",
        Agreement.AGREED: "agreed",
        Agreement.NOBODY_KNOWS: "unknown",
    }.get(responses.agreement, "waiting")
