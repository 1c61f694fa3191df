"""Backup of a store to one file while others write, and restoration into an empty database.

The file is a zip of one file of JSON lines for each table, the evidence by its SHA-256, and a manifest with the hash of
each part. The tables are read in one transaction and so are consistent; the file can be restored into SQLite or
PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from assessment.errors import AssessmentError, UnknownFile
from assessment.files.atomic_write import atomic_file
from assessment.store.audit.log import AuditReport
from assessment.store.backups.encryption import decrypted, encrypted, is_encrypted
from assessment.store.database.tables import (
    AssessmentRow,
    AuditHeadRow,
    AuditRow,
    Base,
    FileRow,
    UtcTime,
)
from assessment.store.evidence_blobs import BlobState, BlobStore
from assessment.store.store import Store
from translations import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500

ALWAYS = (AssessmentRow.__tablename__, AuditRow.__tablename__, AuditHeadRow.__tablename__)
"""Tables in every backup. Tables added by later versions may be missing and are then restored empty."""

MAXIMUM_PART_SIZE = 2_000_000_000
"""Maximum size of one part of a backup in bytes; a country's answers take some 10 MB."""


class BrokenBackup(AssessmentError):
    """A file that is not a backup of this toolkit, or was changed; nothing was restored."""


def part_of(table: str) -> str:
    """Return the name of a table's part in a backup."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """Content of a backup: rows by table, number of files, and the last entry of the log."""

    rows: Mapping[str, int]
    files: int
    entries: int
    seal: str
    missing: tuple[str, ...] = ()
    """SHA-256 of evidence that is listed but was not in the folder."""
    damaged: tuple[str, ...] = ()
    """SHA-256 of evidence whose content on the disk is another one, and so is not in the backup."""
    made_at: dt.datetime | None = None
    """Time (UTC) that the manifest states; None where it states none."""


def write_backup(
    store: Store,
    blobs: BlobStore,
    path: Path,
    *,
    at: dt.datetime | None = None,
    recipients: Sequence[Any] = (),
) -> BackupReport:
    """Write all of `store` and its evidence to `path` atomically; concurrent writes are permitted.

    Evidence that is missing or damaged is left out and listed in the report and in the manifest. `at` is the time that the
    manifest states. With `recipients` the file is encrypted to them.
    """
    with (
        atomic_file(path, durable=True) as file,
        encrypted(file, recipients) if recipients else nullcontext(file) as target,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        return _write_parts(store, blobs, archive, at)


def _write_parts(
    store: Store, blobs: BlobStore, archive: zipfile.ZipFile, at: dt.datetime | None
) -> BackupReport:
    hashes: dict[str, str] = {}
    rows: dict[str, int] = {}
    with store.reading() as session:
        for table in Base.metadata.sorted_tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(part_of(table.name), "w", force_zip64=True) as part:
                for row in session.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings():
                    line = (json.dumps(_plain(row), ensure_ascii=False) + "\n").encode()
                    digest.update(line)
                    part.write(line)
                    count += 1
            hashes[part_of(table.name)], rows[table.name] = digest.hexdigest(), count
        files = sorted(set(session.scalars(select(FileRow.sha256))))
        head = session.get(AuditHeadRow, 1)
    left_out: dict[BlobState, list[str]] = {BlobState.MISSING: [], BlobState.DAMAGED: []}
    for item in files:
        try:
            data = blobs.get(item)
        except UnknownFile:
            left_out[BlobState.DAMAGED if blobs.has(item) else BlobState.MISSING].append(item)
            continue
        archive.writestr(f"evidence/{item}", data)
        hashes[f"evidence/{item}"] = item
    missing, damaged = (tuple(left_out[state]) for state in (BlobState.MISSING, BlobState.DAMAGED))
    number, seal = (head.number, head.seal) if head else (0, "")
    made_at = at.astimezone(dt.UTC) if at else None
    manifest = {
        "format": FORMAT, "parts": hashes, "rows": rows, "log": {"number": number, "seal": seal},
        "evidence_elsewhere": list(missing), "evidence_damaged": list(damaged),
        "made_at": made_at.isoformat() if made_at else "",
    }  # fmt: skip
    archive.writestr(MANIFEST, json.dumps(manifest, indent=2, sort_keys=True))
    kept = len(files) - len(missing) - len(damaged)
    return BackupReport(rows, kept, number, seal, missing, damaged, made_at)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(key): value.isoformat() if isinstance(value, dt.datetime) else value
        for key, value in row.items()
    }


def restore_backup(
    path: Path, url: str, blobs: BlobStore, *, identities: Sequence[Any] = ()
) -> tuple[BackupReport, AuditReport]:
    """Restore a backup into the empty database at `url` in one transaction, then verify the log.

    `identities` open an encrypted one. Raises BrokenBackup where the file is not a backup or was changed, or the database
    is not empty; WrongKey.
    """
    with ExitStack() as stack:
        try:
            source = (
                stack.enter_context(decrypted(path, identities)) if is_encrypted(path) else path
            )
            archive = stack.enter_context(zipfile.ZipFile(source))
        except (OSError, zipfile.BadZipFile) as error:
            raise BrokenBackup(
                _(
                    "{file}: can’t be read as a backup. Bring the file as the toolkit wrote it."
                ).format(file=path.name)
            ) from error
        return _restore(archive, path.name, url, blobs)


def _restore(
    archive: zipfile.ZipFile, file_name: str, url: str, blobs: BlobStore
) -> tuple[BackupReport, AuditReport]:
    with archive:
        manifest = _checked_manifest(archive, file_name)
        with closing(Store.open(url)) as store:
            _require_empty(store)
            for name in manifest["parts"]:
                if name.startswith("evidence/"):
                    blobs.restore(name.removeprefix("evidence/"), archive.read(name))
            with store.writing() as session:
                held = [
                    table
                    for table in Base.metadata.sorted_tables
                    if part_of(table.name) in manifest["parts"]
                ]
                for table in held:
                    for rows in _batches(archive, table):
                        if table.name == AuditHeadRow.__tablename__:
                            session.execute(update(table).values(rows[0]))
                        else:
                            session.execute(insert(table), rows)
            audit_report = store.verify_audit()
    log = manifest["log"]
    evidence = sum(name.startswith("evidence/") for name in manifest["parts"])
    report = BackupReport(
        manifest["rows"],
        evidence,
        log["number"],
        log["seal"],
        tuple(manifest["evidence_elsewhere"]),
        tuple(manifest["evidence_damaged"]),
        manifest["made_at"],
    )
    return report, audit_report


def _checked_manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Return the manifest. Raises BrokenBackup unless it lists every part with its hash."""
    broken = BrokenBackup(
        _("{file}: is no backup of this toolkit, or was changed. Nothing was restored.").format(
            file=name
        )
    )
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        parts = dict(manifest["parts"])
        tables = {part_of(table.name) for table in Base.metadata.sorted_tables}
        others = set(parts) - tables
        if (
            manifest["format"] != FORMAT
            or not {part_of(table) for table in ALWAYS} <= set(parts)
            or {*parts, MANIFEST} != set(archive.namelist())
        ):
            raise broken
        if not all(re.fullmatch(r"evidence/[0-9a-f]{64}", other) for other in others):
            raise broken
        for part, expected in parts.items():
            if (
                archive.getinfo(part).file_size > MAXIMUM_PART_SIZE
                or _sha256(archive, part) != expected
            ):
                raise broken
        manifest["rows"], manifest["log"]["number"], manifest["log"]["seal"]
        manifest["evidence_elsewhere"] = [str(item) for item in manifest["evidence_elsewhere"]]
        # Earlier versions wrote no backup where a file was damaged.
        manifest["evidence_damaged"] = [str(item) for item in manifest.get("evidence_damaged", [])]
        made_at = manifest.get("made_at") or None
        manifest["made_at"] = dt.datetime.fromisoformat(made_at) if made_at else None
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise broken from error
    return manifest


def _sha256(archive: zipfile.ZipFile, part: str) -> str:
    digest = hashlib.sha256()
    with archive.open(part) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _require_empty(store: Store) -> None:
    with store.reading() as session:
        held = sum(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != AuditHeadRow.__tablename__
        )
    if held:
        raise BrokenBackup(
            _("{where}: this database is not empty. Nothing was restored; name a new one.").format(
                where=store.location
            )
        )


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in batches of `ROWS_AT_ONCE`, with times parsed."""
    times = {column.name for column in table.columns if isinstance(column.type, UtcTime)}
    batch: list[dict[str, Any]] = []
    with archive.open(part_of(table.name)) as part:
        for line in part:
            row = json.loads(line)
            batch.append(
                {
                    key: dt.datetime.fromisoformat(value) if key in times else value
                    for key, value in row.items()
                }
            )
            if len(batch) == ROWS_AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch
