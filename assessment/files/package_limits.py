"""Checks of packed documents from outside, in bounded memory: Office files of the old format, passwords, and swelling.

Shared by the documents that are kept as evidence and the workbooks that are read back.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator

CHUNK = 1 << 16
"""Bytes inflated at a time."""

DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What `zipfile` raises while it reads a damaged package."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1


class InflatedTooLarge(Exception):
    """The parts of a package hold more bytes than allowed."""


def is_ole2(data: bytes) -> bool:
    """Whether a file has the format of old Office files and of those with a password (MS-CFB)."""
    return data.startswith(_OLE2)


def is_encrypted_ole2(data: bytes) -> bool:
    """Whether an OLE2 file holds a package encrypted with a password (MS-OFFCRYPTO, 2.3.4)."""
    return is_ole2(data) and _ENCRYPTED_STREAM in data


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    """Whether a part of a ZIP package is encrypted with a password."""
    return bool(entry.flag_bits & _ENCRYPTED_FLAG)


class Inflation:
    """Inflates the parts of one package, `limit` bytes of all of them together at most."""

    def __init__(self, package: zipfile.ZipFile, limit: int) -> None:
        self._package, self._left = package, limit

    def chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a part, `CHUNK` at a time, whatever size it claims. Raises InflatedTooLarge, and `DAMAGED`."""
        with self._package.open(entry) as part:
            while chunk := part.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise InflatedTooLarge
                yield chunk
