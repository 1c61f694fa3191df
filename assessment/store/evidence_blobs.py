"""The bytes of evidence: each file once, under its SHA-256, in a folder that nothing serves. Never opened, never run."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from assessment.errors import StoreUnavailable, UnknownFile
from assessment.files.atomic_write import atomic_write
from assessment.files.document_type import recognise
from assessment.model.assessment import StoredFile
from translations import gettext as _

LONGEST_NAME = 200


class BlobStore:
    """Files in `folder`. Safe to share between threads and processes: a file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes, name: str) -> StoredFile:
        """Keep a document. Raises RefusedFile for what is none, StoreUnavailable where the disk refuses."""
        shown = clean_name(name)
        kind = recognise(data, shown)
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        try:
            if not path.exists():
                _write(path, data)
        except OSError as error:
            raise StoreUnavailable(
                _(
                    "{name}: the file can’t be stored ({reason}). Nothing was kept; try again."
                ).format(name=shown, reason=error.strerror or error)
            ) from error
        return StoredFile(sha256=sha256, name=shown, kind=kind, size=len(data))

    def put_back(self, sha256: str, data: bytes) -> None:
        """Keep bytes from a backup under the name they had. Raises UnknownFile where they are not what they were."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnknownFile(_("A file in the backup was changed. Nothing was brought back."))
        path = self._path(sha256)
        if not path.exists():
            _write(path, data)

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises UnknownFile where they are not here or are no longer what they were."""
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
        """Whether the bytes are here."""
        return bool(re.fullmatch(r"[0-9a-f]{64}", sha256)) and self._path(sha256).is_file()

    def _path(self, sha256: str) -> Path:
        """The path from the hash alone, never from the name of an upload."""
        return self.folder / sha256[:2] / sha256


def clean_name(name: str) -> str:
    """A file name for people: its last part, printable, at most 200 characters; kept as text, never as a path.

    >>> clean_name("C:\\\\Users\\\\ana\\\\decree 12.pdf")
    'decree 12.pdf'
    >>> clean_name("../../etc/passwd")
    'passwd'
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > LONGEST_NAME and dot and len(ending) <= 10:
        shown = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return shown[:LONGEST_NAME] or "document"


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, flushed to the disk, in a folder that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    atomic_write(path, data, durable=True)
