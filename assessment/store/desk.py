"""Reading of the current assessments of all countries that a person may see, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import (
    EVERYWHERE,
    Grant,
    Operation,
    grants_in,
    institutions_open,
)
from assessment.errors import NotAllowed
from assessment.model.assessment import (
    NATIONAL,
    Answer,
    Assessment,
    AssessmentState,
    Observation,
    Standing,
)
from assessment.review.answer_review import IndicatorReview, Remark, read_reviews
from assessment.store.base import StoreBase
from assessment.store.database.queries import last_save_of_each, newest_of_each
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    Base,
    FiguresRow,
    InstitutionsRow,
    ProfileRow,
    SettingsRow,
    TransitionRow,
)
from assessment.store.people.identity import Person
from assessment.store.reviews.remark_table import REMARKS
from assessment.store.revisions import (
    ANSWERS,
    FIGURES,
    INSTITUTIONS,
    PROFILE,
    SETTINGS,
    RevisionTable,
)
from assessment.store.visibility import AccessScope
from assessment.store.workflow import answered_by
from assessment.workflow.desk import DeskEntry

T = TypeVar("T")
R = TypeVar("R", bound=Base)


class DeskReader(StoreBase):
    """The part of the store that reads the current assessments of several countries at once."""

    def desk(self, *, person: Person) -> tuple[DeskEntry, ...]:
        """Return the current assessment of each country, as far as `person` may see it, ordered by country code.

        A country is left out where none of its assessments is open to the person. Of each country it is the
        self-assessment, else the example, that is not withdrawn, has the latest cycle and was begun last.
        """
        with self._read() as session:
            grants = self._grants(session, person)
            rows = _rows_in(session, grants)
            ids = [row.id for row in rows]
            institutions = _by_id(session, InstitutionsRow, ids)
            transitions = _by_id(session, TransitionRow, ids)
            scopes = [
                scope
                for row in rows
                if (
                    scope := self._scope_of(
                        session,
                        row,
                        grants,
                        Operation.SEE_ANSWERS,
                        _value(INSTITUTIONS, institutions, row),
                    )
                )
            ]
            current = _current(scopes, transitions)
            return _entries(session, current, grants, person, institutions, transitions)


def _rows_in(session: Session, grants: Iterable[Grant]) -> list[AssessmentRow]:
    """Return every assessment of the countries in which there is a grant."""
    countries = {grant.country for grant in grants}
    query = select(AssessmentRow)
    if EVERYWHERE not in countries:
        query = query.where(AssessmentRow.country.in_(countries))
    return list(session.scalars(query))


def _current(
    scopes: Iterable[AccessScope], transitions: Mapping[str, TransitionRow]
) -> list[AccessScope]:
    """Return the current one of each country's assessments, ordered by country code."""

    def order(scope: AccessScope) -> tuple[bool, bool, int, dt.datetime, str]:
        row = scope.assessment_row
        return (
            Standing(row.standing).is_own,
            _state(row, transitions) is not AssessmentState.WITHDRAWN,
            row.cycle,
            row.created_at,
            row.id,
        )

    newest: dict[str, AccessScope] = {}
    for scope in sorted(scopes, key=order):
        newest[scope.assessment_row.country] = scope
    return [newest[country] for country in sorted(newest)]


def _entries(
    session: Session,
    scopes: Collection[AccessScope],
    all_grants: Iterable[Grant],
    person: Person,
    institutions: Mapping[str, InstitutionsRow],
    transitions: Mapping[str, TransitionRow],
) -> tuple[DeskEntry, ...]:
    """Return the entries of these assessments; each table is read once for all of them."""
    ids = [scope.assessment_row.id for scope in scopes]
    answers = _grouped(session, AnswerRow, ("institution", "indicator_id"), ids)
    figures = _grouped(session, FiguresRow, ("statistic",), ids)
    settings = _by_id(session, SettingsRow, ids)
    profiles = _by_id(session, ProfileRow, ids)
    remarks = REMARKS.threads_of_each(session, ids)
    saves = last_save_of_each(session, ids)
    written = answered_by(session, ids, person) if person.is_account else frozenset()
    entries = []
    for scope in scopes:
        row = scope.assessment_row
        grants = grants_in(all_grants, row.country)
        own = [item for item in answers.get(row.id, ()) if scope.includes(item.institution)]
        targets_and_plan = _value(SETTINGS, settings, row)
        assessment = Assessment(
            country=row.country,
            edition=row.edition,
            cycle=row.cycle,
            profile=_value(PROFILE, profiles, row),
            state=_state(row, transitions),
            standing=Standing(row.standing),
            targets=targets_and_plan.targets,
            plan=targets_and_plan.plan,
            figures=_figures(figures.get(row.id, ())),
            institutions=_value(INSTITUTIONS, institutions, row),
        )
        national, others = _answers(own)
        # A copy does not check answers anew, as those stored before a rule may break it.
        assessment = assessment.model_copy(
            update={"answers": national, "institution_answers": others}
        )
        last = transitions.get(row.id)
        times = (
            [item.at for item in own]
            if scope.limits is not None
            else [saves.get(row.id, row.created_at)]
        )
        entries.append(
            DeskEntry(
                id=row.id,
                assessment=scope.restrict(assessment),
                roles=scope.roles,
                state_since=last.at if last else row.created_at,
                changed_at=max((row.created_at, *times)),
                institution=NATIONAL if scope.limits is None else min(scope.limits),
                reviews=_reviews(remarks.get(row.id, {}), own)
                if _sees_all(Operation.SEE_REVIEW, grants)
                else None,
                questioned=tuple(filter(scope.includes_indicator, last.questioned)) if last else (),
                has_answered=row.id in written,
            )
        )
    return tuple(entries)


def _sees_all(operation: Operation, grants: Collection[Grant]) -> bool:
    """Return whether these grants in one country allow `operation` for the whole country."""
    try:
        return institutions_open(operation, grants) is None
    except NotAllowed:
        return False


def _by_id(session: Session, table: type[R], ids: Collection[str]) -> dict[str, R]:
    """Return the newest row of a table by assessment id."""
    condition = table.__table__.c.assessment_id.in_(ids)
    rows = newest_of_each(session, table, ("assessment_id",), condition)
    return {str(getattr(row, "assessment_id")): row for row in rows}  # noqa: B009 -- the base class has no columns


def _grouped(
    session: Session, table: type[R], key: tuple[str, ...], ids: Collection[str]
) -> dict[str, list[R]]:
    """Return the newest row of each key of a table by assessment id, ordered by the key."""
    condition = table.__table__.c.assessment_id.in_(ids)
    groups: dict[str, list[R]] = {}
    for row in newest_of_each(session, table, ("assessment_id", *key), condition):
        groups.setdefault(getattr(row, "assessment_id"), []).append(row)  # noqa: B009 -- the base class has no columns
    return groups


def _value(table: RevisionTable[T], rows: Mapping[str, Base], row: AssessmentRow) -> T:
    """Return the value of the newest revision; the initial one where there is none."""
    newest = rows.get(row.id)
    return table.initial(row) if newest is None else table.from_row(newest)


def _state(row: AssessmentRow, transitions: Mapping[str, TransitionRow]) -> AssessmentState:
    last = transitions.get(row.id)
    return AssessmentState(last.state if last else row.state)


def _answers(
    rows: Iterable[AnswerRow],
) -> tuple[dict[str, Answer], dict[str, dict[str, Answer]]]:
    """Return the national answers, and those of the institutions by institution."""
    by_institution: dict[str, dict[str, Answer]] = {NATIONAL: {}}
    for row in rows:
        by_institution.setdefault(row.institution, {})[row.indicator_id] = ANSWERS.from_row(row)
    return by_institution.pop(NATIONAL), by_institution


def _figures(rows: Iterable[FiguresRow]) -> Mapping[str, tuple[Observation, ...]]:
    return {row.statistic: FIGURES.from_row(row) for row in rows}


def _reviews(
    threads: Mapping[str, tuple[Remark, ...]], answers: Iterable[AnswerRow]
) -> Mapping[str, IndicatorReview]:
    numbers = {row.indicator_id: row.number for row in answers if row.institution == NATIONAL}
    return read_reviews(threads, numbers)
