"""The roles of a person, read with the assessment that they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from assessment.access.permissions import EVERYWHERE, Grant, grants_in
from assessment.model.assessment import Institution
from assessment.store.database.tables import AssessmentRow, GrantRow, InstitutionsRow
from assessment.store.people.account_rows import addresses_bound_to
from assessment.store.people.grants import grants_in_rows
from assessment.store.people.identity import Person
from assessment.store.revisions import INSTITUTIONS


@dataclass(frozen=True, slots=True)
class AssessmentAccess:
    """An assessment with a person's grants in its country; `institutions` are those listed, None where not read."""

    assessment_row: AssessmentRow
    grants: tuple[Grant, ...]
    institutions: tuple[Institution, ...] | None = None


def grants_of(session: Session, person: Person) -> tuple[Grant, ...]:
    """Return the current roles of an account in every country."""
    return grants_in_rows(session.scalars(select(GrantRow).where(_granted_to(person))))


def local_grants(person: Person) -> tuple[Grant, ...]:
    """Return the roles of a person without an account, valid in every country."""
    return tuple(Grant(role, EVERYWHERE) for role in person.roles)


def find_access(session: Session, assessment_id: str, person: Person) -> AssessmentAccess | None:
    """Return the access of a person to an assessment, in one statement; None where there is no such assessment."""
    if not person.is_account:
        row = session.get(AssessmentRow, assessment_id)
        return AssessmentAccess(row, local_grants(person)) if row is not None else None
    other = aliased(InstitutionsRow)
    newest = (
        select(func.max(other.number))
        .where(other.assessment_id == AssessmentRow.id)
        .correlate(AssessmentRow)
        .scalar_subquery()
    )
    rows: Sequence[Any] = session.execute(
        select(AssessmentRow, GrantRow, InstitutionsRow)
        .select_from(AssessmentRow)
        .outerjoin(GrantRow, _granted_to(person))
        .outerjoin(
            InstitutionsRow,
            (InstitutionsRow.assessment_id == AssessmentRow.id)
            & (InstitutionsRow.number == newest),
        )
        .where(AssessmentRow.id == assessment_id)
    ).all()
    if not rows:
        return None
    assessment_row, _grant, listed = rows[0]
    grants = grants_in_rows(grant for _row, grant, _listed in rows if grant is not None)
    return AssessmentAccess(
        assessment_row,
        grants_in(grants, assessment_row.country),
        INSTITUTIONS.from_row(listed) if listed is not None else (),
    )


def _granted_to(person: Person) -> ColumnElement[bool]:
    """Return the condition that a grant is for an address of the person's account, or without one for their name."""
    if person.subject:
        return GrantRow.email.in_(addresses_bound_to(person))
    return GrantRow.email == person.name
