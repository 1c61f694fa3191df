"""People who sign in on a server, each in a browser of their own, as steps of the browser tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

from tests.support.patience import PATIENCE
from tests.support.screens import expect_quiet
from tests.support.server import Server


@contextmanager
def signed_in(browser: Browser, server: Server, *emails: str) -> Iterator[list[Page]]:
    """A page for each address, where its owner has signed in."""
    pages = [new_page(browser) for _email in emails]
    for page, email in zip(pages, emails, strict=True):
        sign_in(page, server, email)
    yield pages
    for page in pages:
        page.context.close()


def new_page(browser: Browser, *, script: bool = True) -> Page:
    """A browser that nobody has used yet."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def sign_in(page: Page, server: Server, email: str) -> None:
    page.goto(server.address)
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile(re.escape(server.address)))
    expect(page.get_by_text(f"Signed in as {email}")).to_be_visible()
    expect_quiet(page)


def side(page: Page, name: str, title: str | None = None) -> None:
    """Go to another page by the side bar."""
    page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=title or name, exact=True)).to_be_visible()
    expect_quiet(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect_quiet(page)


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Tab")
    expect_quiet(page)


def choose_option(page: Page, label: str, option: str) -> None:
    """Choose from a list; one that a rerun of the page has closed is opened again, as a person would."""
    offered = page.get_by_role("option", name=option)
    for _try in range(4):
        expect_quiet(page)
        page.get_by_role("combobox", name=label).click()
        try:
            offered.first.click(timeout=3_000)
        except NothingCame:
            continue
        expect_quiet(page)
        return
    raise AssertionError(f"{label}: no option {option}")


def state_is(page: Page, state: str) -> None:
    expect(page.locator(".cop-where")).to_contain_text(state)
    expect_quiet(page)
