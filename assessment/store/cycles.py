"""One cycle after the other in the store: the next is opened from one that was agreed, which stays as it is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.cycles.next_cycle import NotReopened, require_reopening
from assessment.model.assessment import Assessment, AssessmentState, Evidence
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import state_now
from assessment.store.database.tables import AssessmentRow, CycleRow, FileRow
from assessment.store.insert import begun_row, rows_of
from assessment.store.load import gather
from assessment.store.people.identity import Person
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class CycleLink:
    """Another cycle of an assessment: the one it was opened from, or one opened from it, and by whom and when (UTC)."""

    assessment_id: str
    cycle: int
    state: AssessmentState
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CycleLinks:
    """The cycle before, if this one was opened from it, and those opened from this one, the oldest first."""

    former: CycleLink | None
    later: tuple[CycleLink, ...]


class Cycles(StoreBase):
    """The part of the store that leads from one cycle to the next."""

    def open_next_cycle(
        self,
        former_id: str,
        opened: Assessment,
        *,
        edition_hash: str,
        person: Person,
        at: dt.datetime,
    ) -> str:
        """The id of a new draft, linked to the assessment from which `assessment.cycles.next_cycle` made it.

        The files that it names come along. Raises NotReopened where the former is not agreed or published,
        the cycle is not later, it is of another country, or a next cycle stands already.
        """
        key = str(uuid.uuid4())
        with self._write() as session:
            former = self._find(session, former_id, person, Operation.BEGIN)
            lock_log(session)  # of two people who press the button one is told
            require_reopening(gather(session, former), state_now(session, former), opened.cycle)
            _require_first(session, former, opened)
            draft = opened.model_copy(update={"state": AssessmentState.DRAFT})
            begun = begun_row(draft, key=key, edition_hash=edition_hash, author=person.name, at=at)
            session.add(begun)
            session.flush()
            rows = [
                CycleRow(assessment_id=key, former_id=former_id, author=person.name, at=at),
                *rows_of(draft, assessment_id=key, author=person.name, at=at),
                *_files_along(session, former_id, draft, key, person, at),
            ]
            session.add_all(rows)
            log_rows(session, [begun, *rows], person.name, at)
        return key

    def cycles(self, assessment_id: str, *, person: Person) -> CycleLinks:
        """What an assessment was opened from, and what was opened from it."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            own = session.get(CycleRow, assessment_id)
            former = _link(session, own, own.former_id) if own is not None else None
            return CycleLinks(former, tuple(_later(session, assessment_id)))


def _later(session: Session, former_id: str) -> Iterator[CycleLink]:
    rows = session.scalars(
        select(CycleRow).where(CycleRow.former_id == former_id).order_by(CycleRow.at)
    )
    for row in rows:
        yield _link(session, row, row.assessment_id)


def _link(session: Session, row: CycleRow, assessment_id: str) -> CycleLink:
    other = session.get_one(AssessmentRow, assessment_id)
    return CycleLink(assessment_id, other.cycle, state_now(session, other), row.author, row.at)


def _require_first(session: Session, former: AssessmentRow, opened: Assessment) -> None:
    """Raises NotReopened where a next cycle stands that was not withdrawn, or this is not one of the country."""
    if opened.country != former.country:
        raise NotReopened(
            _("The next cycle is of the same country. Begin another assessment instead.")
        )
    standing = [
        item for item in _later(session, former.id) if item.state is not AssessmentState.WITHDRAWN
    ]
    if standing:
        raise NotReopened(
            _("The cycle {cycle} was opened from this one already. Go on with that.").format(
                cycle=standing[0].cycle
            )
        )


def _files_along(
    session: Session, former_id: str, draft: Assessment, key: str, person: Person, at: dt.datetime
) -> Iterator[FileRow]:
    """The files that what is taken over names, as files of the new assessment too."""
    named = {item.file.sha256 for item in _evidence(draft) if item.file is not None}
    for row in session.scalars(
        select(FileRow).where(FileRow.assessment_id == former_id).order_by(FileRow.sha256)
    ):
        if row.sha256 in named:
            yield FileRow(
                assessment_id=key,
                sha256=row.sha256,
                name=row.name,
                kind=row.kind,
                size=row.size,
                author=person.name,
                at=at,
            )


def _evidence(draft: Assessment) -> Iterator[Evidence]:
    """All that is named as evidence, of answers and of what became of measures."""
    for answers in (draft.answers, *draft.institution_answers.values()):
        for answer in answers.values():
            yield from answer.evidence
    for progress in draft.plan.progress.values():
        yield from progress.evidence
