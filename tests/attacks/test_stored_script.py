"""Script, pictures, links, styles and formulas in typed texts stay text wherever they are shown."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache

import httpx
import openpyxl
import pytest
from justhtml import JustHTML
from playwright.sync_api import BrowserContext, Page, expect
from pydantic import ValidationError
from pypdf import PdfReader

from app_pages.pages import START
from app_pages.review import report_download
from assessment import Assessment, Evidence
from assessment.files.assessment_file import dump_json
from assessment.model.assessment import NATIONAL
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from exchange.workbook import write_workbook
from exchange.xlsform import write_xlsform
from host import services as host_services
from public.files import public_file, public_paths
from public.redaction import to_public_record
from reports import (
    PdfWorker,
    Reader,
    Readership,
    build_report,
    plan_document,
    render_html,
    render_review,
    review_docx,
)
from tests.attacks.hostile import (
    EDITION,
    MARK,
    TODAY,
    Listener,
    attack,
    open_fields,
    poisoned,
    text_fields,
)
from tests.public.asking import NOON
from tests.support.pages import PAGES
from tests.support.screens import TESTER
from tests.support.server import Server

NOBODY = "http://127.0.0.1:1"
"""The address to which the attacks of tests without a browser lead."""

QUESTIONS = ("i=L02", "i=O01", "i=O05", "i=L02&as=police")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

TRIED_BY_STREAMLIT = "script-src wasm-eval"
"""A library of Streamlit tests whether WebAssembly is available, and works without it."""

WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective + " " + event.blockedURI));
"""


def test_the_attacks_are_in_every_text_that_takes_one() -> None:
    told = {f"{record.__name__}.{name}" for record, name in open_fields()}
    assert {
        "Answer.reason", "Answer.comment", "Answer.override", "Answer.look_again", "AnswerDetails.rows",
        "Assessment.note", "MeasureDecision.lead", "MeasureDecision.funding", "MeasureDecision.reason", "Evidence.title", "Evidence.url",
        "Observation.source", "Observation.url", "Observation.note", "Observation.breakdown", "Institution.name", "Institution.contact",
        "MeasureProgress.note", "PlanSettings.reason", "RetiredAnswer.why", "Settlement.reason",
        "Settlement.positions", "StoredFile.name",
    } <= told  # fmt: skip
    ids = {f"{record.__name__}.{name}" for record, name in text_fields() - open_fields()}
    assert ids <= {
        "Assessment.country", "Assessment.edition", "Assessment.profile", "MeasureDecision.by", "MeasureDecision.look_again", "Evidence.confidence",
        "Evidence.type", "Institution.id", "Institution.role", "MeasureProgress.started", "MeasureProgress.ended",
        "PlanSettings.budget_figure", "PlanSettings.currency", "PlanSettings.not_before", "PlanSettings.start",
        "PlanSettings.target_profile",
        "StoredFile.kind", "StoredFile.sha256",
        "Emblem.kind", "Emblem.data",  # a picture is rebuilt from what is allowed in it
        "Foreword.name", "Foreword.office",  # shorter than the attack, and printed like Foreword.text
    }, "a text refuses the attack that is no id: say why here"  # fmt: skip


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example"]
)
def test_an_address_of_evidence_is_one_of_the_web(address: str) -> None:
    with pytest.raises(ValidationError):
        Evidence(title="Act", url=address)


@pytest.fixture
def watched(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page that fails its test on injected script, a dialog or a request to another host."""
    context.add_init_script(WATCH)
    page = context.new_page()
    happened: list[str] = []
    page.on(
        "dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss())
    )
    page.on("request", lambda request: happened.extend(_foreign(request.url, server)))
    yield page
    assert happened == []


def _foreign(url: str, server: Server) -> list[str]:
    own = (server.address, server.address.replace("http", "ws"), "data:", "blob:", "about:")
    return [] if url.startswith(own) else [url]


def _expect_harmless(page: Page, where: str) -> None:
    assert page.evaluate(f"window.{MARK}") is None, where
    assert set(page.evaluate("window.refused")) <= {TRIED_BY_STREAMLIT}, where
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)")
    assert not [link for link in links if not link.startswith(("http://", "https://"))], where
    assert (
        page.evaluate("document.querySelectorAll('.stApp svg[onload], .stApp [onerror]').length")
        == 0
    )


@pytest.mark.browser
def test_no_screen_runs_loads_or_links_what_somebody_typed(
    server: Server, poisoned_assessments: tuple[str, str], listener: Listener, watched: Page
) -> None:
    """No screen attempts anything that the content security policy refuses."""
    first, second = poisoned_assessments
    shown = 0
    places = [f"{name.removeprefix(START)}?a={first}" for name in PAGES if name != "answer"]
    places += [f"answer?a={first}&{question}" for question in QUESTIONS]
    places += [f"review?a={first}&i=L02", f"settle?a={first}&i=L02", f"publication?a={second}"]
    for place in places:
        watched.goto(f"{server.address}/{place}")
        expect(watched.locator("[data-test-script-state=notRunning]")).to_be_attached()
        expect(watched.locator("[data-stale=true]")).to_have_count(0)
        _expect_harmless(watched, place)
        shown += watched.locator("body").inner_text().count(f"window.{MARK}")
        shown += sum(
            field.input_value().count(f"window.{MARK}")
            for field in watched.locator("textarea, input[type=text]").all()
        )
    assert shown > 20, "the attacks are not on the screens"
    assert listener.visits == []


@pytest.mark.browser
def test_no_public_page_runs_or_loads_what_somebody_typed(
    server: Server, poisoned_assessments: tuple[str, str], listener: Listener, watched: Page
) -> None:
    pages = ("", "/roadmap", "/answers", "/answers/legal", "/evidence")
    for place in ("/repository", *(f"/repository/NAM/2026{page}" for page in pages)):
        watched.goto(f"{server.address}{place}")
        _expect_harmless(watched, place)
    assert f"window.{MARK}" in watched.content()
    assert listener.visits == []


def test_every_public_byte_over_the_network_holds_it_as_text(
    server: Server, poisoned_assessments: tuple[str, str]
) -> None:
    for place in (
        "/repository/feed.atom",
        "/api/v1/publications/NAM/2026",
        "/repository/NAM/2026/evidence.csv",
    ):
        answer = httpx.get(f"{server.address}{place}")
        assert answer.status_code == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not answer.headers["content-type"].startswith("text/html")


@cache
def _hostile_assessment() -> Assessment:
    return poisoned(NOBODY)


@pytest.mark.parametrize(
    "readership",
    [
        Readership(Reader.MINISTER),
        Readership(Reader.CABINET),
        Readership(annexes=True),
        Readership(Reader.BODY, "regulator"),
    ],
    ids=lambda item: item.reader.value,
)
def test_the_document_holds_it_as_text_and_no_address_but_those_of_evidence(
    readership: Readership,
) -> None:
    text = render_html(
        build_report(EDITION, _hostile_assessment(), date=TODAY, readership=readership, sketch=True)
    )
    _expect_text_only(text)
    assert f"window.{MARK}=1" in text or not readership.annexes


def _expect_text_only(text: str) -> None:
    """Assert that no typed text became an element, attribute or style."""
    assert f"<script>window.{MARK}" not in text
    page = JustHTML(text)
    assert not [
        item for item in page.query("script") if "json" not in (item.attrs.get("type") or "")
    ]
    for name in (
        "iframe",
        "object",
        "embed",
        "link[rel=attachment]",
        "[onerror]",
        "[onload]",
    ):
        assert not page.query(name), name
    # The only picture is the emblem, checked when it was given; the parser drops its address.
    assert len(page.query("img")) == text.count('<img src="data:image/')
    for link in page.query("a[href]"):
        assert re.match(r"https?://|#|/|\./|[a-z0-9.-]+$|mailto:", link.attrs["href"]), link.attrs[
            "href"
        ]
    for style in page.query("style"):
        assert NOBODY not in style.to_text()


def test_the_pdf_runs_nothing_and_leads_nowhere_but_to_evidence() -> None:
    page = render_html(
        build_report(
            EDITION,
            _hostile_assessment(),
            date=TODAY,
            readership=Readership(Reader.CABINET),
            sketch=True,
        )
    )
    with PdfWorker() as worker:
        pdf = worker.submit(page, dump_json(_hostile_assessment())).result(100)
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/GoToR", b"/SubmitForm"):
        assert not re.search(name + rb"\b", pdf), name
    reader = PdfReader(io.BytesIO(pdf))
    assert list(reader.attachments) == ["assessment.json"] or len(reader.attachments) == 1
    for sheet in reader.pages:
        for item in sheet.get("/Annots") or ():
            action = item.get_object().get("/A")
            if action is not None and "/URI" in action:
                assert str(action["/URI"]).startswith(("http://", "https://")), action["/URI"]


def test_the_report_of_a_review_holds_it_as_text(
    server: Server, poisoned_assessments: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_DATA", str(server.folder))
    host_services.open_store.cache_clear()
    try:
        report = report_download._report(poisoned_assessments[0], TESTER, TODAY)
    finally:
        host_services.open_store().close()
        host_services.open_store.cache_clear()
    text = render_review(report)
    assert f"window.{MARK}=1" in text
    _expect_text_only(text)
    _expect_no_link(review_docx(report))


def _workbooks() -> Iterator[tuple[str, bytes]]:
    hostile = _hostile_assessment()
    yield "questionnaire", write_workbook(EDITION, hostile, NATIONAL, NOON)
    yield "of an institution", write_workbook(EDITION, hostile, "police", NOON)
    yield "form", write_xlsform(EDITION, hostile)
    yield "roadmap", plan_document(".xlsx", EDITION, hostile, TODAY, sketch=True)
    record = to_public_record(EDITION, hostile, tuple(PublicPart), NOON, Basis(BasisKind.OWN))
    result = public_file(record, EDITION, "/data.xlsx")
    assert result is not None
    yield "public", result.body


def test_no_workbook_has_a_formula_or_an_address_that_somebody_typed() -> None:
    for name, data in _workbooks():
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    formula = cell.data_type == "f"
                    assert not (formula and MARK in str(cell.value)), (
                        name,
                        sheet.title,
                        cell.coordinate,
                    )
                    target = cell.hyperlink.target if cell.hyperlink else None
                    assert not target or target.startswith(("http://", "https://")), (name, target)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            external = [
                item for item in packed.namelist() if "externalLink" in item or "vbaProject" in item
            ]
            assert external == [], name


def test_no_cell_of_a_csv_begins_as_a_formula() -> None:
    hostile = _hostile_assessment()
    files = {
        suffix: plan_document(suffix, EDITION, hostile, TODAY, sketch=True)
        for suffix in (".csv", ".scores.csv")
    }
    record = to_public_record(EDITION, hostile, tuple(PublicPart), NOON, Basis(BasisKind.OWN))
    for place in public_paths(record, EDITION):
        result = public_file(record, EDITION, place) if place.endswith(".csv") else None
        if result is not None:
            files[place] = result.body
    assert len(files) >= 5
    for name, data in files.items():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
            for cell in row:
                assert not (cell.startswith(FORMULA) and MARK in cell), (name, cell[:40])


def test_the_word_document_has_no_field_and_no_address_that_somebody_typed() -> None:
    _expect_no_link(plan_document(".docx", EDITION, _hostile_assessment(), TODAY, sketch=True))


def _expect_no_link(word: bytes) -> None:
    """Typed texts are in the Word document, but not as a field or an address other than a web address."""
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        body = packed.read("word/document.xml").decode()
        relations = packed.read("word/_rels/document.xml.rels").decode()
    assert MARK in body
    assert not re.findall(r"<w:instrText[^>]*>[^<]*HYPERLINK", body)
    for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', relations):
        assert target.startswith(("http://", "https://")), target


def test_the_calendar_has_no_line_that_somebody_typed() -> None:
    lines = attack(NOBODY) + "\nBEGIN:VALARM\nATTACH:http://127.0.0.1:1/\nEND:VALARM"
    hostile = _hostile_assessment()
    decisions = {
        key: item.model_copy(update={"lead": lines[:900], "reason": lines})
        for key, item in hostile.plan.decisions.items()
    }
    plan = hostile.plan.model_copy(update={"decisions": decisions})
    text = plan_document(
        ".ics", EDITION, hostile.model_copy(update={"plan": plan}), TODAY, sketch=True
    ).decode()
    assert not [line for line in text.splitlines() if line.startswith(("BEGIN:VALARM", "ATTACH"))]
