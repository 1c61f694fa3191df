"""What the visitor is in a country, so that a page offers only what they may do; the store asks again."""

from __future__ import annotations

from app_pages import session
from app_pages.workplace import open_store
from assessment.access import EVERYWHERE
from assessment.roles import Role


def roles_in(country: str) -> frozenset[Role]:
    """The visitor's roles there; on one computer without sign-in all of them."""
    mine = open_store().my_roles(person=session.person())
    return frozenset(grant.role for grant in mine if grant.country in (country, EVERYWHERE))
