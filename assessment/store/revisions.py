"""Tables of revisions: the conversion between a value and its row, and the newest revision of a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.answers.checks import repeated_institutions
from assessment.errors import AssessmentError, InvalidAssessment
from assessment.model.assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Evidence,
    Institution,
    Observation,
    PlanSettings,
    Settlement,
)
from assessment.model.base import STORED, Record
from assessment.store.database.queries import newest
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    FiguresRow,
    InstitutionsRow,
    ProfileRow,
    SettingsRow,
)
from assessment.store.records import Revision, TargetsAndPlan
from questionnaires.shape import error_text
from translations import gettext as _

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class RevisionTable(Generic[T]):
    """A table whose rows are revisions of values of type T.

    `to_columns` and `from_row` convert a value to its columns and back; `operation` is the permission to save one.
    """

    row_type: type[Base]
    operation: Operation
    to_columns: Callable[[T], Mapping[str, Any]]
    from_row: Callable[[Any], T]
    initial: Callable[[AssessmentRow], T]
    """The value before the first save."""
    initial_is_saved: bool = False
    """Whether saving the initial value again adds no revision."""
    check: Callable[[T], None] | None = None
    """Raises AssessmentError for a value that may not be stored."""

    def newest(self, session: Session, assessment_row: AssessmentRow, **key: str) -> Revision[T]:
        """Return the newest revision; `key` names the value where an assessment has several in this table."""
        row = newest(session, self.row_type, assessment_id=assessment_row.id, **key)
        if row is None:
            return Revision(0, self.initial(assessment_row))
        return self.revision(row)

    def revision(self, row: Any) -> Revision[T]:
        """Return the revision in a row."""
        return Revision(row.number, self.from_row(row), row.author, row.at)

    def new_row(
        self,
        value: T,
        *,
        assessment_id: str,
        number: int,
        author: str,
        at: dt.datetime,
        **key: str,
    ) -> Base:
        """Return the row of a revision, not yet added to a session.

        Raises AssessmentError for a value that `check` refuses, and for one that could not be read back: an assessment
        with it would not open again.
        """
        if self.check is not None:
            self.check(value)
        row = self.row_type(
            assessment_id=assessment_id,
            number=number,
            author=author,
            at=at,
            **key,
            **self.to_columns(value),
        )
        try:
            self.from_row(row)
        except ValidationError as error:
            raise AssessmentError(
                _("This can’t be stored: {problem}").format(problem=error_text(error.errors()[0]))
            ) from error
        return row


def answer_of(row: AnswerRow) -> Answer:
    """Return the answer in a row."""
    names = ("level", "value", "reason", "comment", "override", "look_again")
    values = {
        **{name: getattr(row, name) for name in names},
        "state": AnswerStatus(row.state),
        "evidence": tuple(_read(Evidence, item) for item in row.evidence),
        "details": None if row.details is None else _read(AnswerDetails, row.details),
        "settlement": None if row.settlement is None else _read(Settlement, row.settlement),
    }
    return Answer.model_validate(values, context=STORED)


def _read(model: type[R], stored: Any) -> R:
    """Return a record as it was stored; dates are text in a row, hence not strict."""
    return model.model_validate(stored, strict=False, context=STORED)


def _answer_columns(answer: Answer) -> Mapping[str, Any]:
    return {
        "state": answer.state.value,
        "level": answer.level,
        "value": answer.value,
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": [_without_defaults(item) for item in answer.evidence],
        "details": answer.details and _without_defaults(answer.details),
        "override": answer.override,
        "look_again": answer.look_again,
        "settlement": answer.settlement and _without_defaults(answer.settlement),
    }


def _without_defaults(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


ANSWERS: RevisionTable[Answer] = RevisionTable(
    AnswerRow, Operation.ANSWER, _answer_columns, answer_of, lambda _row: UNANSWERED
)
"""Answers; the key is `institution` and `indicator_id`."""

FIGURES: RevisionTable[tuple[Observation, ...]] = RevisionTable(
    FiguresRow,
    Operation.SAVE_FIGURES,
    lambda figures: {"figures": [_without_defaults(item) for item in figures]},
    lambda row: tuple(_read(Observation, item) for item in row.figures),
    lambda _row: (),
)
"""All figures of a statistic; the key is `statistic`."""

SETTINGS: RevisionTable[TargetsAndPlan] = RevisionTable(
    SettingsRow,
    Operation.SAVE_PLAN,
    lambda settings: {
        "targets": dict(settings.targets),
        "plan": _without_defaults(settings.plan),
    },
    lambda row: TargetsAndPlan(row.targets, _read(PlanSettings, row.plan)),
    lambda _row: TargetsAndPlan({}, PlanSettings()),
)

PROFILE: RevisionTable[str] = RevisionTable(
    ProfileRow,
    Operation.CHANGE_PROFILE,
    lambda profile: {"profile": profile},
    lambda row: row.profile,
    lambda row: row.profile,
    initial_is_saved=True,
)


def _require_own_ids(institutions: tuple[Institution, ...]) -> None:
    """Raise InvalidAssessment where two institutions have the same id: answers, links and fields go by the id."""
    if problems := tuple(repeated_institutions(institutions)):
        raise InvalidAssessment(problems)


def _institutions_of(row: InstitutionsRow) -> tuple[Institution, ...]:
    """Return the institutions in a row; those that were stored under one id become the first, with the questions of all."""
    listed: dict[str, Institution] = {}
    for stored in row.institutions:
        item = _read(Institution, stored)
        first = listed.setdefault(item.id, item)
        if first is not item:
            asked = tuple(dict.fromkeys((*first.indicators, *item.indicators)))
            listed[item.id] = first.model_copy(update={"indicators": asked})
    return tuple(listed.values())


INSTITUTIONS: RevisionTable[tuple[Institution, ...]] = RevisionTable(
    InstitutionsRow,
    Operation.SAVE_INSTITUTIONS,
    lambda institutions: {"institutions": [item.model_dump(mode="json") for item in institutions]},
    _institutions_of,
    lambda _row: (),
    check=_require_own_ids,
)
