"""Documents kept by content: the same page with the same answers is made once. May be deleted at any time."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from assessment.files.atomic_write import atomic_write

MOST_FILES = 200
MOST_BYTES = 300 * 1024**2

MAKER = "2"
"""Counts up when the same HTML is to give another PDF."""

_log = logging.getLogger(__name__)


def content_key(html: str, attachment: str) -> str:
    """What a document depends on, as one name: page, answers, and what makes the PDF."""
    parts = (MAKER, version("weasyprint"), html, attachment)
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class PdfCache:
    """A folder of PDFs by content, the least recently used thrown out first. A broken disk only costs time."""

    folder: Path
    most_files: int = MOST_FILES
    most_bytes: int = MOST_BYTES

    def get(self, key: str) -> bytes | None:
        """The document, None where there is none or only a part of one."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None

    def put(self, key: str, pdf: bytes) -> None:
        """Keep a document: the whole file or none."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic_write(self._path(key), pdf)
            self._make_room()
        except OSError as error:
            _log.warning("%s: the document was not kept (%s)", self.folder, error)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.pdf"

    def _make_room(self) -> None:
        files = []
        for path in self.folder.glob("*.pdf"):
            found = path.stat()
            files.append((found.st_mtime_ns, found.st_size, path))
        files.sort(reverse=True)
        room = self.most_bytes
        for place, (_used, size, path) in enumerate(files):
            room -= size
            if place >= self.most_files or room < 0:
                path.unlink(missing_ok=True)
