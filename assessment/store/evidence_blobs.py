"""Storage of evidence files by SHA-256, in a folder that is not served; the content is never opened or run."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assessment.errors import StoreUnavailable, UnknownFile
from assessment.files.atomic_write import atomic_write
from assessment.files.document_type import recognise
from assessment.files.private_files import close_to_others, make_private_folder
from assessment.model.assessment import StoredFile
from translations import gettext as _

MAXIMUM_NAME_LENGTH = 200


class BlobState(StrEnum):
    """Whether the content of a file is there and matches its hash."""

    INTACT = "intact"
    MISSING = "missing"
    DAMAGED = "damaged"
    """Its content has another hash, or the disk does not return it."""


class BlobStore:
    """Files in `folder`. Safe to share between threads and processes: each file is written atomically.

    It checks no access: callers ask the store first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes, name: str) -> StoredFile:
        """Store a document; replace a stored copy that is damaged.

        Raises RefusedFile where it is not a document, StoreUnavailable for a disk error.
        """
        shown = clean_name(name)
        kind = recognise(data, shown)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            if self.state(sha256) is not BlobState.INTACT:
                _write(self._path(sha256), data)
            else:  # an orphan is in use again; see `evidence_check`
                self._path(sha256).touch()
        except OSError as error:
            raise StoreUnavailable(
                _(
                    "{name}: the file can’t be stored ({reason}). Nothing was kept; try again."
                ).format(name=shown, reason=error.strerror or error)
            ) from error
        return StoredFile(sha256=sha256, name=shown, kind=kind, size=len(data))

    def restore(self, sha256: str, data: bytes) -> None:
        """Store a file from a backup. Raises UnknownFile where its content does not match `sha256`."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnknownFile(_("A file in the backup was changed. Nothing was restored."))
        if self.state(sha256) is not BlobState.INTACT:
            _write(self._path(sha256), data)

    def get(self, sha256: str) -> bytes:
        """Return the content. Raises UnknownFile where it is missing or does not match `sha256`."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise UnknownFile(_("This is not the name of a file. Choose it from the list."))
        try:
            data = self._path(sha256).read_bytes()
        except OSError as error:
            raise UnknownFile(
                _(
                    "The file is named here, but its content is on another computer. Ask for it there."
                )
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnknownFile(
                _(
                    "The file was damaged on the disk. Bring it back from a backup, or upload it again."
                )
            )
        return data

    def has(self, sha256: str) -> bool:
        """Return whether the file is in the folder, without reading it.

        The answer is only for callers who may see evidence with this hash, as it covers the files of all countries.
        """
        return bool(re.fullmatch(r"[0-9a-f]{64}", sha256)) and self._path(sha256).is_file()

    def state(self, sha256: str) -> BlobState:
        """Return the state of a file, whose content is read."""
        if not self.has(sha256):
            return BlobState.MISSING
        try:
            with self._path(sha256).open("rb") as file:
                actual = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return BlobState.DAMAGED
        return BlobState.INTACT if actual == sha256 else BlobState.DAMAGED

    def state_once(self, sha256: str) -> BlobState:
        """Return `state`, for which the content is read anew only after the file was written."""
        try:
            information = self._path(sha256).stat()
        except (OSError, ValueError):
            return self.state(sha256)
        return _state_once(self.folder, sha256, information.st_mtime_ns, information.st_size)

    def paths(self, *, changed_before: float) -> Iterator[Path]:
        """Yield the files in the folder last changed before a time (seconds since 1970), also those that are no evidence.

        These are the rests of interrupted writes.
        """
        for path in sorted(self.folder.rglob("*")):
            try:
                information = path.lstat()
            except OSError:  # removed meanwhile
                continue
            if not stat.S_ISDIR(information.st_mode) and information.st_mtime < changed_before:
                yield path

    def _path(self, sha256: str) -> Path:
        """The path from the hash alone, never from the name of an upload."""
        return self.folder / sha256[:2] / sha256


@lru_cache(maxsize=10_000)
def _state_once(folder: Path, sha256: str, _modified: int, _size: int) -> BlobState:
    return BlobStore(folder).state(sha256)


def clean_name(name: str) -> str:
    """Return the last part of a file name, printable, at most 200 characters; for display, never used as a path.

    >>> clean_name("C:\\\\Users\\\\ana\\\\decree 12.pdf")
    'decree 12.pdf'
    >>> clean_name("../../etc/passwd")
    'passwd'
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > MAXIMUM_NAME_LENGTH and dot and len(ending) <= 10:
        shown = f"{stem[: MAXIMUM_NAME_LENGTH - len(ending) - 1]}.{ending}"
    return shown[:MAXIMUM_NAME_LENGTH] or "document"


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, flushed to the disk, in a folder that only its owner reads."""
    make_private_folder(path.parent)
    close_to_others((path.parent.parent, path.parent))
    atomic_write(path, data, durable=True)
