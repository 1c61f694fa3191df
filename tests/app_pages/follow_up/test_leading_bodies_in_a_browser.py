"""An institution reports on its measure and discusses a question; the coordinator reads both."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from assessment import AdoptedPlan, Institution, PlanSettings
from tests.support.screens import (
    TESTER,
    bring_answered,
    choose_option,
    download,
    expect_fits_and_is_accessible,
    expect_still,
    store_in,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def prepare(server: Server) -> str:
    """One measure of an adopted plan that the police lead, and a question they are asked."""
    key = bring_answered(server.folder, "ken")
    store = store_in(server.folder)
    before = store.institutions(key, person=TESTER)
    police = Institution(id="police", name="Police", indicators=("L14",))
    store.save_institutions(key, (police,), expected_revision=before.number, person=TESTER, at=NOW)
    settings = store.settings(key, person=TESTER)
    plan = PlanSettings(
        adopted=AdoptedPlan(date=NOW.date(), months={"L02-a": ("2026-01", "2099-06")}),
        reporting={"L02-a": "police"},
    )
    store.save_settings(
        key, targets={}, plan=plan, expected_revision=settings.number, person=TESTER, at=NOW
    )
    store.close()
    return key


def expect_fits(page: Page) -> None:
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect_still(page)
        expect_fits_and_is_accessible(page, page.url)


def test_an_institution_says_where_its_measure_stands_on_the_page_and_in_a_workbook(
    server: Server, browser: Browser
) -> None:
    key = prepare(server)
    page = new_page(browser)
    page.goto(f"{server.address}/follow-up?a={key}&as=police")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Police leads 1 measure of the plan", use_inner_text=True
    )
    choose_option(page, "Status of L02-a", "Under way")
    expect(page.get_by_text("Under way, on time")).to_be_visible()
    expect_fits(page)

    file = download(page, "Workbook of the measures").path()
    opened = load_workbook(io.BytesIO(file.read_bytes()))
    sheet = next(item for item in opened.worksheets if item.cell(1, 1).value == "cop:measures")
    column = next(item.column for item in sheet[1] if item.value == "note")
    sheet.cell(5, column).value = "Two of six."
    data = io.BytesIO()
    opened.save(data)
    page.goto(f"{server.address}/workbooks?a={key}&as=police")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "police.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": data.getvalue(),
        }
    )
    page.get_by_role("button", name="Store 1 change").click()
    expect(page.get_by_text("Stored: 1 change.")).to_be_visible()

    page.goto(f"{server.address}/follow-up?a={key}")
    card = page.locator(".st-key-leading-police")
    expect(card).to_contain_text("1 of 1")
    page.get_by_text("Show who reported what, and when").click()
    table = page.get_by_role("table", name="What was reported, the newest first")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table.get_by_role("row").nth(1)).to_contain_text("Two of six.")
    expect(table.get_by_role("row").nth(1)).to_contain_text("Police")
    expect_fits(page)


def test_a_question_is_discussed_under_it_by_the_institution_and_the_coordinator(
    server: Server, browser: Browser
) -> None:
    key = prepare(server)
    for institution, title, text in (
        ("&as=police", "Discuss this question before handing in", "Does the decree count?"),
        ("", "Discussion of this question: 1 message", "Yes, it does."),
    ):
        page = new_page(browser)
        page.goto(f"{server.address}/answer?a={key}&i=L14{institution}")
        page.get_by_text(title, exact=True).click()
        page.get_by_role("textbox", name="Message on L14").fill(text)
        page.get_by_role("button", name="Send the message").click()
        expect(page.locator(".cop-remarks")).to_contain_text(text)
    expect(page.locator(".cop-remarks li")).to_have_count(2)
    expect_fits(page)
