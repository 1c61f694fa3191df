"""Nothing that somebody typed or brought makes the server open a connection or a file of its own computer.

A script of another site in a browser: `tests/attacks/test_stored_script.py`. What a PDF may load:
`tests/reports/pdf/test_pdf.py`, for every kind of address.
"""

from __future__ import annotations

import io
import json
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from assessment import Assessment
from assessment.errors import AssessmentError
from assessment.files.assessment_file import dump_json, parse_assessment
from assessment.model.assessment import NATIONAL
from assessment.store import BlobStore
from exchange.workbook import Target, WorkbookRefused, read_workbook, write_workbook
from exchange.xlsform.submissions import SubmissionsRefused, read_submissions
from reports import (
    PdfWorker,
    Reader,
    Readership,
    ReportError,
    attached_assessment,
    build_report,
    plan_document,
    render_html,
)
from tests.attacks.hostile import EDITION, TODAY, Listener, attacking_address, poisoned
from tests.public.asking import NOON


@pytest.fixture
def trap() -> Iterator[Listener]:
    """A port to which every attack of one test leads; asserts at the end that nothing connected."""
    set_up = Listener()
    yield set_up
    assert set_up.visits == []
    set_up.socket.close()


@pytest.fixture(scope="module")
def worker() -> Iterator[PdfWorker]:
    with PdfWorker() as running:
        yield running


@pytest.fixture
def hostile(trap: Listener) -> Assessment:
    return poisoned(trap.address)


def test_the_trap_would_notice(trap: Listener) -> None:
    with pytest.raises((urllib.error.URLError, ConnectionError, OSError)):
        urllib.request.urlopen(f"{trap.address}/x", timeout=2)  # noqa: S310
    for _attempt in range(50):
        if trap.visits:
            break
        time.sleep(0.05)
    assert trap.visits.pop().startswith(b"GET /x")


def test_the_process_that_makes_pdfs_goes_nowhere(worker: PdfWorker, hostile: Assessment) -> None:
    page = render_html(
        build_report(
            EDITION, hostile, date=TODAY, readership=Readership(Reader.CABINET), sketch=True
        )
    )
    assert worker.submit(page, dump_json(hostile)).result(100).startswith(b"%PDF")


@pytest.mark.parametrize(
    "element",
    ["<img alt=x src='{}'>", "<style>p {{ background: url({}) }}</style>", "<link rel=stylesheet href='{}'>",
     "<link rel=attachment href='{}'>", "<object data='{}'></object>", "<svg><image href='{}'/></svg>",
     "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style>",
     "<svg><use href='{}#a'/></svg>", "<embed src='{}'>", "<p style='content: url({})'>", "<a rel=attachment href='{}'>x</a>"],
)  # fmt: skip
def test_even_markup_that_got_into_a_document_loads_nothing(
    worker: PdfWorker, trap: Listener, element: str
) -> None:
    """Markup as if escaping had failed: the process itself refuses it or leaves it out."""
    for address in (f"{trap.address}/x", "file:///etc/passwd", f"ftp://{trap.address[7:]}/x"):
        page = f"<html lang=en><title>x</title><p>text{element.format(address)}"
        made = outcome(worker, page)
        refused = isinstance(made, str) and "outside the document" in made
        assert refused or (isinstance(made, bytes) and b"root:" not in made), made


def outcome(worker: PdfWorker, page: str) -> bytes | str:
    """The document, or why there is none."""
    try:
        return worker.submit(page, "{}").result(60)
    except ReportError as refusal:
        return str(refusal)


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".ics", ".csv", ".json", ".xml"])
def test_the_other_documents_go_nowhere(hostile: Assessment, suffix: str) -> None:
    assert plan_document(suffix, EDITION, hostile, TODAY, sketch=True)


def test_a_workbook_that_links_elsewhere_is_refused_and_one_with_addresses_is_only_read(
    hostile: Assessment, trap: Listener
) -> None:
    target = Target(EDITION, hostile.country, hostile.cycle)
    made = write_workbook(EDITION, hostile, NATIONAL, NOON)
    assert read_workbook(made, "book.xlsx", target).rows
    relation = (
        f'<Relationships><Relationship Id="a" Type="x/image" Target="{trap.address}/" TargetMode="External"/></Relationships>'
    ).encode()
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{trap.address}/">]><x>&e;</x>'.encode()
    for name, content in {
        "xl/worksheets/_rels/sheet9.xml.rels": relation, "xl/externalLinks/externalLink1.xml": b"<x/>",
        "xl/sharedStrings9.xml": entity, "xl/connections.xml": b"<connections/>",
    }.items():  # fmt: skip
        packed = io.BytesIO(made)
        with zipfile.ZipFile(packed, "a") as package:
            package.writestr(name, content)
        with pytest.raises(WorkbookRefused):
            read_workbook(packed.getvalue(), "book.xlsx", target)


def test_a_document_of_evidence_is_looked_at_and_not_followed(
    tmp_path: Path, trap: Listener
) -> None:
    blobs = BlobStore(tmp_path)
    entity = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{trap.address}/">]>'
    types = (
        entity
        + "<Types>&e;<Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", entity + "<x>&e;</x>")
        package.writestr(
            "word/_rels/document.xml.rels", f'<x Target="{trap.address}/" TargetMode="External"/>'
        )
    with suppress(AssessmentError):
        blobs.put(packed.getvalue(), "letter.docx")


def test_a_form_sent_in_with_addresses_of_attachments_fetches_none(
    hostile: Assessment, trap: Listener
) -> None:
    record = {
        "_id": 1, "_attachments": [{"download_url": f"{trap.address}/a"}], "cop_edition": "2026",
        "L02_url": attacking_address(trap.address), "instanceID": f"{trap.address}/uuid",
    }  # fmt: skip
    for data in (
        json.dumps([record]),
        json.dumps({"results": [record], "next": f"{trap.address}/next"}),
    ):
        with suppress(SubmissionsRefused):
            read_submissions(data.encode(), "form.json", EDITION, hostile)


def test_a_file_of_answers_is_read_and_not_followed(trap: Listener) -> None:
    for text in (
        f"!!python/object/apply:urllib.request.urlopen ['{trap.address}']", f"!include {trap.address}/x.yaml",
        "!!python/object/apply:os.system ['id']", "$ref: file:///etc/passwd", "<<: *a",
    ):  # fmt: skip
        with pytest.raises(AssessmentError):
            parse_assessment(text.encode(), "file.yaml")


def test_a_pdf_whose_assessment_lies_elsewhere_has_none(tmp_path: Path, trap: Listener) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("assessment.json", b"{}")
    for item in writer._objects:
        if isinstance(item, DictionaryObject) and item.get("/Type") == "/Filespec":
            item[NameObject("/FS")] = NameObject("/URL")
            item[NameObject("/F")] = TextStringObject(f"{trap.address}/assessment.json")
            del item["/EF"]
    writer.write(tmp_path / "roadmap.pdf")
    with pytest.raises(ReportError):
        attached_assessment(tmp_path / "roadmap.pdf")
