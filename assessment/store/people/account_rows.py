"""Binding of e-mail addresses to accounts: the first issuer and subject that signs in with an invited address keeps it.

An address that the provider later gives to another person has no roles here until an administrator takes away every
role of the address and gives one again.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from assessment.store.audit.writer import log_rows
from assessment.store.database.queries import newest
from assessment.store.database.tables import AccountRow, GrantRow
from assessment.store.people.grants import current_grants
from assessment.store.people.identity import Person


def addresses_bound_to(person: Person) -> Select[str]:
    """Return the query of the e-mail addresses that belong to the person's issuer and subject now."""
    return select(AccountRow.email).where(
        AccountRow.issuer == person.issuer,
        AccountRow.subject == person.subject,
        AccountRow.number == _newest_number(),
    )


def names_ever_of(session: Session, person: Person) -> frozenset[str]:
    """Return every name under which a person may have saved: their own, and each address that was ever theirs."""
    if not person.subject:
        return frozenset((person.name,))
    ever = select(AccountRow.email).where(
        AccountRow.issuer == person.issuer, AccountRow.subject == person.subject
    )
    return frozenset((person.name, *session.scalars(ever)))


def names_of(session: Session, person: Person) -> frozenset[str]:
    """Return a person's names now: their own, and each address that belongs to their account."""
    if not person.subject:
        return frozenset((person.name,))
    return frozenset((person.name, *session.scalars(addresses_bound_to(person))))


def bind_address(session: Session, person: Person, at: dt.datetime) -> None:
    """Bind the person's address to their account, where it or the account has a role and it belongs to no account yet.

    An account with a role saves under its address of the day, so each is recorded for the separation of duties.
    """
    if not person.subject:
        return
    row = newest(session, AccountRow, email=person.name)
    if row is not None and row.subject:
        return
    addresses = (person.name, *session.scalars(addresses_bound_to(person)))
    if any(_has_role(session, address) for address in addresses):
        bound = _next(row, person.name, person.issuer, person.subject, person.name, at)
        session.add(bound)
        log_rows(session, [bound], person.name, at)


def released_address(
    session: Session, email: str, author: str, at: dt.datetime
) -> tuple[AccountRow, ...]:
    """Return the row that takes an address from its account before a role is granted; none where it has a role."""
    row = newest(session, AccountRow, email=email)
    if row is None or not row.subject or _has_role(session, email):
        return ()
    return (_next(row, email, "", "", author, at),)


def _next(
    last: AccountRow | None, email: str, issuer: str, subject: str, author: str, at: dt.datetime
) -> AccountRow:
    return AccountRow(
        email=email,
        number=(last.number if last is not None else 0) + 1,
        issuer=issuer,
        subject=subject,
        author=author,
        at=at,
    )


def _has_role(session: Session, email: str) -> bool:
    return bool(current_grants(session.scalars(select(GrantRow).where(GrantRow.email == email))))


def _newest_number() -> ScalarSelect[int]:
    """Return the subquery of the highest number of the outer row's address."""
    other = aliased(AccountRow)
    return (
        select(func.max(other.number))
        .where(other.email == AccountRow.email)
        .correlate(AccountRow)
        .scalar_subquery()
    )
