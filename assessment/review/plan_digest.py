"""The digest of a plan, by which an approval identifies the plan approved. Pure."""

from __future__ import annotations

from assessment.audit_chain import sha256_of
from assessment.model.assessment import Answer, AnswerStatus, Assessment

FOLLOW_UP = frozenset(("progress", "adopted", "reporting", "left_out", "document"))
"""Settings that are no part of the plan: progress, the baseline and who reports, chapters and look of the documents."""


def plan_digest(assessment: Assessment) -> str:
    """SHA-256 of the inputs of the plan: edition, cycle, profile, levels, targets and plan settings, as hex.

    Reasons, comments and evidence of answers and the follow-up do not change it. `assessment` is as stored: a level
    derived from details is represented by the details.
    """
    plan = assessment.plan.model_dump(mode="json", exclude_defaults=True, exclude=set(FOLLOW_UP))
    return sha256_of(
        {
            "edition": assessment.edition,
            "cycle": assessment.cycle,
            "profile": assessment.profile,
            "levels": {
                key: _level(answer)
                for key, answer in assessment.answers.items()
                if answer.state is not AnswerStatus.UNANSWERED
            },
            "targets": dict(assessment.targets),
            "plan": plan,
        }
    )


def _level(answer: Answer) -> list[object]:
    parts = None
    if answer.level is None and answer.details is not None:
        parts = answer.details.model_dump(mode="json", exclude_defaults=True)
    return [answer.state.value, answer.level, parts]
