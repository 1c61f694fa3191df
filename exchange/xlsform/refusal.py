"""The error for an export of submissions that can't be used as a whole."""

from __future__ import annotations

from assessment import InvalidAssessment
from questionnaires import Problem


class SubmissionsRefused(InvalidAssessment):
    """A file that can't be used as a whole; `problems` say why and what to do."""


def refused(name: str, what: str, remedy: str, where: str = "") -> SubmissionsRefused:
    """The error for a file `name`: where, what, and what to do."""
    return SubmissionsRefused([Problem(name, where, what, remedy)])
