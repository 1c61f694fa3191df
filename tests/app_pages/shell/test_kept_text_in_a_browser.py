"""Typed text is kept in the browser until it is stored: reload, killed server, lost line, closed tab, another person."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from app_pages.shell.forms.kept_text import text_hash
from assessment import Answer
from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from tests.support.screens import TESTER, begin, open_question, store_in
from tests.support.server import Server
from tests.support.sign_in_server import signing_in
from tests.support.users import new_page, sign_in

pytestmark = pytest.mark.browser

TYPED = (
    "قانون حماية الطفل (2024) \"quoted\" 'single' <b>bold</b> & <script>alert(1)</script> "
    + "The act of 2024. " * 120
).strip()
"""Arabic, quotes, HTML, and more than 2,000 characters."""

DRAFTS = "() => Object.keys(localStorage).filter((name) => name.startsWith('cop-draft:')).length"
COMMENT = "Comment (optional)"
DRAFTS_JS = Path(__file__).parents[3] / "app_pages" / "drafts.js"


def stored(server: Server, key: str, indicator: str = "L04") -> Answer:
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answer(indicator)
    store.close()
    return result


def type_in(page: Page, text: str, label: str = COMMENT) -> None:
    """Type into a field and stay in it."""
    page.get_by_label(label).click()
    page.keyboard.insert_text(text)


def expect_stored(page: Page, server: Server, key: str, text: str) -> None:
    """Wait until the browser keeps nothing any more, and compare what is stored with the text."""
    page.wait_for_function(DRAFTS.replace(".length", ".length === 0"))
    assert stored(server, key).comment == text


def leave(dialog: Dialog) -> None:
    dialog.accept()


@pytest.mark.parametrize(
    "text",
    ["", " a\u200f b\n", "قانون الحماية", "e\u0301t\u00e9 \u00a0", "\U0001f466\U0001f3fe 5", TYPED],
)
def test_the_hash_of_a_text_is_the_same_in_browser_and_server(page: Page, text: str) -> None:
    function = re.search(
        r"const hash = (\(text\) => \{.*?\n  \});", DRAFTS_JS.read_text("utf-8"), re.DOTALL
    )
    assert function
    assert page.evaluate(function[1], text) == text_hash(text)


def test_white_space_and_marks_without_a_glyph_do_not_change_the_hash_of_a_text() -> None:
    assert text_hash("") == "0.0"
    assert text_hash(" a\u200f b\n") == text_hash("ab") == f"2.{97 * 31 + 98}"


def test_text_is_stored_after_a_pause_without_moving_the_caret_and_comes_back_after_a_reload(
    server: Server, page: Page
) -> None:
    page.on("dialog", leave)
    key = begin(server.folder)
    open_question(page, server.address, key, "L04")
    type_in(page, TYPED)
    page.reload()
    expect(page.get_by_label(COMMENT)).to_have_value(TYPED)
    expect_stored(page, server, key, TYPED)
    reason = page.get_by_label("Reason: what makes")
    reason.click()
    page.keyboard.type("The law ")
    reason.evaluate("(field) => field.setSelectionRange(3, 3)")
    page.wait_for_function(DRAFTS.replace(".length", ".length === 0"))
    expect(page.locator("body[data-pending]")).to_have_count(0)
    expect(reason).to_be_focused()
    assert reason.evaluate("(field) => field.selectionStart") == 3
    page.keyboard.type(" new")
    expect(reason).to_have_value("The new law ")
    assert stored(server, key).reason == "The law"


def test_evidence_comes_back_and_what_the_server_writes_otherwise_is_not_offered(
    server: Server, page: Page
) -> None:
    page.on("dialog", leave)
    key = begin(server.folder)
    open_question(page, server.address, key, "L12")
    page.get_by_role("button", name="Add evidence").click()
    title, address = page.get_by_label("Title of the document"), page.get_by_label("Web address")
    title.fill("Act 12")
    address.fill("example.org/act")
    page.reload()  # the editor is open again by itself
    expect(title).to_have_value("Act 12")
    expect(page.locator(".cop-evidence")).to_contain_text("https://example.org/act")
    expect(address).to_have_value("https://example.org/act")
    page.wait_for_function(DRAFTS.replace(".length", ".length === 0"))


def test_a_killed_server_loses_nothing_that_was_typed(own_server: Server, page: Page) -> None:
    page.on("dialog", leave)
    key = begin(own_server.folder)
    open_question(page, own_server.address, key, "L04")
    type_in(page, "Before. ")
    own_server.kill()
    expect(page.get_by_text("You are cut off. What you type is kept")).to_be_visible()
    expect(page.get_by_label(COMMENT)).to_be_focused()
    page.keyboard.insert_text(TYPED)
    expect(page.get_by_label(COMMENT)).to_have_value("Before. " + TYPED)
    own_server.start()
    open_question(page, own_server.address, key, "L04")
    expect(page.get_by_label(COMMENT)).to_have_value("Before. " + TYPED)
    expect_stored(page, own_server, key, "Before. " + TYPED)
    expect(page.get_by_text("You are cut off.")).to_be_hidden()


def test_text_typed_without_a_line_in_a_closed_tab_comes_back(
    server: Server, context: BrowserContext
) -> None:
    key = begin(server.folder)
    page = context.new_page()
    open_question(page, server.address, key, "L04")
    context.set_offline(True)
    expect(page.get_by_text("You are cut off. What you type is kept")).to_be_visible()
    type_in(page, TYPED)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    open_question(page, server.address, key, "L04")
    expect(page.get_by_label(COMMENT)).to_have_value(TYPED)
    expect_stored(page, server, key, TYPED)


def test_text_older_than_what_somebody_stored_is_offered_and_never_written_over_it(
    server: Server, page: Page
) -> None:
    page.on("dialog", leave)
    key = begin(server.folder)
    open_question(page, server.address, key, "L04")
    type_in(page, TYPED)
    store = store_in(server.folder)
    other = Answer(level=1, comment="By the ministry.")
    store.save_answer(
        key, "L04", other, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.close()
    page.reload()
    expect(page.locator(".cop-offer .text")).to_have_text(TYPED, use_inner_text=True)
    expect(page.get_by_label(COMMENT)).to_have_value("By the ministry.")
    page.get_by_role("button", name="Put it into the field").click()
    expect_stored(page, server, key, TYPED)


def test_only_the_person_who_typed_is_given_the_text_after_signing_out(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with signing_in(tmp_path_factory.mktemp("kept")) as server:
        key = begin(server.folder)
        store = store_in(server.folder)
        for email in ("carol@example.org", "dan@example.org"):
            store.give_role(
                email,
                Grant(AccessRole.COORDINATOR, "KEN"),
                person=TESTER,
                at=dt.datetime.now(dt.UTC),
            )
        store.close()
        page = new_page(browser)
        page.on("dialog", leave)
        sign_in(page, server, "carol@example.org")
        open_question(page, server.address, key, "L04")
        type_in(page, TYPED)
        _sign_out(page, server)
        sign_in(page, server, "dan@example.org")
        open_question(page, server.address, key, "L04")
        expect(page.get_by_label(COMMENT)).to_have_value("")
        expect(page.locator(".cop-offer")).to_have_count(0)
        assert page.evaluate(DRAFTS) == 1
        _sign_out(page, server)
        sign_in(page, server, "carol@example.org")
        open_question(page, server.address, key, "L04")
        expect(page.get_by_label(COMMENT)).to_have_value(TYPED)
        expect_stored(page, server, key, TYPED)
        type_in(page, "More, not stored", "Reason: what makes")
        page.goto(server.address)
        page.get_by_role("button", name="Drop the texts kept in this browser").click()
        assert page.evaluate(DRAFTS) == 0
        page.context.close()


def _sign_out(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
