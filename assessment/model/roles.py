"""Access roles and their labels."""

from __future__ import annotations

from enum import StrEnum

from translations import gettext as _


class AccessRole(StrEnum):
    """A role of a person in one country; without sign-in the user has every role."""

    COORDINATOR = "coordinator"
    """Keeps the assessment: settles answers, submits it, answers questions."""
    CONTRIBUTOR = "contributor"
    """Answers for an institution."""
    APPROVER = "approver"
    """Signs for the country: agrees, publishes, retracts."""
    EXPERT = "expert"
    """Reviews answers and gaps from outside."""
    ADMINISTRATOR = "administrator"
    """Grants roles; sees no answers."""


EVERY_ROLE = frozenset(AccessRole)


def role_name(role: AccessRole) -> str:
    """The label of a role in the current language."""
    return {
        AccessRole.COORDINATOR: _("coordinator"),
        AccessRole.CONTRIBUTOR: _("contributor"),
        AccessRole.APPROVER: _("approver"),
        AccessRole.EXPERT: _("expert"),
        AccessRole.ADMINISTRATOR: _("administrator"),
    }[role]
