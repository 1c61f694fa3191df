"""Tables of remarks: the conversion between a remark and its row, and the threads of an assessment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.plan_review import PlanRemark, PlanRemarkKind
from assessment.review.thread import ThreadRemark
from assessment.store.database.tables import Base, PlanRemarkRow, RemarkRow

R = TypeVar("R", bound=ThreadRemark[Any])


@dataclass(frozen=True, slots=True)
class RemarkTable(Generic[R]):
    """A table whose rows are remarks, numbered from 1 in each thread; its columns are the fields of the remark type.

    Column `key` names the thread within an assessment.
    """

    row_type: type[Base]
    key: str
    remark_type: type[R]
    kind_type: type[StrEnum]

    def threads(self, session: Session, assessment_id: str) -> Mapping[str, tuple[R, ...]]:
        """Return the remarks of each thread of an assessment, the oldest first; threads ordered by key."""
        threads: dict[str, list[R]] = {}
        for row in self._rows(session, assessment_id=assessment_id):
            threads.setdefault(getattr(row, self.key), []).append(self._remark(row))
        return {key: tuple(threads[key]) for key in sorted(threads)}

    def threads_of_each(
        self, session: Session, assessment_ids: Collection[str]
    ) -> Mapping[str, Mapping[str, tuple[R, ...]]]:
        """Return the remarks of each thread by assessment id, read in one statement; as `threads` does for one."""
        columns = self.row_type.__table__.c
        rows = session.scalars(
            select(self.row_type)
            .where(columns.assessment_id.in_(assessment_ids))
            .order_by(columns.number)
        )
        threads: dict[str, dict[str, list[R]]] = {}
        for row in rows:
            of_assessment = threads.setdefault(getattr(row, "assessment_id"), {})  # noqa: B009 -- the base class has no columns
            of_assessment.setdefault(getattr(row, self.key), []).append(self._remark(row))
        return {
            assessment_id: {key: tuple(of_one[key]) for key in sorted(of_one)}
            for assessment_id, of_one in threads.items()
        }

    def thread(self, session: Session, assessment_id: str, key: str) -> tuple[R, ...]:
        """Return the remarks of one thread, the oldest first."""
        rows = self._rows(session, assessment_id=assessment_id, **{self.key: key})
        return tuple(self._remark(row) for row in rows)

    def new_row(self, remark: R, assessment_id: str, key: str) -> Base:
        """Return the row of a remark that has its number, author and time, not yet added to a session."""
        columns = {field.name: getattr(remark, field.name) for field in fields(remark)}
        columns["kind"] = remark.kind.value
        return self.row_type(assessment_id=assessment_id, **{self.key: key}, **columns)

    def _rows(self, session: Session, **key: str) -> Iterable[Base]:
        number = self.row_type.__table__.c.number
        return session.scalars(select(self.row_type).filter_by(**key).order_by(number))

    def _remark(self, row: Base) -> R:
        columns = {field.name: getattr(row, field.name) for field in fields(self.remark_type)}
        columns["kind"] = self.kind_type(columns["kind"])
        return self.remark_type(**columns)


REMARKS: RemarkTable[Remark] = RemarkTable(RemarkRow, "indicator_id", Remark, RemarkKind)
"""Remarks on answers, a thread for each indicator."""

PLAN_REMARKS: RemarkTable[PlanRemark] = RemarkTable(
    PlanRemarkRow, "subject", PlanRemark, PlanRemarkKind
)
"""Remarks on plans, a thread for each `Subject.key`."""
