"""Disk cache of PDFs by content; may be deleted at any time."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from assessment.files.atomic_write import atomic_write
from assessment.files.private_files import close_to_others, make_private_folder
from reports.pdf.fonts import installed_fonts

MAXIMUM_FILES = 200
MAXIMUM_BYTES = 300 * 1024**2

MAKER = "4"
"""Version of the PDF production; to be raised when the same HTML gives another PDF."""

_log = logging.getLogger(__name__)


def content_key(html: str, attachment: str) -> str:
    """SHA-256 of everything a document depends on: page, attachment, `MAKER`, WeasyPrint's version, fonts of the system."""
    fonts = " ".join(font.name for font in installed_fonts())
    parts = (MAKER, version("weasyprint"), fonts, html, attachment)
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class PdfCache:
    """Folder of PDFs by content key; the least recently used are evicted first. Disk errors count as misses."""

    folder: Path
    maximum_files: int = MAXIMUM_FILES
    maximum_bytes: int = MAXIMUM_BYTES

    def get(self, key: str) -> bytes | None:
        """The document; None where it is missing or incomplete."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None

    def put(self, key: str, pdf: bytes) -> None:
        """Store a document atomically; a disk error is logged."""
        try:
            make_private_folder(self.folder)
            close_to_others((self.folder,))
            atomic_write(self._path(key), pdf)
            self._make_room()
        except OSError as error:
            _log.warning("%s: the document was not kept (%s)", self.folder, error)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.pdf"

    def _make_room(self) -> None:
        files = []
        for path in self.folder.glob("*.pdf"):
            status = path.stat()
            files.append((status.st_mtime_ns, status.st_size, path))
        files.sort(reverse=True)
        room = self.maximum_bytes
        for index, (_used, size, path) in enumerate(files):
            room -= size
            if index >= self.maximum_files or room < 0:
                path.unlink(missing_ok=True)
