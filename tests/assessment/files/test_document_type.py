"""Evidence files are recognised by content, refused with their kind otherwise, and stored once under their hash."""

from __future__ import annotations

import contextlib
import hashlib
import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from assessment import RefusedFile, UnknownFile
from assessment.files import document_type
from assessment.files.document_type import recognise
from assessment.store.evidence_blobs import BlobStore, clean_name


def packed(parts: Mapping[str, bytes], **how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as package:  # type: ignore[arg-type]
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def pdf() -> bytes:
    made: bytes = HTML(string="<h1>Act</h1>").write_pdf()
    return made


def docx(**more: bytes) -> bytes:
    return packed(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more}
    )


def xlsx() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def odt() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


GOOD: Mapping[str, Callable[[], bytes]] = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "odt": odt}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("name", ["x.pdf", "x.png", "x", "x.exe"])
def test_a_document_is_known_whatever_its_name(kind: str, name: str) -> None:
    assert recognise(GOOD[kind](), name) == kind


def _encrypted() -> bytes:
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


BAD: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
    "gif": (b"GIF89a" + b"\0" * 50, "picture"),
    "webp": (b"RIFF\0\0\0\0WEBP", "picture"),
    "heic": (b"\0\0\0\x18ftypheic", "picture"),
    "mp4": (b"\0\0\0\x18ftypmp42", "video"),
    "matroska": (b"\x1aE\xdf\xa3" + b"\0" * 20, "video"),
    "tiff": (b"II*\0" + b"\0" * 20, "picture"),
    "program": (b"MZ\x90\0", "program"),
    "script": (b"#!/bin/sh\n", "program"),
    "web page": (b"  <!DOCTYPE html><p>", "web page"),
    "svg": (b"<svg onload='x'>", "web page"),
    "text": (b"just words", "plain text"),
    "text that begins as a bitmap does": (b"BMI of children by year", "plain text"),
    "text that begins as a sound does": (b"ID3, the third identity", "plain text"),
    "bitmap": (b"BM\x36\0\0\0" + bytes(30), "picture"),
    "sound": (b"ID3\x03\0\0\0\0", "picture"),
    "unknown": (bytes(range(200, 256)) + b"\0" * 9, "no document"),
    "cut pdf": (b"%PDF-1.7\nstream", "cut off"),
    "pdf and zip": (b"PK\x03\x04%PDF-1.7 %%EOF", "something else at once"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office"),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "macros": (docx(**{"word/vbaProject.bin": b"x"}), "macros"),
    "odt with a script": (
        packed({
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "Basic/Standard/Module1.xml": b"x",
        }),
        "macros",
    ),
    "locked parts": (_encrypted(), "password"),
    "slides": (packed({"ppt/presentation.xml": b"x"}), "presentation"),
    "ods": (
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "not a text",
    ),
    "archive": (packed({"a.txt": b"x"}), "archive"),
    "torn zip": (docx()[:-30], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_everything_else_is_refused_with_what_it_is(case: str) -> None:
    data, words = BAD[case]
    with pytest.raises(RefusedFile) as refused:
        recognise(data, "decree.pdf")
    assert str(refused.value).startswith("decree.pdf: ")
    assert words in str(refused.value)


def test_what_is_too_large_or_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_type, "MAXIMUM_BYTES", 2_000)
    monkeypatch.setattr(document_type, "MAXIMUM_INFLATED", 100_000)
    with pytest.raises(RefusedFile, match="at most"):
        recognise(pdf() + b"\0" * 2_001, "x.pdf")
    bomb = packed(
        {"[Content_Types].xml": b"", "word/document.xml": b"\0" * 200_000},
        compression=zipfile.ZIP_DEFLATED,
    )
    with pytest.raises(RefusedFile, match="far larger"):
        recognise(bomb, "x.docx")


@given(st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_kind_or_a_refusal(data: bytes) -> None:
    for content in (data, b"PK\x03\x04" + data, b"%PDF-" + data + b"%%EOF"):
        with contextlib.suppress(RefusedFile):
            assert recognise(content, "x") in GOOD


def test_the_same_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    blobs, data = BlobStore(tmp_path), pdf()
    one = blobs.put(data, "../../Decree 12 (final).pdf")
    other = blobs.put(data, "other.pdf")
    assert one.name == "Decree 12 (final).pdf"
    assert one.sha256 == other.sha256 == hashlib.sha256(data).hexdigest()
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path).as_posix() for path in kept] == [
        f"{one.sha256[:2]}/{one.sha256}"
    ]
    assert not stat.S_IMODE(kept[0].stat().st_mode) & 0o177
    assert blobs.get(one.sha256) == data


def test_a_refused_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile):
        BlobStore(tmp_path / "blobs").put(b"\x89PNG", "x.pdf")
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    "sha256", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "/"]
)
def test_no_path_is_made_from_what_is_no_hash(tmp_path: Path, sha256: str) -> None:
    with pytest.raises(UnknownFile):
        BlobStore(tmp_path).get(sha256)
    assert not BlobStore(tmp_path).has(sha256)


def test_a_damaged_file_is_not_handed_out(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path)
    kept = blobs.put(pdf(), "x.pdf")
    (tmp_path / kept.sha256[:2] / kept.sha256).write_bytes(b"other")
    with pytest.raises(UnknownFile, match="damaged"):
        blobs.get(kept.sha256)


@given(st.text(max_size=300))
def test_a_name_becomes_one_printable_part(name: str) -> None:
    shown = clean_name(name)
    assert 0 < len(shown) <= 200
    assert shown.isprintable()
    assert "/" not in shown
    assert "\\" not in shown
