"""Which evidence files a person may read: own uploads, and those that evidence in the person's scope names."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assessment.audit_chain import AuditAction
from assessment.errors import NotAllowed
from assessment.model.assessment import Answer
from assessment.store.database.tables import AnswerRow, AuditRow, FileRow, RetiredRow, SettingsRow
from assessment.store.people.account_rows import names_of
from assessment.store.people.identity import Person
from assessment.store.visibility import AccessScope
from translations import gettext as _


def readable_files(
    session: Session, scope: AccessScope, person: Person, among: Collection[str]
) -> frozenset[str]:
    """Return the SHA-256 among these of files of the assessment that `person` may read.

    A hash alone opens nothing: the person has uploaded the file here, or an answer or measure in `scope` names it, in
    any revision, as its history shows.
    """
    key = scope.assessment_row.id
    hashes = sorted(item for item in among if re.fullmatch(r"[0-9a-f]{64}", item))
    rows = session.execute(
        select(FileRow.sha256, FileRow.author).where(
            FileRow.assessment_id == key, FileRow.sha256.in_(hashes)
        )
    ).all()
    authors: dict[str, str] = {row.sha256: row.author for row in rows}
    names = names_of(session, person) if authors else frozenset()
    readable = {sha256 for sha256, author in authors.items() if author in names}
    rest = authors.keys() - readable
    if rest:
        readable |= rest & set(_named(session, scope, rest))
    rest = authors.keys() - readable
    if rest:
        readable |= rest & set(_uploaded_again(session, key, names, rest))
    return frozenset(readable)


def require_files_readable(
    session: Session, scope: AccessScope, person: Person, answer: Answer
) -> None:
    """Raise NotAllowed where an answer of a limited scope names a file that `person` may not read.

    Otherwise a person who learns a hash could read the file by naming it.
    """
    if scope.limits is None:
        return
    named = {item.file.sha256: item.file.name for item in answer.evidence if item.file is not None}
    refused = named.keys() - readable_files(session, scope, person, named) if named else ()
    for sha256 in sorted(refused):
        raise NotAllowed(
            _("{name}: your institution has not uploaded this file. Upload it here.").format(
                name=named[sha256]
            )
        )


def subject_of_file(assessment_id: str, sha256: str) -> str:
    """Return the subject of the log entry of a file, its primary key as JSON."""
    return json.dumps([assessment_id, sha256])


def _named(session: Session, scope: AccessScope, among: Collection[str]) -> Iterator[str]:
    """Yield the hashes of files that evidence in the scope names."""
    key = scope.assessment_row.id
    answers = select(AnswerRow.evidence).where(
        AnswerRow.assessment_id == key, _mentions(AnswerRow.evidence, among)
    )
    if scope.limits is not None:
        answers = answers.where(AnswerRow.institution.in_(scope.limits))
    for evidence in session.scalars(answers):
        yield from _hashes_in(evidence)
    for record in session.scalars(
        select(RetiredRow.record).where(
            RetiredRow.assessment_id == key, _mentions(RetiredRow.record, among)
        )
    ):
        if scope.includes(record.get("institution", "")):
            yield from _hashes_in(record)
    if scope.limits is None:
        for plan in session.scalars(
            select(SettingsRow.plan).where(
                SettingsRow.assessment_id == key, _mentions(SettingsRow.plan, among)
            )
        ):
            yield from _hashes_in(plan)


def _mentions(column: InstrumentedAttribute[Any], among: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that the text of a JSON column holds one of these hashes."""
    return or_(*(cast(column, Text).contains(sha256, autoescape=True) for sha256 in sorted(among)))


def _hashes_in(value: object) -> Iterator[str]:
    """Yield the SHA-256 of every file in a JSON value."""
    if isinstance(value, list):
        for item in value:
            yield from _hashes_in(item)
    elif isinstance(value, dict):
        file = value.get("file")
        if isinstance(file, dict) and isinstance(file.get("sha256"), str):
            yield file["sha256"]
        for item in value.values():
            yield from _hashes_in(item)


def _uploaded_again(
    session: Session, assessment_id: str, names: Collection[str], among: Collection[str]
) -> Iterator[str]:
    """Yield the hashes of files that others had uploaded before a person of `names` did, which only the log holds."""
    subjects = {subject_of_file(assessment_id, sha256): sha256 for sha256 in among}
    logged = session.scalars(
        select(AuditRow.subject).where(
            AuditRow.assessment_id == assessment_id,
            AuditRow.action == AuditAction.FILE_ADDED.value,
            AuditRow.person.in_(sorted(names)),
            AuditRow.subject.in_(sorted(subjects)),
        )
    )
    yield from (subjects[subject] for subject in logged)
