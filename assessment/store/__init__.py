"""What keeps assessments: one SQLite file, or PostgreSQL by URL; the package's only input and output."""

from assessment.store.person import Person, local_person
from assessment.store.records import (
    NATIONAL,
    AnswerRevision,
    AssessmentSummary,
    FiguresRevision,
    ProfileRevision,
    Revision,
    SettingsRevision,
)
from assessment.store.staleness import StaleFigures, StaleProfile, StaleSettings
from assessment.store.store import DEFAULT_URL, Store

__all__ = [
    "DEFAULT_URL",
    "NATIONAL",
    "AnswerRevision",
    "AssessmentSummary",
    "FiguresRevision",
    "Person",
    "ProfileRevision",
    "Revision",
    "SettingsRevision",
    "StaleFigures",
    "StaleProfile",
    "StaleSettings",
    "Store",
    "local_person",
]
