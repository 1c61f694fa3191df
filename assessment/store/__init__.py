"""What keeps assessments: one SQLite file, or PostgreSQL by URL; the package's only input and output."""

from assessment.model import NATIONAL
from assessment.store.audit import AuditReport
from assessment.store.backup import BackupReport, BrokenBackup, restore_backup, write_backup
from assessment.store.cycles import CycleLink, CycleLinks
from assessment.store.freezing import Frozen
from assessment.store.people import RoleGiven
from assessment.store.person import Person, account_person, email_address, local_person
from assessment.store.publications import decisions, published, published_snapshot
from assessment.store.records import (
    AnswerChange,
    AnswerRevision,
    AssessmentSummary,
    FiguresChange,
    FiguresRevision,
    FileRecord,
    InstitutionsRevision,
    ProfileRevision,
    Revision,
    SettingsRevision,
    Versions,
)
from assessment.store.review import StepTaken
from assessment.store.reviews import StaleReview
from assessment.store.staleness import (
    StaleFigures,
    StaleInstitutions,
    StaleProfile,
    StaleSettings,
)
from assessment.store.store import DEFAULT_URL, Store
from assessment.store.vault import Vault

__all__ = [
    "DEFAULT_URL",
    "NATIONAL",
    "AnswerChange",
    "AnswerRevision",
    "AssessmentSummary",
    "AuditReport",
    "BackupReport",
    "BrokenBackup",
    "CycleLink",
    "CycleLinks",
    "FiguresChange",
    "FiguresRevision",
    "FileRecord",
    "Frozen",
    "InstitutionsRevision",
    "Person",
    "ProfileRevision",
    "Revision",
    "RoleGiven",
    "SettingsRevision",
    "StaleFigures",
    "StaleInstitutions",
    "StaleProfile",
    "StaleReview",
    "StaleSettings",
    "StepTaken",
    "Store",
    "Vault",
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
