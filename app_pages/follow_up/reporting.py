"""Reports of an institution on the measures it leads: what it may see, and the storing of one field."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.forms import messages
from assessment import AssessmentError, MeasureProgress, PlanSettings
from assessment.errors import NotAllowed
from assessment.planning.follow_up import NOT_STARTED
from assessment.store import ProgressReport
from host.services import now, open_store, today
from questionnaires.shape import error_text
from translations import gettext as _

_OWN = "own reports"
"""The progress last stored by this session, by assessment and measure: a change on top of it is no conflict."""


def led_plan(context: AssessmentContext) -> PlanSettings:
    """Return what the institution of the page reports on; an empty plan for a person who may not see it."""
    try:
        return open_store().led_measures(context.id, context.institution, person=session.person())
    except NotAllowed:
        return PlanSettings()


def report(
    assessment_id: str,
    key: str,
    shown: MeasureProgress,
    change: Callable[[MeasureProgress], MeasureProgress],
    subject: str,
) -> bool:
    """Store a change of the progress of a measure for the institution in the address; return whether it was accepted.

    `shown` is the progress on the screen; the reason of a refusal becomes the message of `subject`.
    """
    store, person, institution = open_store(), session.person(), session.institution()
    messages.report("plan", subject)
    try:
        stored = store.led_measures(assessment_id, institution, person=person).progress.get(key)
        before = stored or NOT_STARTED
        is_own = stored is not None and session.entries(_OWN).get((assessment_id, key)) == stored
        expected = before if is_own else shown
        progress = MeasureProgress.model_validate(
            {**change(expected).model_dump(), "date": today(), "reported_by": institution}
        )
        seen = None if stored is None and expected == NOT_STARTED else expected
        reports = {key: ProgressReport(progress, seen)}
        store.report_progress(assessment_id, institution, reports, person=person, at=now())
        after = store.led_measures(assessment_id, institution, person=person).progress.get(key)
    except ValidationError as error:
        problem = error_text(error.errors()[0])
    except AssessmentError as error:
        problem = str(error)
    else:
        session.entries(_OWN)[assessment_id, key] = after
        return True
    messages.report("plan", subject, problem=_("Not saved: {problem}").format(problem=problem))
    return False
