"""The user's roles in a country, for what pages offer; the store checks permissions itself."""

from __future__ import annotations

from app_pages.shell import session
from assessment.access.permissions import EVERYWHERE
from assessment.model.roles import AccessRole


def roles_in(country: str) -> frozenset[AccessRole]:
    """Return the user's roles in a country; in local mode all roles."""
    return frozenset(
        grant.role for grant in session.current_grants() if grant.country in (country, EVERYWHERE)
    )
