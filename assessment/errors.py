"""What can go wrong with an assessment, each said as *where: what. what to do.*"""

from __future__ import annotations

from collections.abc import Iterable

from questionnaires import Problem


class AssessmentError(Exception):
    """Base of the package's errors; its text can be shown to a person as it is."""


class InvalidAssessment(AssessmentError):
    """An assessment that can't be used; `problems` holds everything found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownAssessment(AssessmentError):
    """No assessment has that id."""


class UnknownFile(AssessmentError):
    """The assessment has no file with that SHA-256."""


class RefusedFile(AssessmentError):
    """A file that is no document to be kept as evidence."""


class NotAllowed(AssessmentError):
    """Somebody may see this but not do that; the text says who may. Nothing has changed."""


class UnknownPerson(AssessmentError):
    """A name that can't be recorded as an author."""


class StoreUnavailable(AssessmentError):
    """The database is locked, read-only, full or not there; nothing was stored."""
