"""A change to the list of institutions: made to the list as it is stored now, so that two coordinators lose nothing."""

from __future__ import annotations

from collections.abc import Callable

from app_pages.shell import session
from assessment import AssessmentError, Institution
from assessment.store import Stale
from host.services import now, open_store

Listed = tuple[Institution, ...]

MOST_TRIES = 5


def update_institutions(assessment_id: str, change: Callable[[Listed], Listed]) -> bool:
    """Store the changed list; whether that worked. Where it did not, the page says why."""
    store, person = open_store(), session.person()
    try:
        for left in reversed(range(MOST_TRIES)):
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
            except Stale:  # someone saved between our look and our write: look again
                if not left:
                    raise
    except AssessmentError as error:
        session.set_problem("institutions", assessment_id, str(error))
        return False
    session.set_problem("institutions", assessment_id, "")
    return True


def update_institution(
    assessment_id: str, institution: str, change: Callable[[Institution], Institution | None]
) -> bool:
    """Store one institution changed; None takes it off the list."""

    def changed(listed: Listed) -> Listed:
        results = ((change(item) if item.id == institution else item) for item in listed)
        return tuple(item for item in results if item is not None)

    return update_institutions(assessment_id, changed)
