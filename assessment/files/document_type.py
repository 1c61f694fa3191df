"""Recognise a document by its content, whatever its name: PDF, DOCX, XLSX or ODT, the kinds kept as evidence. Pure."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from assessment.errors import RefusedFile
from assessment.files.package_limits import (
    DAMAGED,
    InflatedTooLarge,
    Inflation,
    is_encrypted,
    is_encrypted_ole2,
    is_ole2,
)
from translations import gettext as _

MAXIMUM_BYTES = 20_000_000
MAXIMUM_ENTRIES = 5_000
MAXIMUM_INFLATED = 400_000_000
"""Bytes of all parts of a packed document together."""

Kind = Literal["pdf", "docx", "xlsx", "odt"]

_MACROS = ("vbaproject.bin", "macrosheets/", "dialogsheets/", "basic/", "scripts/", "activex/")
_ODT = b"application/vnd.oasis.opendocument.text"


class _Unfit(Exception):
    """The reason why a file is none of the kinds."""


def recognise(data: bytes, name: str) -> Kind:
    """The kind of a document. Raises RefusedFile for everything else; the message says what it is and what to do.

    `name` is only for the message. Inflates at most `MAXIMUM_INFLATED` bytes, a chunk at a time.
    """
    try:
        _check_first_bytes(data)
        return _pdf(data) if b"%PDF-" in data[:1024] else _packed(data)
    except _Unfit as reason:
        raise RefusedFile(f"{name}: {reason}") from None


def _remedy() -> str:
    return _("Bring the document itself, as PDF, DOCX, XLSX or ODT.")


def _check_first_bytes(data: bytes) -> None:
    """Raise _Unfit where the size or the first bytes show that a file is none of the kinds."""
    reason = _first_bytes_problem(data)
    if reason is not None:
        raise _Unfit(reason)


def _first_bytes_problem(data: bytes) -> str | None:
    if not data:
        return _("the file is empty. Choose another.")
    if len(data) > MAXIMUM_BYTES:
        return _(
            "the file has {size:.1f} MB; at most {limit:.0f} MB are kept. "
            "Save it smaller, or name its web address instead."
        ).format(size=len(data) / 1e6, limit=MAXIMUM_BYTES / 1e6)
    if is_picture(data):
        return _("this is a picture or a video; none is kept. {remedy}").format(remedy=_remedy())
    if is_ole2(data):
        if is_encrypted_ole2(data):
            return _("the document is protected with a password. Take it off and save it again.")
        return _("this is a file of an old Office format. Save it as DOCX, XLSX or PDF.")
    if b"%PDF-" in data[:1024] or data.startswith(b"PK"):
        return None
    if data.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")):
        return _("this is a program. {remedy}").format(remedy=_remedy())
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")):
        return _("this is a web page. Name its web address, or print it as a PDF.")
    if b"\0" not in data[:2048]:
        return _("this is plain text. {remedy}").format(remedy=_remedy())
    return _("this is no document that can be kept. {remedy}").format(remedy=_remedy())


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture, a video or a sound, by its first bytes."""
    starts = (
        b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\x1aE\xdf\xa3", b"OggS\0",
        b"\0\0\x01\xba", b"\0\0\x01\xb3", b"FLV\1", b"ID3\2", b"ID3\3", b"ID3\4", b"8BPS\0",
    )  # fmt: skip
    is_bitmap = data.startswith(b"BM") and data[6:10] == bytes(
        4
    )  # a text may begin so, such as "BMI"
    riff = data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"AVI ", b"WAVE")
    return data.startswith(starts) or is_bitmap or riff or data[4:8] == b"ftyp"


def _pdf(data: bytes) -> Kind:
    if b"%%EOF" not in data[-2048:]:
        raise _Unfit(_("the PDF is cut off. Ask for it once more."))
    if data.startswith(b"PK"):
        raise _Unfit(
            _("the file is a PDF and something else at once. {remedy}").format(remedy=_remedy())
        )
    return "pdf"


def _packed(data: bytes) -> Kind:
    """The kind of a document that is a ZIP package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package)
            return _kind_of(package, set(package.namelist()))
    except DAMAGED:
        raise _Unfit(_("the file is damaged. Ask for it once more.")) from None


def _check_package(package: zipfile.ZipFile) -> None:
    """Raise _Unfit for what a document must not hold. Every part is inflated: the sizes in the package may be false."""
    entries = package.infolist()
    if len(entries) > MAXIMUM_ENTRIES:
        raise _Unfit(_("the file holds too many parts. {remedy}").format(remedy=_remedy()))
    if any(is_encrypted(entry) for entry in entries):
        raise _Unfit(_("the document is protected with a password. Take it off and save it again."))
    if any(mark in entry.filename.lower() for entry in entries for mark in _MACROS):
        raise _Unfit(_("the document holds macros. Save it without them (DOCX, XLSX or ODT)."))
    inflation = Inflation(package, MAXIMUM_INFLATED)
    try:
        for entry in entries:
            for _chunk in inflation.chunks(entry):
                pass
    except InflatedTooLarge:
        raise _Unfit(
            _("the file is far larger than it seems. {remedy}").format(remedy=_remedy())
        ) from None


def _kind_of(package: zipfile.ZipFile, names: set[str]) -> Kind:
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return "docx"
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return "xlsx"
    if "mimetype" in names and package.read("mimetype").strip() == _ODT:
        return "odt"
    if "mimetype" in names:
        raise _Unfit(_("this OpenDocument file is not a text. Save it as PDF, XLSX or ODT."))
    if "ppt/presentation.xml" in names:
        raise _Unfit(_("this is a presentation. Save it as PDF."))
    raise _Unfit(_("this is an archive. Bring the document in it, as PDF, DOCX, XLSX or ODT."))
