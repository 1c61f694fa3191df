"""Who has which role, in the store: given and taken away by administrators, never changed, in the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import EVERYWHERE, Grant, Operation, grants_in, requires_country
from assessment.audit_chain import AuditAction
from assessment.errors import NotAllowed
from assessment.model.roles import AccessRole
from assessment.store.audit.writer import lock_log, log_rows, note
from assessment.store.base import StoreBase
from assessment.store.database.queries import newest_institutions
from assessment.store.database.tables import AssessmentRow, AuditRow, GrantRow
from assessment.store.people.grants import standing
from assessment.store.people.identity import THE_COMPUTER, Person, email_address
from assessment.store.records import institutions_of
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role that stands: whose, where, for which institution, by whom it was given and when (UTC)."""

    email: str
    grant: Grant
    author: str
    at: dt.datetime


class People(StoreBase):
    """The part of the store that knows who is who."""

    def my_roles(self, *, person: Person) -> tuple[Grant, ...]:
        """The roles of whoever asks, in every country; none for a stranger."""
        with self._read() as session:
            return self._grants(session, person)

    def people(self, country: str, *, person: Person) -> tuple[RoleGiven, ...]:
        """Who has which role in a country, by e-mail address; `EVERYWHERE` lists those of all countries."""
        with self._read() as session:
            self._require_in(session, country, person, Operation.SEE_PEOPLE)
            rows = session.scalars(select(GrantRow).where(GrantRow.country == country))
            return tuple(_given(row) for row in standing(rows))

    def give_role(self, email: str, grant: Grant, *, person: Person, at: dt.datetime) -> None:
        """Give somebody a role; one that they have already is not given again."""
        self._change(email_address(email), grant, person, at, given=True)

    def take_role(self, email: str, grant: Grant, *, person: Person, at: dt.datetime) -> None:
        """Take a role away; it works from the next call on."""
        self._change(email_address(email), grant, person, at, given=False)

    def sign_in(self, *, person: Person, since: dt.datetime, at: dt.datetime) -> None:
        """Log that somebody has signed in, whether they have a role or not; one sign-in (of `since`) is logged once."""
        subject = since.astimezone(dt.UTC).isoformat()
        known = select(AuditRow.number).where(
            AuditRow.assessment_id == "",
            AuditRow.action == AuditAction.SIGNED_IN.value,
            AuditRow.person == person.name,
            AuditRow.subject == subject,
        )
        with self._write() as session:
            self._grants(session, person)
            lock_log(session)
            if session.scalar(known) is None:
                note(session, AuditAction.SIGNED_IN, person.name, at, subject=subject)

    def institution_names(self, country: str, *, person: Person) -> Mapping[str, str]:
        """The institutions of a country's assessments by id: for whoever invites their people."""
        with self._read() as session:
            self._require_in(session, country, person, Operation.SEE_PEOPLE)
            begun = session.scalars(
                select(AssessmentRow)
                .where(AssessmentRow.country == country)
                .order_by(AssessmentRow.created_at)
            )
            return {
                item.id: item.name
                for row in begun
                for item in institutions_of(newest_institutions(session, row.id)).institutions
            }

    def name_administrator(self, email: str, country: str, *, at: dt.datetime) -> bool:
        """Make somebody administrator where nobody is; whether that was needed. For whoever runs the computer."""
        grant = Grant(AccessRole.ADMINISTRATOR, country)
        with self._write() as session:
            rows = session.scalars(
                select(GrantRow).where(
                    GrantRow.country == country, GrantRow.role == grant.role.value
                )
            )
            if standing(rows):
                return False
            _add_revision(session, email_address(email), grant, THE_COMPUTER, at, given=True)
        return True

    def _change(
        self, email: str, grant: Grant, person: Person, at: dt.datetime, *, given: bool
    ) -> None:
        _require_sense(grant)
        try:
            with self._write() as session:
                self._require_in(session, grant.country, person, Operation.CHANGE_ROLES)
                if email == person.name:
                    raise NotAllowed(
                        _("Nobody changes their own roles. Ask another administrator.")
                    )
                _add_revision(session, email, grant, person.name, at, given=given)
        except IntegrityError as error:
            raise NotAllowed(
                _(
                    "Somebody else has changed this role at the same moment. Nothing was stored; look again."
                )
            ) from error

    def _require_in(
        self, session: Session, country: str, person: Person, operation: Operation
    ) -> None:
        requires_country(operation, grants_in(self._grants(session, person), country))


def _require_sense(grant: Grant) -> None:
    """Raises NotAllowed for a role that can't be."""
    if (grant.role is AccessRole.CONTRIBUTOR) != bool(grant.institution):
        raise NotAllowed(
            _(
                "A contributor is one for an institution, and nobody else is. Choose it, or leave it."
            )
        )
    if grant.country == EVERYWHERE and grant.role is not AccessRole.ADMINISTRATOR:
        raise NotAllowed(_("This role is given for one country. Choose the country."))


def _add_revision(
    session: Session, email: str, grant: Grant, author: str, at: dt.datetime, *, given: bool
) -> None:
    mine = (
        GrantRow.email == email,
        GrantRow.country == grant.country,
        GrantRow.role == grant.role.value,
        GrantRow.institution == grant.institution,
    )
    if bool(standing(session.scalars(select(GrantRow).where(*mine)))) == given:
        return
    number = session.scalar(select(func.max(GrantRow.number)).where(*mine)) or 0
    row = GrantRow(
        email=email,
        country=grant.country,
        role=grant.role.value,
        institution=grant.institution,
        number=number + 1,
        given=given,
        author=author,
        at=at,
    )
    session.add(row)
    log_rows(session, [row], author, at)


def _given(row: GrantRow) -> RoleGiven:
    grant = Grant(AccessRole(row.role), row.country, row.institution)
    return RoleGiven(row.email, grant, row.author, row.at)
