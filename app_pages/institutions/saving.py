"""Changes to the list of institutions, applied to the newest stored list so that concurrent changes are kept."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from app_pages.questionnaire.answer_form import validation_message
from app_pages.shell import session
from app_pages.shell.forms import messages
from assessment import AssessmentError, Institution
from assessment.store import Stale
from host.services import now, open_store
from translations import gettext as _

Listed = tuple[Institution, ...]

MAXIMUM_ATTEMPTS = 5


def update_institutions(
    assessment_id: str, change: Callable[[Listed], Listed], *, at: str = ""
) -> bool:
    """Apply a change to the newest list and store it; on failure set the problem. Return whether it was stored.

    `at` is the place of the message. `change` may raise pydantic's ValidationError.
    """
    store, person = open_store(), session.person()
    try:
        for left in reversed(range(MAXIMUM_ATTEMPTS)):
            newest = store.institutions(assessment_id, person=person)
            try:
                store.save_institutions(
                    assessment_id,
                    change(newest.value),
                    expected_revision=newest.number,
                    person=person,
                    at=now(),
                )
                break
            except Stale:  # saved by someone else since it was read: read it again
                if not left:
                    raise
    except (AssessmentError, ValidationError) as error:
        messages.report("institutions", assessment_id, problem=_refusal(error), at=at)
        return False
    messages.report("institutions", assessment_id)
    return True


def _refusal(error: AssessmentError | ValidationError) -> str:
    if isinstance(error, AssessmentError):
        return str(error)
    return _("Not saved: {problem}").format(problem=validation_message(error))


def update_institution(
    assessment_id: str, institution: str, change: Callable[[Institution], Institution | None]
) -> bool:
    """Apply a change to one institution; None from `change` removes it. Return whether it was stored."""

    def changed(listed: Listed) -> Listed:
        results = ((change(item) if item.id == institution else item) for item in listed)
        return tuple(item for item in results if item is not None)

    return update_institutions(assessment_id, changed)
