"""Everything a store holds as one file, taken while others write, and brought back into an empty database.

A zip of one file of JSON lines a table, the evidence by its SHA-256, and a manifest with the hash of each part. The
tables are read in one transaction, so that what is in the backup was true together; the same file goes back into
SQLite or PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from assessment.errors import AssessmentError
from assessment.files.atomic_write import atomic_file
from assessment.store.audit.log import AuditReport
from assessment.store.database.tables import (
    AssessmentRow,
    AuditHeadRow,
    AuditRow,
    Base,
    FileRow,
    UtcTime,
)
from assessment.store.evidence_blobs import BlobStore
from assessment.store.store import Store
from translations import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500

ALWAYS = (AssessmentRow.__tablename__, AuditRow.__tablename__, AuditHeadRow.__tablename__)
"""Tables that every backup holds; one that a later toolkit added is empty where an earlier one wrote the backup."""

LARGEST_PART = 2_000_000_000
"""Bytes of one part of a backup at most; a country's answers take some 10 MB."""


class BrokenBackup(AssessmentError):
    """A file that is no backup of ours, or no longer what it was; nothing was brought back."""


def part_of(table: str) -> str:
    """The name of a table's rows in a backup."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds: rows by table, files, and the last entry of the log."""

    rows: Mapping[str, int]
    files: int
    entries: int
    seal: str
    missing: tuple[str, ...] = ()
    """SHA-256 of evidence that is listed and lies on another computer."""


def write_backup(store: Store, vault: BlobStore, path: Path) -> BackupReport:
    """Write all of `store` and its evidence to `path`, whole or not at all. Others may go on writing meanwhile."""
    with (
        atomic_file(path, durable=True) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        return _write_parts(store, vault, archive)


def _write_parts(store: Store, vault: BlobStore, archive: zipfile.ZipFile) -> BackupReport:
    hashes: dict[str, str] = {}
    rows: dict[str, int] = {}
    with store.reading() as session:
        for table in Base.metadata.sorted_tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(part_of(table.name), "w", force_zip64=True) as part:
                for row in session.execute(select(table)).mappings():
                    line = (json.dumps(_plain(row), ensure_ascii=False) + "\n").encode()
                    digest.update(line)
                    part.write(line)
                    count += 1
            hashes[part_of(table.name)], rows[table.name] = digest.hexdigest(), count
        files = sorted(set(session.scalars(select(FileRow.sha256))))
        head = session.get(AuditHeadRow, 1)
    missing = tuple(item for item in files if not vault.has(item))
    for item in files:
        if item not in missing:
            archive.writestr(f"evidence/{item}", vault.get(item))
            hashes[f"evidence/{item}"] = item
    number, seal = (head.number, head.seal) if head else (0, "")
    manifest = {
        "format": FORMAT, "parts": hashes, "rows": rows, "log": {"number": number, "seal": seal},
        "evidence_elsewhere": list(missing),
    }  # fmt: skip
    archive.writestr(MANIFEST, json.dumps(manifest, indent=2, sort_keys=True))
    return BackupReport(rows, len(files) - len(missing), number, seal, missing)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(key): value.isoformat() if isinstance(value, dt.datetime) else value
        for key, value in row.items()
    }


def restore_backup(path: Path, url: str, vault: BlobStore) -> tuple[BackupReport, AuditReport]:
    """Bring a backup back into the empty database at `url`; all of it or nothing. The log is looked through afterwards.

    Raises BrokenBackup where the file is not what was written, or the database holds something already.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BrokenBackup(
            _("{file}: can’t be read as a backup. Bring the file as the toolkit wrote it.").format(
                file=path.name
            )
        ) from error
    with archive:
        manifest = _checked_manifest(archive, path.name)
        with closing(Store.open(url)) as store:
            _require_empty(store)
            for name in manifest["parts"]:
                if name.startswith("evidence/"):
                    vault.put_back(name.removeprefix("evidence/"), archive.read(name))
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
            found = store.verify_audit()
    log = manifest["log"]
    evidence = sum(name.startswith("evidence/") for name in manifest["parts"])
    report = BackupReport(
        manifest["rows"],
        evidence,
        log["number"],
        log["seal"],
        tuple(manifest["evidence_elsewhere"]),
    )
    return report, found


def _checked_manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """The manifest, once each part was found to be there and unchanged."""
    broken = BrokenBackup(
        _("{file}: is no backup of this toolkit, or was changed. Nothing was brought back.").format(
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
            if archive.getinfo(part).file_size > LARGEST_PART or _sha256(archive, part) != expected:
                raise broken
        manifest["rows"], manifest["log"]["number"], manifest["log"]["seal"]
        manifest["evidence_elsewhere"] = [str(item) for item in manifest["evidence_elsewhere"]]
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
            _(
                "{where}: this database is not empty. Nothing was brought back; name a new one."
            ).format(where=store.place)
        )


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, some at a time, with times as times."""
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
