"""Store of evidence files: which assessment has which. `BlobStore` keeps the bytes by their SHA-256."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assessment.access.permissions import Operation
from assessment.audit_chain import AuditAction
from assessment.errors import UnknownFile
from assessment.model.assessment import StoredFile
from assessment.store.audit.writer import note
from assessment.store.base import StoreBase
from assessment.store.database.tables import FileRow
from assessment.store.evidence_blobs import BlobStore
from assessment.store.file_access import readable_files, subject_of_file
from assessment.store.people.identity import Person
from assessment.store.records import FileRecord
from assessment.store.state_guard import require_open
from translations import gettext as _


class Files(StoreBase):
    """The part of the store that keeps the list of files."""

    def upload_file(
        self,
        assessment_id: str,
        data: bytes,
        name: str,
        *,
        blobs: BlobStore,
        person: Person,
        at: dt.datetime,
    ) -> StoredFile:
        """Store a document and add it to the assessment; return it under `name`.

        The bytes are written once the person's access and the state are checked, and before the row, so that a row
        never lacks its bytes. Raises as `add_file` and `BlobStore.put`.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.ANSWER)
            require_open(session, scope.assessment_row, (FileRow(),))
        file = blobs.put(data, name)
        self.add_file(assessment_id, file, person=person, at=at)
        return file

    def add_file(
        self, assessment_id: str, file: StoredFile, *, person: Person, at: dt.datetime
    ) -> FileRecord:
        """Add a file to the assessment; return the first record of a file that it has already.

        Only for a file whose bytes the person has: it becomes readable to them. Pages call `upload_file`.
        """
        key = (assessment_id, file.sha256)
        try:
            with self._write() as session:
                scope = self._find_scope(session, assessment_id, person, Operation.ANSWER)
                stored = session.get(FileRow, key)
                if stored is not None:
                    if file.sha256 not in readable_files(session, scope, person, {file.sha256}):
                        note(
                            session,
                            AuditAction.FILE_ADDED,
                            person.name,
                            at,
                            assessment_id=assessment_id,
                            subject=subject_of_file(*key),
                        )
                        require_open(session, scope.assessment_row, (stored,))
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
                return self.add_file(assessment_id, file, person=person, at=at)
            raise
        return FileRecord(file, person.name, at.astimezone(dt.UTC))

    def files(self, assessment_id: str, *, person: Person) -> tuple[FileRecord, ...]:
        """Return the files of an assessment that `person` may read, ordered by name."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            rows = session.scalars(
                select(FileRow).where(FileRow.assessment_id == assessment_id)
            ).all()
            readable = readable_files(session, scope, person, {row.sha256 for row in rows})
            return tuple(
                sorted(
                    (file_of(row) for row in rows if row.sha256 in readable),
                    key=lambda item: (item.file.name, item.file.sha256),
                )
            )

    def readable_files(
        self, assessment_id: str, among: Collection[str], *, person: Person
    ) -> frozenset[str]:
        """Return the SHA-256 among these of files of the assessment that `person` may read."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return readable_files(session, scope, person, among)

    def file(self, assessment_id: str, sha256: str, *, person: Person) -> FileRecord:
        """Return a file of the assessment. Raises UnknownFile where `person` may read none with this SHA-256."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            if sha256 not in readable_files(session, scope, person, {sha256}):
                raise UnknownFile(
                    _(
                        "This assessment has no such file here. "
                        "Ask whoever added the evidence to upload it again."
                    )
                )
            return file_of(session.get_one(FileRow, (assessment_id, sha256)))


def file_of(row: FileRow) -> FileRecord:
    """Return the file in a row."""
    file = StoredFile.model_validate(
        {"sha256": row.sha256, "name": row.name, "kind": row.kind, "size": row.size}
    )
    return FileRecord(file, row.author, row.at)
