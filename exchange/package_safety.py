"""What a workbook's package must not hold: looked at in bounded memory before any library opens it."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator

from openpyxl.utils.cell import range_boundaries

from questionnaires import Problem
from translations import gettext as _

MAXIMUM_BYTES = 10_000_000
MAXIMUM_INFLATED = 30_000_000
"""Bytes of all parts together; a full workbook has 2,000,000."""

MAXIMUM_ENTRIES = 500
MAXIMUM_COUNTS = {
    b"<c": 60_000,
    b"<row": 20_000,
    b"<si": 60_000,
    b"<xf": 5_000,
    b"<mergeCell": 2_000,
    b"<definedName": 2_000,
    b"<dataValidation": 2_000,
    b"<conditionalFormatting": 2_000,
    b"<hyperlink": 5_000,
    b"<col": 2_000,
}
"""Of each tag at most; a full workbook has a fifth of any."""

MAXIMUM_MERGED = 10_000
"""Cells in one merged range: each becomes an object."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("vbaproject.bin", "macro"),
    ("macrosheets/", "macro"),
    ("dialogsheets/", "macro"),
    ("activex/", "object"),
    ("ctrlprops/", "object"),
    ("embeddings/", "object"),
    ("oleobject", "object"),
    ("externallinks/", "link"),
    ("connections.xml", "link"),
    ("querytables/", "link"),
    ("webextensions/", "object"),
)


class _Found(Exception):
    """A reason to refuse the package."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def check_package(data: bytes, name: str) -> Problem | None:
    """Why a file can't be opened as a workbook at all, or None. Inflates no more than `MAXIMUM_INFLATED` bytes."""
    try:
        _check(data)
    except _Found as found:
        return Problem(name, "", found.what, found.remedy)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ):
        return Problem(name, "", _("the file is damaged."), _again())
    return None


def _again() -> str:
    return _("Ask for it once more, or open it in Excel or LibreOffice and save it as .xlsx.")


def _check(data: bytes) -> None:
    if not data:
        raise _Found(_("the file is empty."), _("Send the workbook that was filled in."))
    if len(data) > MAXIMUM_BYTES:
        raise _Found(
            _("the file has {size:.1f} MB; a workbook has at most {limit:.0f} MB.").format(
                size=len(data) / 1e6, limit=MAXIMUM_BYTES / 1e6
            ),
            _("Take out pictures and sheets that are not of this workbook."),
        )
    if data.startswith(_OLE2):
        raise _ole2(data)
    if not data.startswith(b"PK"):
        raise _other_kind(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_entries(package)
        _check_parts(package)


def _ole2(data: bytes) -> _Found:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _Found(
            _("the workbook is protected with a password."),
            _("Open it, take the password off (File, Info, Protect Workbook), and save it."),
        )
    return _Found(
        _("this is a file of an old Office format (.xls)."),
        _("Open it and save it as an Excel workbook (.xlsx)."),
    )


def _other_kind(data: bytes) -> _Found:
    start = data[:1024].lstrip().lower()
    as_workbook = _("Send the workbook as .xlsx, as it was made here.")
    if start.startswith(b"%pdf"):
        return _Found(_("this is a PDF, not a workbook."), as_workbook)
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return _Found(_("this is a web page under the name of a workbook."), as_workbook)
    if start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return _Found(_("this is a picture, not a workbook."), as_workbook)
    if b"\0" not in data[:1024]:
        return _Found(
            _("this is a text file (such as CSV), not a workbook."),
            _("Save the workbook as .xlsx; a CSV file loses what ties rows to questions."),
        )
    return _Found(_("this is not a workbook."), as_workbook)


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAXIMUM_ENTRIES:
        raise _Found(_("the file holds more parts than a workbook can have."), _again())
    if len({name.lower() for name in names}) != len(names):
        raise _Found(_("the file holds the same part twice."), _again())
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename):
            raise _Found(_("a part of the file has a name that leads outside of it."), _again())
        if entry.flag_bits & 0x1:
            raise _Found(
                _("the file is encrypted with a password."), _("Save the workbook without one.")
            )
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise _Found(_("a part of the file is a link to another file."), _again())
    lower = [name.lower() for name in names]
    if "mimetype" in lower:
        raise _Found(
            _("this is an OpenDocument file (.ods or .odt)."),
            _("Open it and save it as an Excel workbook (.xlsx)."),
        )
    if any(name.startswith("word/") for name in lower):
        raise _Found(_("this is a Word document."), _("Send the workbook (.xlsx)."))
    if "xl/workbook.bin" in lower:
        raise _Found(
            _("this is a binary workbook (.xlsb)."),
            _("Open it and save it as an Excel workbook (.xlsx)."),
        )
    _check_forbidden(lower)
    if "xl/workbook.xml" not in lower or "[content_types].xml" not in lower:
        raise _Found(_("this is a zip file, but not a workbook."), _("Send the .xlsx itself."))


def _check_forbidden(names: list[str]) -> None:
    for part, kind in _FORBIDDEN:
        if not any(part in name for name in names):
            continue
        if kind == "macro":
            raise _Found(
                _("the workbook holds macros, which are never needed here."),
                _("Save it as .xlsx without macros."),
            )
        if kind == "link":
            raise _Found(
                _("the workbook has links to other files or data sources."),
                _("Break the links (Data, Edit Links), and save it."),
            )
        raise _Found(
            _("the workbook holds embedded objects or controls."), _("Delete them, and save it.")
        )


def _check_parts(package: zipfile.ZipFile) -> None:
    inflated = 0
    counts = dict.fromkeys(MAXIMUM_COUNTS, 0)
    for entry in package.infolist():
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        is_rels = entry.filename.lower().endswith(".rels")
        before = b""
        for chunk in _chunks(package, entry):
            inflated += len(chunk)
            if inflated > MAXIMUM_INFLATED:
                raise _Found(
                    _("the file swells to more than a workbook can hold when it is opened."),
                    _again(),
                )
            if not is_xml:
                continue
            if not before:
                _check_encoding(chunk)
            window = before[-_OVERLAP:] + chunk
            _check_markup(window, is_rels=is_rels)
            for tag in counts:
                # Tags that began in the overlap were counted with the chunk before.
                counts[tag] += len(re.findall(tag + rb"[ >/]", window)) - len(
                    re.findall(tag + rb"[ >/]", before[-_OVERLAP:])
                )
            _check_merged(window)
            before = chunk
    for tag, number in counts.items():
        if number > MAXIMUM_COUNTS[tag]:
            raise _Found(
                _("the workbook holds far more cells or formats than were made here."),
                _("Copy the answers into a fresh workbook, and send that."),
            )


_OVERLAP = 200


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _check_encoding(start: bytes) -> None:
    """Markup that is not UTF-8 could hide a document type from a search for its bytes."""
    declared = re.search(rb"""encoding\s*=\s*["']([^"']+)["']""", start[:200])
    if b"\0" in start[:200] or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise _Found(_("a part of the file is not written in UTF-8."), _again())


def _check_markup(window: bytes, *, is_rels: bool) -> None:
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise _Found(
            _("the file declares entities, as attacks on programs do and workbooks never do."),
            _again(),
        )
    if b"<ddeLink" in window:
        raise _Found(
            _("the workbook has links to other files or data sources."),
            _("Break the links (Data, Edit Links), and save it."),
        )
    if is_rels and b'TargetMode="External"' in window and b"/hyperlink" not in window:
        raise _Found(
            _("the workbook has links to other files or data sources."),
            _("Break the links (Data, Edit Links), and save it."),
        )


def _check_merged(window: bytes) -> None:
    for reference in re.findall(rb'<mergeCell ref="([^"]{1,40})"', window):
        left, top, right, bottom = range_boundaries(reference.decode("ascii", "replace"))
        if None in (left, top, right, bottom):
            raise _Found(_("a merged range is written wrongly."), _again())
        if (right - left + 1) * (bottom - top + 1) > MAXIMUM_MERGED:
            raise _Found(
                _("the merged cells {cells} cover far more than a table.").format(
                    cells=reference.decode("ascii", "replace")
                ),
                _("Undo the merging, and save it."),
            )
