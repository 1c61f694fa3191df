"""Store of assessments in a SQLite file or in PostgreSQL; the only input and output of the package."""

from assessment.model.assessment import NATIONAL
from assessment.store.audit.log import AuditReport
from assessment.store.backups.archive import (
    BackupReport,
    BrokenBackup,
    restore_backup,
    write_backup,
)
from assessment.store.backups.drill import DrillReport, restore_drill
from assessment.store.backups.encryption import WrongKey, identities_in, new_identity, recipients_of
from assessment.store.backups.last_backup import backup_time, record_backup
from assessment.store.backups.pruning import backup_name, backups_in, prune_backups
from assessment.store.cycles import CycleLink, CycleLinks
from assessment.store.database.shared_counts import SECONDS_BETWEEN_BEATS, PostgresCounts
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
    "SECONDS_BETWEEN_BEATS",
    "AnswerChange",
    "AssessmentSummary",
    "AuditReport",
    "BackupReport",
    "BlobState",
    "BlobStore",
    "BrokenBackup",
    "CycleLink",
    "CycleLinks",
    "DrillReport",
    "EvidenceReport",
    "FileRecord",
    "ImportedSubmission",
    "LoadedAssessment",
    "ObservationsChange",
    "Person",
    "PostgresCounts",
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
    "WrongKey",
    "account_person",
    "backup_name",
    "backup_time",
    "backups_in",
    "decisions",
    "email_address",
    "identities_in",
    "local_person",
    "new_identity",
    "prune_backups",
    "published",
    "published_snapshot",
    "recipients_of",
    "record_backup",
    "remove_orphans",
    "restore_backup",
    "restore_drill",
    "verify_evidence",
    "write_backup",
]
