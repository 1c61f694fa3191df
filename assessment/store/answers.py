"""Store of answers, national and of each institution; every change is a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from assessment.access.permissions import Operation
from assessment.model.assessment import NATIONAL, Answer
from assessment.store.base import StoreBase
from assessment.store.database.queries import newest_answers, newest_numbers
from assessment.store.database.tables import AnswerRow
from assessment.store.edit_conflicts import Change
from assessment.store.people.identity import Person
from assessment.store.records import (
    AnswerChange,
    ImportedSubmission,
    ObservationsChange,
    Revision,
)
from assessment.store.revisions import ANSWERS, FIGURES


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
    ) -> Revision[Answer]:
        """Add a revision of an answer and return it; return the newest one where it holds the same answer.

        `expected_revision` is the newest number that the person has seen, 0 for none. Raises Stale, with the stored
        and the offered answer, where it is not the newest.
        """
        return self._save_revision(
            assessment_id,
            ANSWERS,
            answer,
            expected_revision=expected_revision,
            person=person,
            at=at,
            institution=institution,
            indicator_id=indicator_id,
        )

    def save_all(
        self,
        assessment_id: str,
        *,
        answers: Iterable[AnswerChange] = (),
        figures: Iterable[ObservationsChange] = (),
        submission: ImportedSubmission | None = None,
        person: Person,
        at: dt.datetime,
    ) -> int:
        """Save all changes or none, each as `save_answer` does; return how many revisions were added.

        `submission` is the one that the changes are from; it is known from then on. Raises Stale for the first change whose expected revision is not the newest.
        """
        changes: list[Change[Any]] = [
            Change(
                ANSWERS,
                item.answer,
                item.expected_revision,
                {"institution": item.institution, "indicator_id": item.indicator_id},
            )
            for item in answers
        ]
        changes += [
            Change(FIGURES, item.figures, item.expected_revision, {"statistic": item.statistic})
            for item in figures
        ]
        if not changes and submission is None:
            return 0
        _revisions, count = self._save_changes(
            assessment_id, changes, person=person, at=at, submission=submission
        )
        return count

    def answer_history(
        self,
        assessment_id: str,
        indicator_id: str,
        *,
        person: Person,
        institution: str = NATIONAL,
    ) -> tuple[Revision[Answer], ...]:
        """Return every revision of an answer, the oldest first."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            scope.require(institution)
            rows = session.scalars(
                select(AnswerRow)
                .where(
                    AnswerRow.assessment_id == assessment_id,
                    AnswerRow.institution == institution,
                    AnswerRow.indicator_id == indicator_id,
                )
                .order_by(AnswerRow.number)
            )
            return tuple(ANSWERS.revision(row) for row in rows)

    def newest_answers(
        self, assessment_id: str, *, person: Person
    ) -> Mapping[str, Mapping[str, Revision[Answer]]]:
        """Return the newest revision of every answer that `person` may see, by institution and indicator."""
        newest: dict[str, dict[str, Revision[Answer]]] = {}
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            for row in newest_answers(session, assessment_id):
                if scope.includes(row.institution):
                    by_indicator = newest.setdefault(row.institution, {})
                    by_indicator[row.indicator_id] = ANSWERS.revision(row)
        return newest

    def revisions(
        self, assessment_id: str, *, person: Person, institution: str = NATIONAL
    ) -> Mapping[str, int]:
        """Return the newest revision number of each answer, by indicator."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            scope.require(institution)
            return {
                indicator: number
                for (owner, indicator), number in newest_numbers(session, assessment_id).items()
                if owner == institution
            }
