"""Store of evidence files: which assessment has which. `BlobStore` keeps the bytes by their SHA-256."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import UnknownFile
from assessment.model.assessment import StoredFile
from assessment.store.base import StoreBase
from assessment.store.database.tables import AnswerRow, FileRow
from assessment.store.people.identity import Person
from assessment.store.records import FileRecord
from assessment.store.revisions import answer_of
from assessment.store.visibility import AccessScope
from translations import gettext as _


class Files(StoreBase):
    """The part of the store that keeps the list of files."""

    def add_file(
        self, assessment_id: str, file: StoredFile, *, person: Person, at: dt.datetime
    ) -> FileRecord:
        """Add a file to the assessment; return the first record of a file that it has already."""
        key = (assessment_id, file.sha256)
        try:
            with self._write() as session:
                scope = self._find_scope(session, assessment_id, person, Operation.ANSWER)
                stored = session.get(FileRow, key)
                if stored is not None:
                    return file_of(stored)
                row = FileRow(
                    assessment_id=assessment_id,
                    sha256=file.sha256,
                    name=file.name,
                    kind=file.kind,
                    size=file.size,
                    author=person.name,
                    at=at,
                )
                self._add_rows(session, scope.assessment_row, (row,), person, at)
        except IntegrityError:  # another writer added the file between our read and our write
            with self._read() as session:
                stored = session.get(FileRow, key)
                if stored is not None:
                    return file_of(stored)
            raise
        return FileRecord(file, person.name, at.astimezone(dt.UTC))

    def files(self, assessment_id: str, *, person: Person) -> tuple[FileRecord, ...]:
        """Return the files of an assessment that `person` may see, ordered by name."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            visible = _visible_files(session, scope, person)
            rows = session.scalars(select(FileRow).where(FileRow.assessment_id == assessment_id))
            return tuple(
                sorted(
                    (file_of(row) for row in rows if visible is None or row.sha256 in visible),
                    key=lambda item: (item.file.name, item.file.sha256),
                )
            )

    def file(self, assessment_id: str, sha256: str, *, person: Person) -> FileRecord:
        """Return a file of the assessment. Raises UnknownFile where it has none with this SHA-256."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            visible = _visible_files(session, scope, person)
            row = session.get(FileRow, (assessment_id, sha256))
            if row is None or (visible is not None and sha256 not in visible):
                raise UnknownFile(
                    _(
                        "This assessment has no such file here. "
                        "Ask whoever added the evidence to upload it again."
                    )
                )
            return file_of(row)


def file_of(row: FileRow) -> FileRecord:
    """Return the file in a row."""
    file = StoredFile.model_validate(
        {"sha256": row.sha256, "name": row.name, "kind": row.kind, "size": row.size}
    )
    return FileRecord(file, row.author, row.at)


def _visible_files(session: Session, scope: AccessScope, person: Person) -> frozenset[str] | None:
    """Return the SHA-256 of the files in a limited scope: the person's own uploads, and those its answers name.

    None is all files.
    """
    if scope.limits is None:
        return None
    key = scope.assessment_row.id
    uploaded = session.scalars(
        select(FileRow.sha256).where(FileRow.assessment_id == key, FileRow.author == person.name)
    )
    answers = session.scalars(
        select(AnswerRow).where(
            AnswerRow.assessment_id == key, AnswerRow.institution.in_(scope.limits)
        )
    )
    named = (
        item.file.sha256
        for row in answers
        for item in answer_of(row).evidence
        if item.file is not None
    )
    return frozenset((*uploaded, *named))
