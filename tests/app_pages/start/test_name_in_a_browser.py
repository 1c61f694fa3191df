"""The name typed on the first page is kept in the browser, for a year and in no other one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.screens import (
    TESTER,
    begin,
    choose,
    expect_question,
    expect_saved,
    open_question,
    store_in,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

NAME = "Ana \u0645\u0631\u064a\u0645; O'Brien = 100 %"


def _author(server: Server, key: str, indicator: str) -> str:
    store = store_in(server.folder)
    (*_before, newest) = store.answer_history(key, indicator, person=TESTER)
    store.close()
    return newest.author


def test_a_name_is_kept_after_a_reload_and_on_a_page_that_is_opened_first(
    server: Server, browser: Browser, page: Page
) -> None:
    key = begin(server.folder)
    page.goto(server.address)
    page.get_by_label("Your name").fill(NAME)
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value(NAME)
    later = page.context.new_page()
    open_question(later, server.address, key, "L02")
    expect_question(later, "L02")
    choose(later, "L02", "1")
    expect_saved(later, 1)
    assert _author(server, key, "L02") == NAME
    other = new_page(browser)
    other.goto(server.address)
    expect(other.get_by_label("Your name")).to_have_value("")
    other.context.close()


def test_a_name_that_is_taken_away_is_forgotten(server: Server, page: Page) -> None:
    page.goto(server.address)
    page.get_by_label("Your name").fill("Ana")
    page.reload()
    page.get_by_label("Your name").fill("")
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("")
