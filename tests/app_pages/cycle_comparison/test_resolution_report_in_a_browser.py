"""The report on Resolution 179 is made and downloaded in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.screens import bring_example, download
from tests.support.server import Server

pytestmark = pytest.mark.browser


def test_the_report_is_made_from_the_chosen_cycles_and_downloaded(
    server: Server, page: Page
) -> None:
    bring_example(server.folder, "xtc-2024")
    key = bring_example(server.folder)
    page.goto(f"{server.address}/since?a={key}")
    page.get_by_role("button", name="Make the report (PDF)").click()
    file = download(page, "Download the PDF")
    assert file.suggested_filename == "xtc-2026-resolution-179.pdf"
    assert Path(file.path()).read_bytes().startswith(b"%PDF-")
