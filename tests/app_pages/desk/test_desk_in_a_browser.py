"""The desk in a browser: on a phone and on a wide screen it fits, is accessible, and leads to the assessments."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.screens import begin, bring_example, expect_fits_and_is_accessible, expect_still
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_fits_is_accessible_and_leads_to_each_assessment(
    server: Server, browser: Browser, width: int
) -> None:
    key = begin(server.folder, "FJI")
    bring_example(server.folder)
    page = new_page(browser, width=width, height=800)
    page.goto(f"{server.address}/desk")
    line = page.locator(".cop-table tbody tr").filter(has_text="Fiji 2026")
    expect(line).to_contain_text("Begin with")
    expect_still(page)
    expect_fits_and_is_accessible(page, f"desk at {width}")
    cells = line.locator("td")
    is_beside = cells.nth(1).bounding_box()["y"] == cells.nth(0).bounding_box()["y"]  # type: ignore[index]
    assert is_beside is (width > 700)
    line.get_by_role("link", name="Fiji 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What to do next")
    expect(page).to_have_url(re.compile(f"home.a={key}"))
    page.context.close()
