"""The drill: restore a backup into a place of its own, and compare what is there with what should be."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from assessment.store.audit.log import AuditReport
from assessment.store.backups.archive import BackupReport, restore_backup
from assessment.store.database.tables import AuditRow, Base
from assessment.store.evidence_blobs import BlobStore
from assessment.store.evidence_check import EvidenceReport, verify_evidence
from assessment.store.store import Store
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What a backup holds, when it was made (None for one of an earlier version), and every difference as a sentence."""

    backup: BackupReport
    made_at: dt.datetime | None
    differences: tuple[str, ...]


def restore_drill(path: Path, live: Store | None, *, identities: Sequence[Any] = ()) -> DrillReport:
    """Restore a backup into a folder that is deleted afterwards, and look for differences.

    What is restored is compared with its own log, with the manifest of the backup, and its log with that of `live` up to
    the same entry. Raises BrokenBackup and WrongKey where nothing can be restored.
    """
    with tempfile.TemporaryDirectory(prefix="cop-drill-") as name:
        folder = Path(name)
        blobs = BlobStore(folder / "evidence")
        url = f"sqlite:///{folder / 'store.sqlite3'}"
        report, audit_report = restore_backup(path, url, blobs, identities=identities)
        with closing(Store.open_existing(url)) as restored:
            evidence = verify_evidence(restored, blobs)
            differences = (
                *_of_the_log(audit_report, report),
                *_of_rows(restored, report),
                *_of_evidence(evidence, report),
                *(_of_live(live, report) if live is not None else ()),
            )
    return DrillReport(report, report.made_at, differences)


def _of_the_log(found: AuditReport, report: BackupReport) -> Iterator[str]:
    for item in found.broken:
        yield _("entry {number}: {what}").format(number=item.number, what=item.what)
    if (found.number, found.seal) != (report.entries, report.seal):
        yield _("The log ends with entry {found}, and with {expected} in the manifest.").format(
            found=found.number, expected=report.entries
        )


def _of_rows(restored: Store, report: BackupReport) -> Iterator[str]:
    with restored.reading() as session:
        for table in Base.metadata.sorted_tables:
            found = session.scalar(select(func.count()).select_from(table)) or 0
            expected = report.rows.get(table.name, 0)
            if found != expected:
                yield _("{table}: {found} rows, and {expected} in the manifest.").format(
                    table=table.name, found=found, expected=expected
                )


def _of_evidence(found: EvidenceReport, report: BackupReport) -> Iterator[str]:
    for sha256 in found.damaged:
        yield _("evidence {sha256}: is damaged.").format(sha256=sha256)
    for sha256 in sorted({*found.missing} - {*report.missing}):  # those were on another computer
        yield _("evidence {sha256}: is not in the backup.").format(sha256=sha256)


def _of_live(live: Store, report: BackupReport) -> Iterator[str]:
    """The log of the backup must be the beginning of that of the store, which seals what it was then."""
    if not report.entries:
        return
    with live.reading() as session:
        seal = session.scalar(select(AuditRow.seal).where(AuditRow.number == report.entries))
    if seal is None:
        yield _("entry {number}: the store of today does not have it. Is it another store?").format(
            number=report.entries
        )
    elif seal != report.seal:
        yield _("entry {number}: the store of today has another one. One of the two was altered.").format(
            number=report.entries
        )  # fmt: skip
