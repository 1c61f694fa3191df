"""Check the package of a workbook in bounded memory, before any library opens it."""

from __future__ import annotations

import io
import re
import xml.parsers.expat as expat
import zipfile

from openpyxl.utils.cell import range_boundaries

from assessment.files.package_limits import (
    DAMAGED,
    InflatedTooLarge,
    Inflation,
    is_encrypted,
    is_encrypted_ole2,
    is_ole2,
)
from questionnaires import Problem
from translations import gettext as _

MAXIMUM_BYTES = 10_000_000
MAXIMUM_INFLATED = 30_000_000
"""Bytes of all parts together; a full workbook has 2,000,000."""

MAXIMUM_ENTRIES = 500
MAXIMUM_COUNTS = {
    "c": 25_000,
    "row": 30_000,
    "si": 25_000,
    "xf": 5_000,
    "mergeCell": 2_000,
    "definedName": 2_000,
    "dataValidation": 2_000,
    "conditionalFormatting": 2_000,
    "hyperlink": 5_000,
    "comment": 2_000,
    "col": 2_000,
}
"""Limit of each element; a full workbook has a fifth of any."""

MAXIMUM_ELEMENTS = 300_000
"""Limit of elements of any kind; a full workbook has 40,000."""

MAXIMUM_DEPTH = 100

MAXIMUM_AREA = 60_000
"""Cells between the first and the last of a sheet: each becomes an object, filled in or not."""

MAXIMUM_RANGE = 10_000
"""Cells in one merged range, link or comment: each becomes an object too."""

STRICT = "http://purl.oclc.org/ooxml/"
"""Start of the namespaces of Strict Open XML, in which openpyxl finds no sheets."""

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


class _Rejected(Exception):
    """Why the package is rejected, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def check_package(data: bytes, name: str) -> Problem | None:
    """The problem for which a file can't be opened as a workbook, or None. Inflates at most `MAXIMUM_INFLATED` bytes."""
    try:
        _check(data)
    except _Rejected as reason:
        return Problem(name, "", reason.what, reason.remedy)
    except DAMAGED:
        return Problem(name, "", _("the file is damaged."), _save_anew())
    return None


def _save_anew() -> str:
    return _("Ask for it once more, or open it in Excel or LibreOffice and save it as .xlsx.")


def _check(data: bytes) -> None:
    if not data:
        raise _Rejected(_("the file is empty."), _("Send the workbook that was filled in."))
    if len(data) > MAXIMUM_BYTES:
        raise _Rejected(
            _("the file has {size:.1f} MB; a workbook has at most {limit:.0f} MB.").format(
                size=len(data) / 1e6, limit=MAXIMUM_BYTES / 1e6
            ),
            _("Take out pictures and sheets that are not of this workbook."),
        )
    if is_ole2(data):
        raise _ole2(data)
    if not data.startswith(b"PK"):
        raise _other_kind(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_entries(package)
        _check_parts(package)


def _ole2(data: bytes) -> _Rejected:
    if is_encrypted_ole2(data):
        return _Rejected(
            _("the workbook is protected with a password."),
            _("Open it, take the password off (File, Info, Protect Workbook), and save it."),
        )
    return _Rejected(
        _("this is a file of an old Office format (.xls)."),
        _("Open it and save it as an Excel workbook (.xlsx)."),
    )


def _other_kind(data: bytes) -> _Rejected:
    start = data[:1024].lstrip().lower()
    as_workbook = _("Send the workbook as .xlsx, as it was made here.")
    if start.startswith(b"%pdf"):
        return _Rejected(_("this is a PDF, not a workbook."), as_workbook)
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return _Rejected(_("this is a web page under the name of a workbook."), as_workbook)
    if start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return _Rejected(_("this is a picture, not a workbook."), as_workbook)
    if b"\0" not in data[:1024]:
        return _Rejected(
            _("this is a text file (such as CSV), not a workbook."),
            _("Save the workbook as .xlsx; a CSV file loses what ties rows to questions."),
        )
    return _Rejected(_("this is not a workbook."), as_workbook)


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAXIMUM_ENTRIES:
        raise _Rejected(_("the file holds more parts than a workbook can have."), _save_anew())
    if len({name.lower() for name in names}) != len(names):
        raise _Rejected(_("the file holds the same part twice."), _save_anew())
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename):
            raise _Rejected(
                _("a part of the file has a name that leads outside of it."), _save_anew()
            )
        if is_encrypted(entry):
            raise _Rejected(
                _("the file is encrypted with a password."), _("Save the workbook without one.")
            )
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise _Rejected(_("a part of the file is a link to another file."), _save_anew())
    lower = [name.lower() for name in names]
    if "mimetype" in lower:
        raise _Rejected(
            _("this is an OpenDocument file (.ods or .odt)."),
            _("Open it and save it as an Excel workbook (.xlsx)."),
        )
    if any(name.startswith("word/") for name in lower):
        raise _Rejected(_("this is a Word document."), _("Send the workbook (.xlsx)."))
    if "xl/workbook.bin" in lower:
        raise _Rejected(
            _("this is a binary workbook (.xlsb)."),
            _("Open it and save it as an Excel workbook (.xlsx)."),
        )
    _check_forbidden(lower)
    if "xl/workbook.xml" not in lower or "[content_types].xml" not in lower:
        raise _Rejected(_("this is a zip file, but not a workbook."), _("Send the .xlsx itself."))


def _check_forbidden(names: list[str]) -> None:
    for part, kind in _FORBIDDEN:
        if not any(part in name for name in names):
            continue
        if kind == "macro":
            raise _Rejected(
                _("the workbook holds macros, which are never needed here."),
                _("Save it as .xlsx without macros."),
            )
        if kind == "link":
            raise _links()
        raise _Rejected(
            _("the workbook holds embedded objects or controls."), _("Delete them, and save it.")
        )


def _check_parts(package: zipfile.ZipFile) -> None:
    """Inflate every part and parse its markup once, before anything is built from it."""
    inflation = Inflation(package, MAXIMUM_INFLATED)
    totals = _Totals()
    for entry in package.infolist():
        name = entry.filename.lower()
        markup = _Markup(totals, is_rels=name.endswith(".rels"))
        is_markup = name.endswith((".xml", ".rels"))
        try:
            for chunk in inflation.chunks(entry):
                if is_markup:
                    markup.feed(chunk)
        except InflatedTooLarge:
            raise _Rejected(
                _("the file swells to more than a workbook can hold when it is opened."),
                _save_anew(),
            ) from None
        if is_markup and entry.file_size:
            markup.close()


class _Totals:
    """Counts of elements over all parts."""

    def __init__(self) -> None:
        self.elements = 0
        self.counts = dict.fromkeys(MAXIMUM_COUNTS, 0)


class _Markup:
    """Parser of one part: counts its elements and depth, and checks how far its cells and ranges reach."""

    def __init__(self, totals: _Totals, *, is_rels: bool) -> None:
        self._totals, self._is_rels = totals, is_rels
        self._depth = self._row = self._column = self._lowest = self._rightmost = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._started = False

    def feed(self, chunk: bytes) -> None:
        if not self._started and b"\0" in chunk[:200]:
            raise _Rejected(_("a part of the file is not written in UTF-8."), _save_anew())
        self._started = True
        self._parse(chunk, is_last=False)

    def close(self) -> None:
        self._parse(b"", is_last=True)

    def _parse(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError:
            raise _Rejected(
                _("can't be read as a workbook."),
                _("Open it in Excel or LibreOffice, save it as .xlsx, and send that."),
            ) from None

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Reject another encoding: a parser could read other markup in it than this one."""
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise _Rejected(_("a part of the file is not written in UTF-8."), _save_anew())

    def _doctype(self, *_arguments: object) -> None:
        raise _Rejected(
            _("the file declares entities, as attacks on programs do and workbooks never do."),
            _save_anew(),
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._totals.elements += 1
        if self._depth > MAXIMUM_DEPTH:
            raise _Rejected(_("a part of the file is nested too deeply."), _save_anew())
        tag = name.rpartition(":")[2]
        if tag in self._totals.counts:
            self._totals.counts[tag] += 1
            if self._totals.counts[tag] > MAXIMUM_COUNTS[tag]:
                raise _too_many()
        if self._totals.elements > MAXIMUM_ELEMENTS:
            raise _too_many()
        match tag:
            case "row":
                self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            case "c":
                self._cell(attributes.get("r"))
            case "mergeCell" | "hyperlink" | "comment":
                _check_range(attributes.get("ref"))
            case "workbook" | "worksheet" | "sst" | "styleSheet" if any(
                STRICT in value for value in attributes.values()
            ):
                raise _Rejected(
                    _("this is a Strict Open XML workbook, in which other programs find nothing."),
                    _("Open it, and save it as an Excel workbook (.xlsx), not as Strict Open XML."),
                )
            case "ddeLink":
                raise _links()
            case "Relationship" if self._is_rels:
                is_external = attributes.get("TargetMode") == "External"
                if is_external and not attributes.get("Type", "").endswith("/hyperlink"):
                    raise _links()

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _cell(self, reference: str | None) -> None:
        row, column = self._row, self._column + 1
        if reference:
            try:
                column, row, _right, _bottom = range_boundaries(reference)
            except (ValueError, TypeError):
                return  # openpyxl rejects it
        self._row, self._column = row or self._row, column or self._column
        self._lowest = max(self._lowest, self._row)
        self._rightmost = max(self._rightmost, self._column)
        if self._lowest * self._rightmost > MAXIMUM_AREA:
            raise _Rejected(
                _("a cell stands far from the table ({cell}).").format(
                    cell=reference or _("row {number}").format(number=self._row)
                ),
                _("Delete what stands there, and save the workbook."),
            )


def _too_many() -> _Rejected:
    return _Rejected(
        _("the workbook holds far more cells or formats than were made here."),
        _("Copy the answers into a fresh workbook, and send that."),
    )


def _links() -> _Rejected:
    return _Rejected(
        _("the workbook has links to other files or data sources."),
        _("Break the links (Data, Edit Links), and save it."),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 9 else default


def _check_range(reference: str | None) -> None:
    """Raise _Rejected for a range of too many cells."""
    if not reference:
        return
    try:
        left, top, right, bottom = range_boundaries(reference)
        area = (right - left + 1) * (bottom - top + 1)
    except (ValueError, TypeError):
        raise _Rejected(_("a merged range is written wrongly."), _save_anew()) from None
    if area > MAXIMUM_RANGE:
        raise _Rejected(
            _("the merged or linked cells {cells} cover far more than a table.").format(
                cells=reference[:40]
            ),
            _("Undo the merging or the link, and save it."),
        )
