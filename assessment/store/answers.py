"""Answers in the store: of the country and of each institution, every change a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.model.assessment import NATIONAL, Answer
from assessment.store.audit.writer import log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import (
    newest_answer,
    newest_answers,
    newest_figures_of,
    newest_numbers,
)
from assessment.store.database.tables import AnswerRow
from assessment.store.edit_conflicts import figures_stand, same_or_stale
from assessment.store.people.identity import Person
from assessment.store.records import (
    AnswerChange,
    AnswerRevision,
    ObservationsChange,
    ObservationsRevision,
    Revision,
    answer_of,
    answer_row,
    figures_of,
    figures_row,
)
from assessment.store.state_guard import require_open


class Answers(StoreBase):
    """The part of the store that keeps answers."""

    def save_answer(
        self,
        assessment_id: str,
        indicator_id: str,
        answer: Answer,
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
        institution: str = NATIONAL,
    ) -> Revision:
        """Add a revision; the answer that already stands is not added again.

        `expected_revision` is the newest number the person has seen, 0 for none.
        Raises StaleAnswer, holding both answers, where there is a newer one.
        """
        change = AnswerChange(institution, indicator_id, answer, expected_revision)
        return self._add(
            assessment_id,
            person,
            Operation.ANSWER,
            at=at,
            standing=lambda session: _answer_standing(session, assessment_id, change),
            row=lambda: _answer_row(assessment_id, change, person, at),
            added=Revision(expected_revision + 1, at.astimezone(dt.UTC)),
            whole=False,
            owner=(institution, indicator_id),
        )

    def save_all(
        self,
        assessment_id: str,
        *,
        answers: Iterable[AnswerChange] = (),
        figures: Iterable[ObservationsChange] = (),
        person: Person,
        at: dt.datetime,
    ) -> int:
        """Add a revision for each change that does not stand already, all of them or none; how many were added.

        Raises StaleAnswer or StaleFigures for the first that was changed by someone else meanwhile.
        """
        changes, all_figures = tuple(answers), tuple(figures)
        try:
            with self._write() as session:
                extent = self._find_scope(session, assessment_id, person, Operation.ANSWER)
                for change in changes:
                    extent.require(change.institution, change.indicator_id)
                if all_figures:
                    self._find(session, assessment_id, person, Operation.SAVE_FIGURES)
                rows = [
                    *(
                        _answer_row(assessment_id, change, person, at)
                        for change in changes
                        if _answer_standing(session, assessment_id, change) is None
                    ),
                    *(
                        figures_row(
                            change.figures,
                            assessment_id=assessment_id,
                            statistic=change.statistic,
                            number=change.expected_revision + 1,
                            author=person.name,
                            at=at,
                        )
                        for change in all_figures
                        if not _figures_standing(session, assessment_id, change, person, at)
                    ),
                ]
                session.add_all(rows)
                log_rows(session, rows, person.name, at)
                for row in rows:
                    require_open(session, extent.begun, row)
        except IntegrityError:  # as in `_add`: say who was faster
            with self._read() as session:
                for change in changes:
                    _answer_standing(session, assessment_id, change)
                for figures_change in all_figures:
                    _figures_standing(session, assessment_id, figures_change, person, at)
            raise
        return len(rows)

    def answer_history(
        self,
        assessment_id: str,
        indicator_id: str,
        *,
        person: Person,
        institution: str = NATIONAL,
    ) -> tuple[AnswerRevision, ...]:
        """Every revision of an answer, the oldest first."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            extent.require(institution)
            rows = session.scalars(
                select(AnswerRow)
                .where(
                    AnswerRow.assessment_id == assessment_id,
                    AnswerRow.institution == institution,
                    AnswerRow.indicator_id == indicator_id,
                )
                .order_by(AnswerRow.number)
            )
            return tuple(_revision(row) for row in rows)

    def newest_answers(
        self, assessment_id: str, *, person: Person
    ) -> Mapping[str, Mapping[str, AnswerRevision]]:
        """The newest revision of every answer that `person` may see, by institution (`NATIONAL` too) and indicator."""
        found: dict[str, dict[str, AnswerRevision]] = {}
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            for row in newest_answers(session, assessment_id):
                if extent.holds(row.institution):
                    found.setdefault(row.institution, {})[row.indicator_id] = _revision(row)
        return found

    def revisions(
        self, assessment_id: str, *, person: Person, institution: str = NATIONAL
    ) -> Mapping[str, int]:
        """The newest revision number of each indicator that has an answer."""
        with self._read() as session:
            extent = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            extent.require(institution)
            return {
                indicator: number
                for (owner, indicator), number in newest_numbers(session, assessment_id).items()
                if owner == institution
            }


def _revision(row: AnswerRow) -> AnswerRevision:
    return AnswerRevision(row.number, answer_of(row), row.author, row.at)


def _answer_standing(session: Session, assessment_id: str, change: AnswerChange) -> Revision | None:
    newest = newest_answer(session, assessment_id, change.institution, change.indicator_id)
    return same_or_stale(newest, change.answer, change.expected_revision, change.indicator_id)


def _answer_row(
    assessment_id: str, change: AnswerChange, person: Person, at: dt.datetime
) -> AnswerRow:
    return answer_row(
        change.answer,
        assessment_id=assessment_id,
        institution=change.institution,
        indicator_id=change.indicator_id,
        number=change.expected_revision + 1,
        author=person.name,
        at=at,
    )


def _figures_standing(
    session: Session,
    assessment_id: str,
    change: ObservationsChange,
    person: Person,
    at: dt.datetime,
) -> bool:
    newest = figures_of(newest_figures_of(session, assessment_id, change.statistic))
    offered = ObservationsRevision(change.expected_revision + 1, change.figures, person.name, at)
    return figures_stand(change.statistic, newest, offered)
