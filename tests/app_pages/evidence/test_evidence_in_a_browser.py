"""Evidence files in a browser: upload, refusal, download unchanged; and the evidence page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from weasyprint import HTML

from tests.support.screens import (
    TESTER,
    begin,
    choose,
    download,
    expect_saved,
    open_question,
    store_in,
)
from tests.support.server import Server

pytestmark = pytest.mark.browser


def _open_editor(page: Page, server: Server, key: str, indicator: str, level: str) -> None:
    open_question(page, server.address, key, indicator)
    choose(page, indicator, level)
    expect_saved(page, int(level))
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_text("Or bring the file")).to_be_visible()
    expect(page.get_by_text("no abuse material, ever")).to_be_visible()


def _upload(page: Page, name: str, data: bytes) -> None:
    page.locator(".st-key-evidence-editor input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def test_a_file_is_kept_once_and_handed_out_as_it_came(
    server: Server, page: Page, tmp_path: Path
) -> None:
    key = begin(server.folder)
    data: bytes = HTML(string="<h1>Decree 12</h1>").write_pdf()
    for indicator in ("L04", "L08"):
        _open_editor(page, server, key, indicator, "3")
        _upload(page, "Decree 12.pdf", data)
        expect(page.locator(".cop-evidence")).to_contain_text("Decree 12.pdf")
        expect(page.get_by_label("Title of the document")).to_have_value("Decree 12")
    file = download(page, "Download Decree 12.pdf")
    assert file.suggested_filename == "Decree 12.pdf"
    path = tmp_path / "back.pdf"
    file.save_as(path)
    assert path.read_bytes() == data
    store = store_in(server.folder)
    result = store.load(key, person=TESTER)
    files = store.files(key, person=TESTER)
    store.close()
    assert len(files) == 1
    assert {result.answers[name].evidence[0].file for name in ("L04", "L08")} == {files[0].file}
    kept = [item for item in (server.folder / "evidence").rglob("*") if item.is_file()]
    assert [item.name for item in kept] == [files[0].file.sha256]

    page.goto(f"{server.address}/evidence?a={key}")
    expect(page.get_by_text("2 of 2 answers at level 1 or higher have evidence.")).to_be_visible()
    expect(page.get_by_text("Without a date (2)")).to_be_visible()
    page.get_by_role("link", name="L08").last.click()
    expect(page.locator('#question[data-indicator="L08"]')).to_be_visible()
    page.get_by_role("button", name="Edit 1").click()
    page.get_by_role("button", name="Take the file away").click()
    expect(page.locator(".cop-evidence")).not_to_contain_text("Decree 12.pdf")


def test_what_was_just_typed_stays_when_the_next_piece_is_opened_at_once(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    _open_editor(page, server, key, "L11", "2")
    title = page.get_by_label("Title of the document")
    for name in ("First decree", "Second decree", "Third decree"):
        title.fill(name)
        page.get_by_role("button", name="Add evidence").evaluate(
            "(add) => { document.activeElement.blur(); add.click(); }"
        )
        expect(page.locator(".cop-evidence")).to_contain_text(name)
        expect(title).to_have_value("")
    store = store_in(server.folder)
    kept = store.load(key, person=TESTER).answers["L11"].evidence
    store.close()
    assert [item.title for item in kept] == ["First decree", "Second decree", "Third decree"]


@pytest.mark.parametrize("name", ["decree.pdf", "decree.png"])
def test_a_picture_is_refused_by_our_message_under_any_name_and_nothing_is_kept(
    server: Server, page: Page, name: str
) -> None:
    key = begin(server.folder)
    _open_editor(page, server, key, "L10", "2")
    before = sorted((server.folder / "evidence").rglob("*"))
    _upload(page, name, b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    message = page.get_by_role("alert").filter(has_text=f"{name}: this is a picture or a video")
    expect(message).to_contain_text("Bring the document itself, as PDF, DOCX, XLSX or ODT.")
    expect(message).to_be_in_viewport()
    store = store_in(server.folder)
    assert store.load(key, person=TESTER).answers["L10"].evidence == ()
    assert store.files(key, person=TESTER) == ()
    store.close()
    assert sorted((server.folder / "evidence").rglob("*")) == before


def test_a_file_that_the_browser_does_not_send_is_refused_by_our_message_alone(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    _open_editor(page, server, key, "L10", "2")
    alert = page.locator(".st-key-evidence-editor").get_by_role("alert")
    expect(alert).to_have_count(0)
    _upload(page, "atlas.pdf", bytes(22_000_000))
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("it has more than 20 MB")
    expect(alert).to_be_in_viewport()
    expect(alert).to_contain_text("Bring a PDF, DOCX, XLSX or ODT.")
    _upload(page, "decree.txt", b"Article 1")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("decree.txt: this is plain text")
