"""Errors of the package; each message says *where: what. what to do.*"""

from __future__ import annotations

from collections.abc import Iterable

from questionnaires import Problem


class AssessmentError(Exception):
    """Base of the package's errors; the message can be shown to people unchanged."""


class InvalidAssessment(AssessmentError):
    """An assessment that can't be used; `problems` holds every problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownAssessment(AssessmentError):
    """No assessment has that id."""


class UnknownFile(AssessmentError):
    """The assessment has no file with that SHA-256."""


class RefusedFile(AssessmentError):
    """A file that is not accepted as evidence."""


class NotAllowed(AssessmentError):
    """A person may see this but not do that; the message names the roles that may. Nothing has changed."""


class UnknownPerson(AssessmentError):
    """A name that can't be recorded as an author."""


class StoreUnavailable(AssessmentError):
    """The database is locked, read-only, full or missing; nothing was stored."""


class UnstorableText(AssessmentError):
    """A text with a character that a database can't store; nothing was stored."""
