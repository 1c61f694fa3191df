"""Browser tests of the page Excel, forms and paper: export, import with preview, refused files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assessment import Answer
from assessment.store import local_person
from tests.exchange.made import cell_of, changed, plain_indicators
from tests.exchange.xlsform.test_xlsform import as_csv, filled
from tests.support.screens import begin, download, store_in
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

GOOD, BAD = plain_indicators()[:2]


def test_a_workbook_is_downloaded_filled_in_and_brought_back(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    key = begin(server.folder)
    page = new_page(browser, width=360, height=800)
    page.goto(f"{server.address}/workbooks?a={key}")
    file = download(page, "Download the workbook")
    assert file.suggested_filename.endswith(".xlsx")
    path = tmp_path / "back.xlsx"
    file.save_as(path)

    def fill_in(book: object) -> None:
        cell_of(book, GOOD, "level").value = 2  # type: ignore[arg-type]
        cell_of(book, GOOD, "comment").value = "=as we said"  # type: ignore[arg-type]
        cell_of(book, GOOD, "comment").data_type = "s"  # type: ignore[arg-type]
        cell_of(book, BAD, "level").value = "good"  # type: ignore[arg-type]

    path.write_bytes(changed(path.read_bytes(), fill_in))
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Changed: 1.")).to_be_visible()
    expect(page.get_by_text("'good' is not a level")).to_be_visible()
    blocked = page.get_by_role("button", name="Store 1 change")
    expect(blocked).to_be_disabled()
    assert blocked.evaluate(
        "e => getComputedStyle(e.querySelector('p')).color"
        " !== getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    )
    page.get_by_text("Leave out the 1 rejected row").click()
    page.get_by_role("button", name="Store 1 change").click()
    expect(page.get_by_text("Stored: 1 change.")).to_be_visible()
    store = store_in(server.folder)
    answer = store.load(key, person=local_person("Ana")).answers[GOOD]
    assert (answer.level, answer.comment) == (2, "=as we said")
    page.context.close()


def test_a_file_that_is_no_workbook_is_refused_in_words(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    key = begin(server.folder)
    path = tmp_path / "evil.xlsx"
    path.write_bytes(b"%PDF-1.7\n")
    page = new_page(browser)
    page.goto(f"{server.address}/workbooks?a={key}")
    expect(page.get_by_role("button", name="Choose a file")).to_be_visible()
    expect(page.get_by_text("Upload", exact=True)).to_be_hidden()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("evil.xlsx: can't be read as a PDF")).to_be_visible()
    page.context.close()


def test_a_form_is_downloaded_and_a_submission_brought_back_with_who_saved_what_stands_here(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    key = begin(server.folder)
    store = store_in(server.folder)
    store.save_answer(
        key, GOOD, Answer(level=1), expected_revision=0, person=local_person("Ana"),
        at=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    page = new_page(browser, width=360, height=800)
    page.goto(f"{server.address}/workbooks?a={key}")
    page.get_by_text("For KoboToolbox or ODK").click()
    form = tmp_path / "form.xlsx"
    download(page, "Download the form").save_as(form)
    record = filled(form.read_bytes(), {f"{GOOD}_choice": "3"})
    path = tmp_path / "export.csv"
    path.write_bytes(as_csv(record))
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Conflicting: 1.")).to_be_visible()
    expect(page.get_by_text("Here: 1 (Ana, ")).to_be_visible()
    page.get_by_text("In the file: 3").click()
    page.get_by_role("button", name="Store 1 change").click()
    expect(page.get_by_text("Stored: 1 change.")).to_be_visible()
    assert store.load(key, person=local_person("Ana")).answers[GOOD].level == 3
    store.close()
    page.context.close()
