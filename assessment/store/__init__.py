"""What keeps assessments: one SQLite file, or PostgreSQL by URL; the package's only input and output."""

from assessment.model.assessment import NATIONAL
from assessment.store.audit.log import AuditReport
from assessment.store.backup import BackupReport, BrokenBackup, restore_backup, write_backup
from assessment.store.cycles import CycleLink, CycleLinks
from assessment.store.edit_conflicts import (
    StaleAnswer,
    StaleFigures,
    StaleInstitutions,
    StaleProfile,
    StaleSettings,
)
from assessment.store.evidence_blobs import BlobStore
from assessment.store.people.accounts import RoleGiven
from assessment.store.people.identity import Person, account_person, email_address, local_person
from assessment.store.publications import decisions, published, published_snapshot
from assessment.store.records import (
    AnswerChange,
    AnswerRevision,
    AssessmentSummary,
    FileRecord,
    InstitutionsRevision,
    ObservationsChange,
    ObservationsRevision,
    ProfileRevision,
    Revision,
    SettingsRevision,
    Versions,
)
from assessment.store.reviews.reviews import StaleReview
from assessment.store.state_guard import StateLocked
from assessment.store.store import DEFAULT_URL, Store
from assessment.store.workflow import StoredTransition

__all__ = [
    "DEFAULT_URL",
    "NATIONAL",
    "AnswerChange",
    "AnswerRevision",
    "AssessmentSummary",
    "AuditReport",
    "BackupReport",
    "BlobStore",
    "BrokenBackup",
    "CycleLink",
    "CycleLinks",
    "FileRecord",
    "InstitutionsRevision",
    "ObservationsChange",
    "ObservationsRevision",
    "Person",
    "ProfileRevision",
    "Revision",
    "RoleGiven",
    "SettingsRevision",
    "StaleAnswer",
    "StaleFigures",
    "StaleInstitutions",
    "StaleProfile",
    "StaleReview",
    "StaleSettings",
    "StateLocked",
    "Store",
    "StoredTransition",
    "Versions",
    "account_person",
    "decisions",
    "email_address",
    "local_person",
    "published",
    "published_snapshot",
    "restore_backup",
    "write_backup",
]
