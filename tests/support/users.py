"""Steps of signed-in users for the browser tests, each user in a browser context of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.support.screens import expect_quiet
from tests.support.server import Server
from tests.support.timeouts import STEP_TIMEOUT


@contextmanager
def signed_in(browser: Browser, server: Server, *emails: str) -> Iterator[list[Page]]:
    """Context manager that yields a page per e-mail address, signed in with it."""
    pages = [new_page(browser) for _email in emails]
    for page, email in zip(pages, emails, strict=True):
        sign_in(page, server, email)
    yield pages
    for page in pages:
        page.context.close()


def new_page(
    browser: Browser, *, width: int = 1280, height: int = 900, script: bool = True
) -> Page:
    """Return a page in a new browser context, whose steps have the time that a busy machine needs."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script
    )
    context.set_default_timeout(STEP_TIMEOUT)
    return context.new_page()


def sign_in(page: Page, server: Server, email: str) -> None:
    """Sign in through the OpenID provider of the tests, and wait until the start page is drawn."""
    pass_provider(page, server, email)
    expect(page.get_by_text(f"Signed in as {email}")).to_be_visible()
    expect_quiet(page)


def pass_provider(page: Page, server: Server, email: str) -> None:
    """Sign in through the OpenID provider of the tests."""
    page.goto(server.address)
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile(re.escape(server.address)))


def open_from_sidebar(page: Page, name: str, title: str | None = None) -> None:
    """Go to another page by its link in the side bar, and wait until it is drawn."""
    page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=title or name, exact=True)).to_be_visible()
    expect_quiet(page)


def click_button(page: Page, name: str) -> None:
    """Click a button and wait until the page is drawn."""
    page.get_by_role("button", name=name, exact=True).click()
    expect_quiet(page)


def fill_field(page: Page, label: str, text: str) -> None:
    """Fill a text field, leave it, and wait until the page is drawn."""
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Tab")
    expect_quiet(page)


def expect_state(page: Page, state: str) -> None:
    """Wait until the header shows a workflow state."""
    expect(page.locator(".cop-where")).to_contain_text(state)
    expect_quiet(page)
