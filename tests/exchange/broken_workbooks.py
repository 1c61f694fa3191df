"""Broken and hostile workbooks that are refused as a whole, each with words of its message."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from exchange.package_safety import MAXIMUM_BYTES, MAXIMUM_ENTRIES
from exchange.workbook.layout import META_SHEET
from exchange.workbook.provenance import metadata_cells, parse_metadata
from tests.exchange.made import (
    changed,
    exported,
    made_up,
)

GOOD = exported(made_up())

Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def with_part(**added: bytes) -> bytes:
    return packed(
        {**parts_of(GOOD), **{key.replace("__", "/"): data for key, data in added.items()}}
    )


def added(name: str, data: bytes = b"<a/>") -> bytes:
    return packed({**parts_of(GOOD), name: data})


def sheet_xml(change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(GOOD)
    name = "xl/worksheets/sheet3.xml"
    before = parts[name]
    parts[name] = change(before)
    assert parts[name] != before
    return packed(parts)


def before_end(xml: bytes, added: bytes) -> bytes:
    """Before what closes the protection of a sheet, where merged cells and links may stand."""
    return re.sub(rb"(</sheetProtection>|<sheetProtection[^>]*/>)", lambda m: m[1] + added, xml)


def remembering(**said: object) -> bytes:
    """The workbook with other metadata, its checksum right."""
    from dataclasses import replace

    def edit(book: Workbook) -> None:
        sheet = book[META_SHEET]
        cells = [str(row[0].value) for row in sheet.iter_rows() if row[0].value is not None]
        metadata = replace(parse_metadata(cells), **said)  # type: ignore[arg-type]
        for row in sheet.iter_rows():
            row[0].value = None
        for place, text in enumerate(metadata_cells(metadata), start=1):
            sheet.cell(place, 1, text)

    return changed(GOOD, edit)


def encrypted_entry() -> bytes:
    data = bytearray(packed({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        data[place + offset] |= 1
    return bytes(data)


def ole2(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)
    )


def lying_bomb() -> bytes:
    return added("xl/worksheets/sheet99.xml", b" " * 60_000_000)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in [*parts_of(GOOD).items(), ("XL/workbook.xml", b"<a/>")]:
            package.writestr(name, data)
    return out.getvalue()


def link_entry() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as package:
        info = zipfile.ZipInfo("xl/link.xml")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    return out.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "too large": (lambda: b"PK" + bytes(MAXIMUM_BYTES), "has 10.0 MB"),
    "a CSV file": (lambda: b"code;level\nL01;2\n", "text file"),
    "a web page": (lambda: b"<html><table></table></html>", "web page"),
    "a PDF": (lambda: b"%PDF-1.7\n", "is a PDF"),
    "a photograph": (lambda: b"\0\0\0\x18ftypheic" + bytes(50), "picture"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    "other bytes": (lambda: bytes(range(256)), "not a workbook"),
    "an old workbook": (lambda: ole2("Workbook"), "old Office format"),
    "a password": (lambda: ole2("EncryptedPackage"), "password"),
    "an encrypted entry": (encrypted_entry, "encrypted"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "a wrong byte inside": (
        lambda: GOOD[:3000] + bytes([GOOD[3000] ^ 0xFF]) * 40 + GOOD[3040:],
        "damaged",
    ),
    "another zip": (lambda: packed({"a.txt": b"hello"}), "zip file"),
    "an ODS file": (
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "OpenDocument",
    ),
    "a Word document": (lambda: packed({"word/document.xml": b"<a/>"}), "Word document"),
    "a binary workbook": (lambda: packed({"xl/workbook.bin": b"\0"}), "xlsb"),
    "macros": (lambda: added("xl/vbaProject.bin"), "macros"),
    "old macros": (lambda: added("xl/macrosheets/sheet1.xml"), "macros"),
    "a dialog sheet": (lambda: added("xl/dialogsheets/sheet1.xml"), "macros"),
    "an ActiveX control": (lambda: added("xl/activeX/activeX1.xml"), "controls"),
    "an embedded object": (lambda: added("xl/embeddings/oleObject1.bin"), "embedded"),
    "an external link": (lambda: added("xl/externalLinks/externalLink1.xml"), "links to other"),
    "a data connection": (lambda: added("xl/connections.xml"), "links to other"),
    "a query table": (lambda: added("xl/queryTables/queryTable1.xml"), "links to other"),
    "DDE": (lambda: added("xl/dde.xml", b"<ddeLink ddeService='cmd'/>"), "links to other"),
    "an external relation": (
        lambda: added(
            "xl/worksheets/_rels/sheet1.xml.rels",
            b'<Relationships><Relationship Id="a" Type="x/image" Target="http://a.example/" '
            b'TargetMode="External"/></Relationships>',
        ),
        "links to other",
    ),
    "XXE": (lambda: added("xl/sharedStrings.xml", XXE), "declares entities"),
    "a billion laughs": (lambda: added("docProps/app.xml", LAUGHS), "declares entities"),
    "XXE in UTF-16": (lambda: added("xl/styles.xml", XXE.decode().encode("utf-16")), "UTF-8"),
    "XXE in UTF-7": (
        lambda: added("xl/styles.xml", b"<?xml version='1.0' encoding='UTF-7'?><x/>"),
        "UTF-8",
    ),
    "a zip bomb": (lying_bomb, "swells"),
    "a way out": (lambda: added("../../evil.xml"), "leads outside"),
    "an absolute way": (lambda: added("/etc/evil.xml"), "leads outside"),
    "a symbolic link": (link_entry, "link to another file"),
    "a part twice": (twice, "same part twice"),
    "too many parts": (
        lambda: packed({**parts_of(GOOD), **{f"a{i}.xml": b"" for i in range(MAXIMUM_ENTRIES)}}),
        "more parts",
    ),
    "a flood of cells": (
        lambda: sheet_xml(
            lambda xml: xml.replace(
                b"</sheetData>", (b"<row>" + b"<c />" * 110 + b"</row>") * 240 + b"</sheetData>"
            )
        ),
        "far more cells",
    ),
    "a flood of styles": (
        lambda: added("xl/x.xml", b"<a>" + b"<xf />" * 9_000 + b"</a>"),
        "far more cells",
    ),
    "a flood of names": (
        lambda: added("xl/x.xml", b"<a>" + b"<definedName />" * 9_000 + b"</a>"),
        "far more cells",
    ),
    "a merged world": (
        lambda: sheet_xml(
            lambda xml: re.sub(
                rb"(</sheetProtection>|<sheetProtection[^>]*/>)",
                rb'\1<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
                xml,
            )
        ),
        "cover far more",
    ),
    "a flood of cells under another prefix": (
        lambda: sheet_xml(
            lambda xml: xml.replace(
                b"</sheetData>",
                (b"<x:row>" + b"<x:c\n/>" * 110 + b"</x:row>") * 240 + b"</sheetData>",
            )
        ),
        "far more cells",
    ),
    "a merged world in other quotes": (
        lambda: sheet_xml(
            lambda xml: before_end(
                xml, b"<mergeCells><mergeCell  ref = 'A1:XFD1048576' /></mergeCells>"
            )
        ),
        "cover far more",
    ),
    "a hyperlink over the world": (
        lambda: sheet_xml(
            lambda xml: before_end(
                xml, b'<hyperlinks><hyperlink location="x" ref="A1:XFD1048576"/></hyperlinks>'
            )
        ),
        "cover far more",
    ),
    "a cell at the end of the world": (
        lambda: sheet_xml(
            lambda xml: xml.replace(
                b"</sheetData>",
                b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            )
        ),
        "far from the table",
    ),
    "a row without an end": (
        lambda: sheet_xml(
            lambda xml: xml.replace(
                b"</sheetData>", b'<row r="999999"><c><v>1</v></c></row></sheetData>'
            )
        ),
        "far from the table",
    ),
    "deeply nested": (lambda: added("xl/x.xml", b"<a>" * 2_000_000), "nested"),
    "one endless tag": (lambda: added("xl/x.xml", b"<a " + b"b" * 5_000_000), "can't be read"),
    "a comment over the world": (
        lambda: added("xl/comments1.xml", b'<comments><comment ref="A1:XFD1048576"/></comments>'),
        "cover far more",
    ),
    "a flood of elements": (lambda: added("xl/x.xml", b"<a>" + b"<b/>" * 310_000), "far more"),
    "broken XML": (lambda: sheet_xml(lambda xml: xml[: len(xml) // 2]), "can't be read"),
    "no workbook of ours": (lambda: foreign(), "not a workbook of this toolkit"),
    "no hidden sheet": (
        lambda: changed(GOOD, lambda book: book.remove(book[META_SHEET])),
        "hidden sheets were deleted",
    ),
    "changed metadata": (
        lambda: changed(GOOD, lambda book: setattr(book[META_SHEET]["A2"], "value", "{}")),
        "remembers",
    ),
    "metadata of nonsense": (lambda: remembering(made_at="yesterday"), "remembers"),
    "another product": (lambda: remembering(product="x"), "not a workbook of this toolkit"),
    "an old format": (lambda: remembering(format=0), "another version"),
    "another edition": (lambda: remembering(edition="2019"), "edition 2019"),
    "changed questions": (lambda: remembering(edition_hash="0" * 64), "questions of edition 2026"),
    "another country": (lambda: remembering(country="GHA"), "made for GHA 2026"),
    "another cycle": (lambda: remembering(cycle=2025), "made for KEN 2025"),
    "no ids": (lambda: changed(GOOD, without_ids), "columns that tie"),
}


def foreign() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def without_ids(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.title != META_SHEET:
            sheet.delete_cols(1)
