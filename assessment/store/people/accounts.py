"""Store of roles: administrators grant and revoke them, each as a logged revision."""

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
from assessment.store.database.tables import AssessmentRow, AuditRow, GrantRow
from assessment.store.people.account_rows import bind_address, names_of, released_address
from assessment.store.people.grants import current_grants
from assessment.store.people.identity import THE_COMPUTER, Person, email_address
from assessment.store.people.sign_ins import delete_old_sign_ins
from assessment.store.revisions import INSTITUTIONS
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A current grant of a role to an e-mail address, with the author and time (UTC) of the grant."""

    email: str
    grant: Grant
    author: str
    at: dt.datetime


class People(StoreBase):
    """The part of the store that keeps roles."""

    def my_roles(self, *, person: Person) -> tuple[Grant, ...]:
        """Return the roles of `person` in every country; empty without any."""
        with self._read() as session:
            return self._grants(session, person)

    def people(self, country: str, *, person: Person) -> tuple[RoleGrant, ...]:
        """Return the roles in a country, ordered by e-mail address; `EVERYWHERE` is those valid in all countries."""
        with self._read() as session:
            self._require_in(session, country, person, Operation.SEE_PEOPLE)
            rows = session.scalars(select(GrantRow).where(GrantRow.country == country))
            return tuple(_role_grant(row) for row in current_grants(rows))

    def give_role(self, email: str, grant: Grant, *, person: Person, at: dt.datetime) -> None:
        """Grant a role; a role that the address has already is not granted again."""
        self._change(email_address(email), grant, person, at, granted=True)

    def take_role(self, email: str, grant: Grant, *, person: Person, at: dt.datetime) -> None:
        """Revoke a role, effective from the next call."""
        self._change(email_address(email), grant, person, at, granted=False)

    def sign_in(self, *, person: Person, since: dt.datetime, at: dt.datetime) -> None:
        """Log a sign-in, of an account with or without roles; the sign-in at `since` is logged once.

        An address with roles that belongs to no account yet is bound to the person's.
        """
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
            bind_address(session, person, at)
            delete_old_sign_ins(session, at)

    def institution_names(self, country: str, *, person: Person) -> Mapping[str, str]:
        """Return the names of the institutions in a country's assessments by id, for granting roles."""
        with self._read() as session:
            self._require_in(session, country, person, Operation.SEE_PEOPLE)
            rows = session.scalars(
                select(AssessmentRow)
                .where(AssessmentRow.country == country)
                .order_by(AssessmentRow.created_at)
            )
            return {
                item.id: item.name
                for row in rows
                for item in INSTITUTIONS.newest(session, row).value
            }

    def name_administrator(self, email: str, country: str, *, at: dt.datetime) -> bool:
        """Grant the administrator role in a country where nobody has it; return whether it was granted.

        For the operator of the server: no access is checked.
        """
        grant = Grant(AccessRole.ADMINISTRATOR, country)
        with self._write() as session:
            lock_log(session)  # several processes that start together name the same one
            rows = session.scalars(
                select(GrantRow).where(
                    GrantRow.country == country, GrantRow.role == grant.role.value
                )
            )
            if current_grants(rows):
                return False
            _add_revision(session, email_address(email), grant, THE_COMPUTER, at, granted=True)
        return True

    def _change(
        self, email: str, grant: Grant, person: Person, at: dt.datetime, *, granted: bool
    ) -> None:
        _require_valid(grant)
        try:
            with self._write() as session:
                self._require_in(session, grant.country, person, Operation.CHANGE_ROLES)
                if email in names_of(session, person):
                    raise NotAllowed(
                        _("Nobody changes their own roles. Ask another administrator.")
                    )
                _add_revision(session, email, grant, person.name, at, granted=granted)
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


def _require_valid(grant: Grant) -> None:
    """Raise NotAllowed for a role without its institution, or with one it can't have, or of the wrong country."""
    if (grant.role is AccessRole.CONTRIBUTOR) != bool(grant.institution):
        raise NotAllowed(
            _(
                "A contributor is one for an institution, and nobody else is. Choose it, or leave it."
            )
        )
    if grant.country == EVERYWHERE and grant.role is not AccessRole.ADMINISTRATOR:
        raise NotAllowed(_("This role is given for one country. Choose the country."))


def _add_revision(
    session: Session, email: str, grant: Grant, author: str, at: dt.datetime, *, granted: bool
) -> None:
    same_role = (
        GrantRow.email == email,
        GrantRow.country == grant.country,
        GrantRow.role == grant.role.value,
        GrantRow.institution == grant.institution,
    )
    if bool(current_grants(session.scalars(select(GrantRow).where(*same_role)))) == granted:
        return
    released = released_address(session, email, author, at) if granted else ()
    number = session.scalar(select(func.max(GrantRow.number)).where(*same_role)) or 0
    row = GrantRow(
        email=email,
        country=grant.country,
        role=grant.role.value,
        institution=grant.institution,
        number=number + 1,
        given=granted,
        author=author,
        at=at,
    )
    session.add_all((*released, row))
    log_rows(session, (*released, row), author, at)


def _role_grant(row: GrantRow) -> RoleGrant:
    grant = Grant(AccessRole(row.role), row.country, row.institution)
    return RoleGrant(row.email, grant, row.author, row.at)
