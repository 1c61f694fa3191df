"""Current roles: each grant or revocation is a revision, and the newest of a role is valid."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store.database.tables import GrantRow


def grants_of(session: Session, addresses: str | Select[str]) -> tuple[Grant, ...]:
    """Return the current roles of an e-mail address, or of all that a query gives, in every country."""
    condition = (
        GrantRow.email == addresses if isinstance(addresses, str) else GrantRow.email.in_(addresses)
    )
    rows = session.scalars(select(GrantRow).where(condition))
    return tuple(dict.fromkeys(_grant(row) for row in current_grants(rows)))


def current_grants(rows: Iterable[GrantRow]) -> tuple[GrantRow, ...]:
    """Return the newest revision of each role where it is a grant, ordered by person, country, role and institution."""
    newest: dict[tuple[str, str, str, str], GrantRow] = {}
    for row in sorted(rows, key=lambda row: row.number):
        newest[row.email, row.country, row.role, row.institution] = row
    return tuple(newest[key] for key in sorted(newest) if newest[key].given)


def _grant(row: GrantRow) -> Grant:
    return Grant(AccessRole(row.role), row.country, row.institution)
