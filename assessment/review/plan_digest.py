"""The fingerprint of a plan, so that an approval says what it approved. Pure."""

from __future__ import annotations

from assessment.audit_chain import sha256_of
from assessment.model.assessment import Answer, AnswerStatus, Assessment

FOLLOW_UP = frozenset(("progress", "adopted", "left_out"))
"""Settings that do not make the plan: what became of it, the dates it is followed by, the chapters of a document."""


def plan_digest(assessment: Assessment) -> str:
    """SHA-256 of what the plan follows from: the edition, who is asked what, levels, targets and plan settings.

    Reasons, comments and evidence of answers and the follow-up leave it as it is. `assessment` is as it is stored: a
    level that only follows from parts is known by its parts.
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
