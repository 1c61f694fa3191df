"""Changes of the plan on their way to the store; what was refused is said where it was tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from app_pages.shell import session
from assessment import Assessment, AssessmentError, PlanSettings
from assessment.planning.settings_checks import plan_problems
from host.services import now, open_store
from questionnaires import Edition
from translations import gettext as _

Change = Callable[[Assessment], Mapping[str, Any]]
"""From the assessment as stored now to the fields of its plan that change; `targets` may be among them."""


def save_plan(
    assessment_id: str, edition: Edition, revision: int, change: Change, *, about: str
) -> bool:
    """Store the change. Where it is refused, `session.problem_of("plan", about)` says why, and nothing is stored.

    `revision` is the one on the screen. A change that follows at once, before the screen shows the one before it,
    builds on what the visitor has just stored and is no conflict.
    """
    store, person = open_store(), session.person()
    session.note_problem("plan", about, "")
    try:
        before = store.load(assessment_id, person=person)
        fields = dict(change(before))
        targets = fields.pop("targets", before.targets)
        plan = PlanSettings.model_validate({**before.plan.model_dump(), **fields})
        problem = next(iter(plan_problems(plan, edition)), None)
        if problem is not None:
            session.note_problem("plan", about, _refusal(f"{problem.what} {problem.remedy}"))
            return False
        saved = store.save_settings(
            assessment_id,
            targets=targets,
            plan=plan,
            expected_revision=session.newest_own_plan(assessment_id, revision),
            person=person,
            at=now(),
        )
    except ValidationError as error:
        text = error.errors()[0]["msg"].removeprefix("Value error, ")
        session.note_problem("plan", about, _refusal(text))
        return False
    except AssessmentError as error:
        session.note_problem("plan", about, _refusal(str(error)))
        return False
    session.keep_own_plan(assessment_id, revision, saved.number)
    return True


def _refusal(text: str) -> str:
    return _("Not saved: {problem}").format(problem=text)
