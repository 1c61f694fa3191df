"""What keeps assessments: one SQLite file, or PostgreSQL by URL; the package's only input and output."""

from assessment.store.person import Person, local_person
from assessment.store.records import (
    NATIONAL,
    AnswerRevision,
    AssessmentSummary,
    Revision,
    SettingsRevision,
)
from assessment.store.staleness import StaleSettings
from assessment.store.store import DEFAULT_URL, Store

__all__ = [
    "DEFAULT_URL",
    "NATIONAL",
    "AnswerRevision",
    "AssessmentSummary",
    "Person",
    "Revision",
    "SettingsRevision",
    "StaleSettings",
    "Store",
    "local_person",
]
