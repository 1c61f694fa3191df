"""Comparison of the evidence files on the disk with those that the store lists."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from assessment.errors import UnknownFile
from assessment.store.base import StoreBase
from assessment.store.database.tables import FileRow
from assessment.store.evidence_blobs import BlobState, BlobStore
from translations import gettext as _

SECONDS_OF_AN_UPLOAD = 3600.0
"""Age in seconds below which a file may belong to an upload whose row is not written yet."""


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """Number of files that the store lists, and the SHA-256 of those that are missing or damaged.

    `orphans` are the paths below the folder of files that no assessment lists: of uploads that were interrupted.
    """

    files: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    orphans: tuple[str, ...]


def verify_evidence(store: StoreBase, blobs: BlobStore) -> EvidenceReport:
    """Read every evidence file and compare it with its hash, for the operator: no access is checked."""
    listed = _listed(store)
    states = {sha256: blobs.state(sha256) for sha256 in sorted(listed)}
    return EvidenceReport(
        files=len(listed),
        missing=tuple(key for key, state in states.items() if state is BlobState.MISSING),
        damaged=tuple(key for key, state in states.items() if state is BlobState.DAMAGED),
        orphans=tuple(path.relative_to(blobs.folder).as_posix() for path in _orphans(store, blobs)),
    )


def remove_orphans(store: StoreBase, blobs: BlobStore) -> int:
    """Delete the orphans that `verify_evidence` lists, for the operator; return their number.

    Raises UnknownFile where the folder holds no file that the store lists: it may be the folder of another store.
    """
    orphans = tuple(_orphans(store, blobs))
    if orphans and not any(map(blobs.has, _listed(store))):
        raise UnknownFile(
            _(
                "{folder}: none of these files belongs to this store. Nothing was removed. "
                "Check --evidence and --database."
            ).format(folder=blobs.folder)
        )
    count = 0
    for path in orphans:
        path.unlink(missing_ok=True)
        count += 1
        with contextlib.suppress(OSError):  # another file is in the folder
            if path.parent != blobs.folder:
                path.parent.rmdir()
    return count


def _orphans(store: StoreBase, blobs: BlobStore) -> Iterator[Path]:
    """Yield the files that no assessment lists and that are older than an upload takes.

    The folder is read before the list, so that a file uploaded in between is in the list.
    """
    paths = tuple(blobs.paths(changed_before=time.time() - SECONDS_OF_AN_UPLOAD))
    listed = _listed(store)
    for path in paths:
        if path.name not in listed or path.parent.name != path.name[:2]:
            yield path


def _listed(store: StoreBase) -> frozenset[str]:
    with store.reading() as session:
        return frozenset(session.scalars(select(FileRow.sha256)))
