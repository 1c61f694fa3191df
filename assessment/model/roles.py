"""Who somebody is to an assessment."""

from __future__ import annotations

from enum import StrEnum

from translations import gettext as _


class AccessRole(StrEnum):
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


EVERY_ROLE = frozenset(AccessRole)


def role_name(role: AccessRole) -> str:
    """A role as a person reads it."""
    return {
        AccessRole.COORDINATOR: _("coordinator"),
        AccessRole.CONTRIBUTOR: _("contributor"),
        AccessRole.APPROVER: _("approver"),
        AccessRole.EXPERT: _("expert"),
        AccessRole.ADMINISTRATOR: _("administrator"),
    }[role]
