"""Downloads recorded in the audit log with person, time and file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app_pages.shell import session
from assessment.audit_chain import AuditAction
from host.services import now, open_store

T = TypeVar("T")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media type of a Word document."""


def audited(
    assessment_id: str,
    subject: str,
    make: Callable[[], T],
    action: AuditAction = AuditAction.EXPORTED,
) -> Callable[[], T]:
    """Return `make` wrapped to record each call in the audit log.

    The person is read now, as Streamlit calls a download function outside the session.
    """
    return audited_in_each((assessment_id,), subject, make, action)


def audited_in_each(
    assessment_ids: Sequence[str],
    subject: str,
    make: Callable[[], T],
    action: AuditAction = AuditAction.EXPORTED,
) -> Callable[[], T]:
    """Return `make` wrapped as by `audited`, for a file with data of several assessments."""
    person = session.person()

    def make_audited() -> T:
        for assessment_id in assessment_ids:
            open_store().note(
                action, person=person, at=now(), assessment_id=assessment_id, subject=subject
            )
        return make()

    return make_audited
