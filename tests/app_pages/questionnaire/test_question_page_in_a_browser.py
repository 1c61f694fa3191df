"""The page of a question: its length in screens, the bar that stays, and one press for each part."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from host.services import edition_of
from questionnaires import Checklist
from tests.support.screens import (
    begin,
    bring_example,
    expect_fits_and_is_accessible,
    expect_saved,
    expect_still,
    open_question,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
WINDOW = 900
"""Height of the window in pixels; 1280 wide."""


def test_a_question_fits_its_window_and_one_with_parts_one_and_a_half(
    server: Server, browser: Browser
) -> None:
    page = new_page(browser, width=1280, height=WINDOW)
    empty, answered = begin(server.folder), bring_example(server.folder)
    for key, indicator, most in (
        (empty, "L12", WINDOW),
        (answered, "L04", WINDOW),
        (answered, "O01", WINDOW),
        (empty, "O02", 1.5 * WINDOW),
        (answered, "L02", 1.5 * WINDOW),
    ):
        open_question(page, server.address, key, indicator)
        expect_still(page)
        assert page.evaluate(LENGTH) <= most, indicator
        expect(page.get_by_text("Why it matters", exact=True)).to_be_visible()
    expect_fits_and_is_accessible(page, "answer")
    page.context.close()


def test_the_bar_stays_in_view_and_the_next_question_begins_at_its_top(
    server: Server, browser: Browser
) -> None:
    page = new_page(browser, width=360, height=740)
    open_question(page, server.address, begin(server.folder), "L02")
    expect(page.get_by_text("Why it matters", exact=True)).to_be_hidden()
    page.locator(".cop-keys summary").scroll_into_view_if_needed()
    for part in (".cop-saved", ".cop-count", ".st-key-previous button", ".st-key-on button"):
        expect(page.locator(part)).to_be_in_viewport()
    page.get_by_role("button", name="Next unanswered question").click()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_be_in_viewport()
    expect_fits_and_is_accessible(page, "answer on a phone")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_label("Search")).to_be_focused()
    page.context.close()


def test_a_question_with_parts_takes_one_press_each_and_says_what_one_level_up_needs(
    server: Server, page: Page
) -> None:
    details = edition_of("2026").indicators["L05"].details
    assert details is not None
    open_question(page, server.address, begin(server.folder), "L05")
    expect(page.locator(".st-key-L05-choice")).to_be_hidden()
    expect(page.locator(".st-key-parts").get_by_text("Open", exact=True).first).to_be_hidden()
    for index, field in enumerate(details.fields):
        assert isinstance(field, Checklist)
        for number in range(len(field.items)):
            said = "No" if (index, number) == (1, 0) else "Yes"
            part = page.locator(f".st-key-L05-part-{index}-{number}")
            part.get_by_text(said, exact=True).click()
            expect(part.get_by_text("Open", exact=True)).to_be_visible()
    expect(page.locator(".cop-gives")).to_have_text("These parts give level 2: Set up.")
    expect_saved(page, 2)
    expect(page.locator(".st-key-L05-choice")).to_be_hidden()
    expect(page.locator(".cop-up")).to_contain_text("One level up, 3 Working, would need:")
    expect(page.locator(".cop-up li")).to_have_text(
        ["Recorded or remote testimony was used at least once within the last 12 months"]
    )


def test_a_level_that_the_parts_do_not_give_is_stated_with_a_reason(
    server: Server, page: Page
) -> None:
    key = bring_example(server.folder)
    open_question(page, server.address, key, "L02")
    page.get_by_text("State the level, or that").click()
    page.locator(".st-key-L02-choice input[value='4']").locator("xpath=ancestor::label").click()
    expect(page.locator(".cop-saved.problem")).to_contain_text("Level 4 is chosen, but the parts")
    page.get_by_label("Why the level differs").fill("A ruling of 2025 covers the rest.")
    page.get_by_label("Why the level differs").press("Tab")
    expect_saved(page, 4)
    expect(page.locator(".cop-gives")).to_have_text(
        "Stated: level 4 Improving. These parts give level 2: Set up."
    )
    page.reload()
    expect(page.get_by_label("Why the level differs")).to_be_visible()
