"""Who somebody is to an assessment."""

from __future__ import annotations

from enum import StrEnum

from translations import gettext as _


class Role(StrEnum):
    """What a person may be in one country; in local mode whoever sits at the computer is all of it."""

    COORDINATOR = "coordinator"
    """Keeps the assessment: settles answers, hands in, answers questions."""
    CONTRIBUTOR = "contributor"
    """Answers for an institution."""
    APPROVER = "approver"
    """Signs for the country: agrees, publishes, takes back."""
    EXPERT = "expert"
    """Reads answers and gaps from outside, and questions them."""
    ADMINISTRATOR = "administrator"
    """Says who is who; sees no answer."""


EVERY_ROLE = frozenset(Role)


def role_name(role: Role) -> str:
    """A role as a person reads it."""
    return {
        Role.COORDINATOR: _("coordinator"),
        Role.CONTRIBUTOR: _("contributor"),
        Role.APPROVER: _("approver"),
        Role.EXPERT: _("expert"),
        Role.ADMINISTRATOR: _("administrator"),
    }[role]
