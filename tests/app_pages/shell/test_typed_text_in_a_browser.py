"""Typed text has the direction of its script, and a page with unsent text asks before it is closed."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Dialog, Page, expect

from assessment import Answer, Evidence
from tests.support.screens import TESTER, begin, expect_quiet, open_question, store_in
from tests.support.server import Server

pytestmark = pytest.mark.browser

ARABIC = "قانون حماية الطفل (2024)."
DIRECTION = "field => getComputedStyle(field).direction"


def test_a_field_takes_the_direction_of_what_is_typed_into_it(server: Server, page: Page) -> None:
    open_question(page, server.address, begin(server.folder), "L02")
    reason, comment = page.get_by_label("Reason"), page.get_by_label("Comment")
    for field in page.locator(".stTextArea textarea, .stTextInput input").all():
        expect(field).to_have_attribute("dir", "auto")
    reason.first.fill(ARABIC)
    comment.first.fill("A law of 2024.")
    assert reason.first.evaluate(DIRECTION) == "rtl"
    assert comment.first.evaluate(DIRECTION) == "ltr"


def test_evidence_in_another_script_is_isolated_from_the_words_around_it(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    store = store_in(server.folder)
    answer = Answer(level=1, reason="x", evidence=(Evidence(title=ARABIC, issuer="Parliament"),))
    store.save_answer(
        key, "L02", answer, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.close()
    open_question(page, server.address, key, "L02")
    title = page.locator("bdi", has_text=ARABIC).first
    assert title.evaluate(DIRECTION) == "rtl"


def test_the_browser_asks_before_a_text_that_was_not_sent_is_lost(
    server: Server, page: Page
) -> None:
    open_question(page, server.address, begin(server.folder), "L02")
    dialogs: list[str] = []

    def stay_once(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay_once)
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    assert dialogs == []
    reason = page.get_by_label("Reason").first
    reason.click()
    reason.press_sequentially("The act of 2024")
    page.reload()
    assert dialogs == ["beforeunload"]
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    reason.click()
    reason.press_sequentially("The act of 2024")
    reason.blur()
    expect_quiet(page)
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    assert dialogs == ["beforeunload"]
