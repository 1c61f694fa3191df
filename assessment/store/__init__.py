"""Store of assessments in a SQLite file or in PostgreSQL; the only input and output of the package."""

from assessment.model.assessment import NATIONAL
from assessment.store.audit.log import AuditReport
from assessment.store.backup import BackupReport, BrokenBackup, restore_backup, write_backup
from assessment.store.cycles import CycleLink, CycleLinks
from assessment.store.edit_conflicts import Stale
from assessment.store.evidence_blobs import BlobState, BlobStore
from assessment.store.evidence_check import EvidenceReport, remove_orphans, verify_evidence
from assessment.store.institutions.progress_reports import (
    ProgressEntry,
    ProgressReport,
    StaleProgress,
)
from assessment.store.load import LoadedAssessment
from assessment.store.people.accounts import RoleGrant
from assessment.store.people.identity import Person, account_person, email_address, local_person
from assessment.store.people.sign_ins import SignInState
from assessment.store.publications import (
    PublishedSnapshot,
    decisions,
    published,
    published_snapshot,
)
from assessment.store.records import (
    AnswerChange,
    AssessmentSummary,
    FileRecord,
    ImportedSubmission,
    ObservationsChange,
    Revision,
    TargetsAndPlan,
    Versions,
)
from assessment.store.reviews.remark_store import StaleReview
from assessment.store.state_guard import StateLocked
from assessment.store.store import Store
from assessment.store.workflow import StoredTransition

__all__ = [
    "NATIONAL",
    "AnswerChange",
    "AssessmentSummary",
    "AuditReport",
    "BackupReport",
    "BlobState",
    "BlobStore",
    "BrokenBackup",
    "CycleLink",
    "CycleLinks",
    "EvidenceReport",
    "FileRecord",
    "ImportedSubmission",
    "LoadedAssessment",
    "ObservationsChange",
    "Person",
    "ProgressEntry",
    "ProgressReport",
    "PublishedSnapshot",
    "Revision",
    "RoleGrant",
    "SignInState",
    "Stale",
    "StaleProgress",
    "StaleReview",
    "StateLocked",
    "Store",
    "StoredTransition",
    "TargetsAndPlan",
    "Versions",
    "account_person",
    "decisions",
    "email_address",
    "local_person",
    "published",
    "published_snapshot",
    "remove_orphans",
    "restore_backup",
    "verify_evidence",
    "write_backup",
]
