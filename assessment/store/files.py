"""Files brought as evidence: which assessment has which. The bytes lie in the vault, by their SHA-256."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import UnknownFile
from assessment.model.assessment import StoredFile
from assessment.store.base import StoreBase
from assessment.store.database.tables import AnswerRow, FileRow
from assessment.store.people.identity import Person
from assessment.store.records import FileRecord, answer_of, file_of
from assessment.store.visibility import AccessScope
from translations import gettext as _


class Files(StoreBase):
    """The part of the store that knows files."""

    def add_file(
        self, assessment_id: str, file: StoredFile, *, person: Person, at: dt.datetime
    ) -> FileRecord:
        """Note that the assessment has this file; one that it has already stays as it came first."""

        def standing(session: Session) -> FileRecord | None:
            row = session.get(FileRow, (assessment_id, file.sha256))
            return file_of(row) if row is not None else None

        return self._add(
            assessment_id,
            person,
            Operation.ANSWER,
            at=at,
            standing=standing,
            row=lambda: FileRow(
                assessment_id=assessment_id,
                sha256=file.sha256,
                name=file.name,
                kind=file.kind,
                size=file.size,
                author=person.name,
                at=at,
            ),
            added=FileRecord(file, person.name, at.astimezone(dt.UTC)),
            whole=False,
        )

    def files(self, assessment_id: str, *, person: Person) -> tuple[FileRecord, ...]:
        """The files of an assessment that `person` may see, by name."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            mine = _open_to(session, extent, person)
            rows = session.scalars(select(FileRow).where(FileRow.assessment_id == assessment_id))
            return tuple(
                sorted(
                    (file_of(row) for row in rows if mine is None or row.sha256 in mine),
                    key=lambda item: (item.file.name, item.file.sha256),
                )
            )

    def file(self, assessment_id: str, sha256: str, *, person: Person) -> FileRecord:
        """A file of this assessment. Raises UnknownFile where it has none with that SHA-256."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            mine = _open_to(session, extent, person)
            row = session.get(FileRow, (assessment_id, sha256))
            if row is None or (mine is not None and sha256 not in mine):
                raise UnknownFile(
                    _(
                        "This assessment has no such file here. "
                        "Ask whoever added the evidence to upload it again."
                    )
                )
            return file_of(row)


def _open_to(session: Session, extent: AccessScope, person: Person) -> frozenset[str] | None:
    """The files that somebody limited to an institution may see: their own, and those its answers name. None is all."""
    if extent.asked is None:
        return None
    key = extent.begun.id
    brought = session.scalars(
        select(FileRow.sha256).where(FileRow.assessment_id == key, FileRow.author == person.name)
    )
    answers = session.scalars(
        select(AnswerRow).where(
            AnswerRow.assessment_id == key, AnswerRow.institution.in_(extent.asked)
        )
    )
    named = (
        item.file.sha256
        for row in answers
        for item in answer_of(row).evidence
        if item.file is not None
    )
    return frozenset((*brought, *named))
