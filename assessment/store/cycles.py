"""Store of cycles: the next one is opened from an agreed assessment, which does not change."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.cycles.next_cycle import NotReopened, require_reopening
from assessment.cycles.past_values import FormerFigures
from assessment.model.assessment import Assessment, AssessmentState, Evidence
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import current_state, newest_figures
from assessment.store.database.tables import AssessmentRow, CycleRow, FileRow
from assessment.store.insert import new_assessment_row, new_rows
from assessment.store.load import load_assessment
from assessment.store.people.identity import Person
from assessment.store.revisions import FIGURES
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class CycleLink:
    """The previous or a later cycle of an assessment, with the author and time (UTC) of the opening."""

    assessment_id: str
    cycle: int
    state: AssessmentState
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CycleLinks:
    """The cycle that an assessment was opened from, if any, and those opened from it, the oldest first."""

    former: CycleLink | None
    later: tuple[CycleLink, ...]


class Cycles(StoreBase):
    """The part of the store that links cycles."""

    def open_next_cycle(
        self,
        former_id: str,
        opened: Assessment,
        *,
        edition_hash: str,
        person: Person,
        at: dt.datetime,
    ) -> str:
        """Store `opened` as a draft, linked to the assessment it was made from, and return its id.

        `opened` comes from `assessment.cycles.next_cycle`; the files that it names are added to it. Raises NotReopened
        where the former is not agreed or published, the cycle is not later, the country is another one, or there is a
        next cycle that was not withdrawn.
        """
        key = str(uuid.uuid4())
        with self._write() as session:
            former = self._find(session, former_id, person, Operation.BEGIN)
            lock_log(session)  # of two openings at once, the second one is refused
            require_reopening(
                load_assessment(session, former), current_state(session, former), opened.cycle
            )
            _require_first(session, former, opened)
            draft = opened.model_copy(update={"state": AssessmentState.DRAFT})
            assessment_row = new_assessment_row(
                draft, key=key, edition_hash=edition_hash, author=person.name, at=at
            )
            session.add(assessment_row)
            session.flush()
            rows = [
                CycleRow(assessment_id=key, former_id=former_id, author=person.name, at=at),
                *new_rows(draft, assessment_id=key, author=person.name, at=at),
                *_named_files(session, former_id, draft, key, person, at),
            ]
            session.add_all(rows)
            log_rows(session, [assessment_row, *rows], person.name, at)
        return key

    def cycles(self, assessment_id: str, *, person: Person) -> CycleLinks:
        """Return the cycle that an assessment was opened from and the cycles opened from it."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_SNAPSHOT)
            own = session.get(CycleRow, assessment_id)
            former = _link(session, own, own.former_id) if own is not None else None
            return CycleLinks(former, tuple(_later(session, assessment_id)))

    def former_figures(self, assessment_id: str, *, person: Person) -> tuple[FormerFigures, ...]:
        """Return the figures of the country's earlier cycles, the newest first.

        These are the assessments that this one was opened from; where it was opened from none, those of the country
        with an earlier cycle and the same standing, of each cycle the one begun last. Withdrawn ones are left out.
        The right to see figures is given by country, so it covers them all.
        """
        with self._read() as session:
            row = self._find(session, assessment_id, person, Operation.SEE_FIGURES)
            rows = _opened_from(session, row) or _earlier(session, row)
            return tuple(
                FormerFigures(
                    item.cycle,
                    item.edition,
                    {
                        figures.statistic: FIGURES.from_row(figures)
                        for figures in newest_figures(session, item.id)
                    },
                )
                for item in rows
                if current_state(session, item) is not AssessmentState.WITHDRAWN
            )


def _opened_from(session: Session, row: AssessmentRow) -> list[AssessmentRow]:
    """Return the assessments that lead to this one, each opened from the next."""
    rows: list[AssessmentRow] = []
    while (link := session.get(CycleRow, row.id)) is not None:
        row = session.get_one(AssessmentRow, link.former_id)
        rows.append(row)
    return rows


def _earlier(session: Session, row: AssessmentRow) -> list[AssessmentRow]:
    """Return the assessments of the country with an earlier cycle, the newest first, one a cycle."""
    found = session.scalars(
        select(AssessmentRow)
        .where(
            AssessmentRow.country == row.country,
            AssessmentRow.standing == row.standing,
            AssessmentRow.cycle < row.cycle,
        )
        .order_by(AssessmentRow.created_at, AssessmentRow.id)
    )
    by_cycle = {
        item.cycle: item
        for item in found
        if current_state(session, item) is not AssessmentState.WITHDRAWN
    }
    return [by_cycle[cycle] for cycle in sorted(by_cycle, reverse=True)]


def _later(session: Session, former_id: str) -> Iterator[CycleLink]:
    rows = session.scalars(
        select(CycleRow).where(CycleRow.former_id == former_id).order_by(CycleRow.at)
    )
    for row in rows:
        yield _link(session, row, row.assessment_id)


def _link(session: Session, row: CycleRow, assessment_id: str) -> CycleLink:
    other = session.get_one(AssessmentRow, assessment_id)
    return CycleLink(assessment_id, other.cycle, current_state(session, other), row.author, row.at)


def _require_first(session: Session, former: AssessmentRow, opened: Assessment) -> None:
    """Raise NotReopened where a next cycle exists that was not withdrawn, or the countries differ."""
    if opened.country != former.country:
        raise NotReopened(
            _("The next cycle is of the same country. Begin another assessment instead.")
        )
    later = [
        item for item in _later(session, former.id) if item.state is not AssessmentState.WITHDRAWN
    ]
    if later:
        raise NotReopened(
            _("The cycle {cycle} was opened from this one already. Go on with that.").format(
                cycle=later[0].cycle
            )
        )


def _named_files(
    session: Session, former_id: str, draft: Assessment, key: str, person: Person, at: dt.datetime
) -> Iterator[FileRow]:
    """Yield rows of the new assessment for the former one's files that the draft names as evidence."""
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
    """Yield the evidence of all answers and of the progress of measures."""
    for answers in (draft.answers, *draft.institution_answers.values()):
        for answer in answers.values():
            yield from answer.evidence
    for progress in draft.plan.progress.values():
        yield from progress.evidence
