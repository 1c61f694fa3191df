"""What the visitor is in a country, so that a page offers only what they may do; the store asks again."""

from __future__ import annotations

from app_pages.shell import session
from assessment.access.permissions import EVERYWHERE
from assessment.model.roles import AccessRole
from host.services import open_store


def roles_in(country: str) -> frozenset[AccessRole]:
    """The visitor's roles there; on one computer without sign-in all of them."""
    mine = open_store().my_roles(person=session.person())
    return frozenset(grant.role for grant in mine if grant.country in (country, EVERYWHERE))
