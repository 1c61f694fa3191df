"""Storing of changed plan settings and targets, with the reason of a refusal as a message of the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from app_pages.shell import session
from app_pages.shell.forms import messages
from assessment import Assessment, AssessmentError, PlanSettings
from assessment.planning.settings_checks import plan_problems
from host.services import now, open_store
from questionnaires import Edition
from questionnaires.shape import error_text
from translations import gettext as _

Change = Callable[[Assessment], Mapping[str, Any]]
"""Takes the stored assessment and returns the changed fields of its plan settings, `targets` included."""


def save_plan(
    assessment_id: str,
    edition: Edition,
    revision: int,
    change: Change,
    *,
    about: str,
    done: str = "",
) -> bool:
    """Store a change and return whether it was accepted; `messages.problem_of("plan", about)` has the reason if not.

    `done` is the message of success, for a form with a button. `revision` is that of the settings on the screen. A second change made before the screen is redrawn is applied to
    the revision the user has just stored, and is not a conflict.
    """
    store, person = open_store(), session.person()
    messages.report("plan", about)
    try:
        before = store.load(assessment_id, person=person)
        fields = dict(change(before))
        targets = fields.pop("targets", before.targets)
        plan = PlanSettings.model_validate({**before.plan.model_dump(), **fields})
        problem = next(iter(plan_problems(plan, edition)), None)
        if problem is not None:
            messages.report("plan", about, problem=_refusal(f"{problem.what} {problem.remedy}"))
            return False
        saved = store.save_settings(
            assessment_id,
            targets=targets,
            plan=plan,
            expected_revision=session.latest_own_plan(assessment_id, revision),
            person=person,
            at=now(),
        )
    except ValidationError as error:
        messages.report("plan", about, problem=_refusal(error_text(error.errors()[0])))
        return False
    except AssessmentError as error:
        messages.report("plan", about, problem=_refusal(str(error)))
        return False
    session.record_own_plan(assessment_id, revision, saved.number)
    messages.report("plan", about, done=done)
    return True


def _refusal(text: str) -> str:
    """Return the message of a refused change."""
    return _("Not saved: {problem}").format(problem=text)
