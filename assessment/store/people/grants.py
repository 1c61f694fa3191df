"""Current roles: each grant or revocation is a revision, and the newest of a role is valid."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store.database.tables import GrantRow


def current_grants(rows: Iterable[GrantRow]) -> tuple[GrantRow, ...]:
    """Return the newest revision of each role where it is a grant, ordered by person, country, role and institution."""
    newest: dict[tuple[str, str, str, str], GrantRow] = {}
    for row in sorted(rows, key=lambda row: row.number):
        newest[row.email, row.country, row.role, row.institution] = row
    return tuple(newest[key] for key in sorted(newest) if newest[key].given)


def grants_in_rows(rows: Iterable[GrantRow]) -> tuple[Grant, ...]:
    """Return the current roles in these rows, each once."""
    return tuple(dict.fromkeys(_grant(row) for row in current_grants(rows)))


def _grant(row: GrantRow) -> Grant:
    return Grant(AccessRole(row.role), row.country, row.institution)
