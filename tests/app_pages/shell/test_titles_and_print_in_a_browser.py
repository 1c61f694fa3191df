"""Each tab can be told from the others by its title, and a printed page is whole and without the side bar."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support.screens import (
    begin,
    bring_example,
    expect_quiet,
    list_institution,
    open_question,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser


def title_of(page: Page, address: str) -> str:
    page.goto(address)
    expect_quiet(page)
    expect(page).not_to_have_title("Child online protection")
    expect_quiet(page)
    return page.title()


def test_the_title_names_the_assessment(server: Server, page: Page) -> None:
    """That no two pages have one title is seen where every page is opened (test_screens_in_a_browser.py)."""
    key = begin(server.folder, "IRL")
    title = title_of(page, f"{server.address}/results?a={key}")
    assert title == "Results · Ireland 2026 · Child online protection"


def test_the_title_follows_the_question_and_names_the_institution(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    list_institution(server.folder, key, "police", "O02", "O03")
    open_question(page, server.address, key, "O02", "police")
    expect(page).to_have_title(
        "O02 · Questionnaire · Kenya 2026 · Police · Child online protection"
    )
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page).to_have_title(
        "O03 · Questionnaire · Kenya 2026 · Police · Child online protection"
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_printed_page_has_no_side_bar_and_nothing_is_cut(
    server: Server, page: Page, paper: str
) -> None:
    key = bring_example(server.folder)
    page.goto(f"{server.address}/results?a={key}")
    expect(page.locator(".stPlotlyChart .main-svg").first).to_be_visible()
    expect_quiet(page)
    chart = page.locator(
        ".stPlotlyChart .main-svg"
    ).first.bounding_box()  # not drawn again for paper
    page.emulate_media(media="print")
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    zoom = page.locator(".stPlotlyChart").first.evaluate("it => Number(getComputedStyle(it).zoom)")
    assert chart is not None
    assert chart["width"] * zoom <= 180 / 25.4 * 96
    text = "".join(
        item.extract_text() for item in PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    )
    for first_and_last in ("International cooperation", "100", "JMS", "Children with disabilities"):
        assert first_and_last in text
    assert "All assessments" not in text


def test_the_page_says_that_it_loads_before_any_script_is_there(
    server: Server, browser: Browser
) -> None:
    page = new_page(browser)
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(f"{server.address}/?lang=fr")
    loading = page.locator("#root .cop-loading")
    expect(loading).to_be_visible()
    expect(loading).to_contain_text("Protection en ligne des enfants")
    page.unroute("**/static/js/**")
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(loading).to_have_count(0)
    page.context.close()
