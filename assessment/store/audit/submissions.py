"""Submissions of forms imported so far, with their contents, read from the log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.audit_chain import AuditAction
from assessment.model.assessment import Assessment
from assessment.store.audit.writer import note
from assessment.store.database.tables import AuditRow
from assessment.store.records import ImportedSubmission

Submissions = Mapping[str, Mapping[str, Mapping[str, str]]]
"""As in `Assessment.submissions`."""


def submissions_of(assessment: Assessment) -> Iterator[ImportedSubmission]:
    """Yield the submissions that an assessment knows."""
    for institution, by_id in assessment.submissions.items():
        for key, said in by_id.items():
            yield ImportedSubmission(institution, key, said)


def log_submissions(
    session: Session,
    assessment_id: str,
    submissions: Iterable[ImportedSubmission],
    author: str,
    at: dt.datetime,
) -> None:
    """Log the import of submissions."""
    for item in submissions:
        note(
            session,
            AuditAction.SUBMISSION_IMPORTED,
            author,
            at,
            assessment_id=assessment_id,
            subject=json.dumps([item.institution, item.id, dict(item.said)], ensure_ascii=False),
        )


def read_submissions(session: Session, assessment_id: str) -> Submissions:
    """Return the last log entry of each submission of an assessment."""
    subjects = session.scalars(
        select(AuditRow.subject)
        .where(
            AuditRow.assessment_id == assessment_id,
            AuditRow.action == AuditAction.SUBMISSION_IMPORTED.value,
        )
        .order_by(AuditRow.number)
    )
    submissions: dict[str, dict[str, Mapping[str, str]]] = {}
    for institution, key, said in map(json.loads, subjects):
        submissions.setdefault(institution, {})[key] = said
    return submissions
