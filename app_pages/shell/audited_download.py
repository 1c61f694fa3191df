"""What is taken along is noted in the log: by whom, when, what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app_pages.shell import session
from assessment.audit_chain import AuditAction
from host.services import now, open_store

T = TypeVar("T")


def audited(
    assessment_id: str,
    what: str,
    make: Callable[[], T],
    action: AuditAction = AuditAction.EXPORTED,
) -> Callable[[], T]:
    """`make`, which is noted when it is called; the person is asked for now, as a download knows none."""
    person = session.person()

    def make_noted() -> T:
        open_store().note(
            action, person=person, at=now(), assessment_id=assessment_id, subject=what
        )
        return make()

    return make_noted
