"""Who somebody is to an assessment."""

from __future__ import annotations

from enum import StrEnum


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
