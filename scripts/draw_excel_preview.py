"""Draw `docs/images/excel-preview.png`: the preview of a workbook that came back to the training country.

One row is changed in the file, one here and in the file, and one can't be read. Needs the packages of the tests and
Chromium: `python scripts/draw_excel_preview.py`.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from assessment.files.assessment_file import read_assessment  # noqa: E402
from assessment.model.assessment import NATIONAL  # noqa: E402
from assessment.store import local_person  # noqa: E402
from tests.exchange.made import cell_of, changed, plain_indicators  # noqa: E402
from tests.support.chromium import ARGUMENTS, find_chromium  # noqa: E402
from tests.support.screens import bring_example, download, expect_quiet, store_in  # noqa: E402
from tests.support.server import Server  # noqa: E402
from tests.support.users import new_page  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "excel-preview.png"
COLOURS = 128
ANSWERS = read_assessment(ROOT / "examples" / "xtc.yaml").answers
CHANGED, BOTH, WRONG = [key for key in plain_indicators() if ANSWERS[key].level == 1][:3]


def main() -> None:
    """Start the application with a store of its own, bring a workbook back and take the picture."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        key = bring_example(folder)
        server = Server(folder).start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        try:
            page = new_page(browser)
            page.goto(f"{server.address}/workbooks?a={key}")
            path = folder / "back.xlsx"
            download(page, "Download the workbook").save_as(path)
            path.write_bytes(changed(path.read_bytes(), _fill_in))
            _answer_here(folder, key)
            picture = _preview(page, path)
        finally:
            browser.close()
            server.stop()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)


def _fill_in(book: Workbook) -> None:
    cell_of(book, CHANGED, "level").value = 3
    cell_of(book, CHANGED, "comment").value = "After the training of 2026."
    cell_of(book, BOTH, "level").value = 3
    cell_of(book, WRONG, "level").value = "good"


def _answer_here(folder: Path, key: str) -> None:
    """Change an answer after the workbook was made."""
    store, person = store_in(folder), local_person("Police desk")
    before = store.newest_answers(key, person=person)[NATIONAL][BOTH]
    answer = before.value.model_copy(update={"level": 2, "comment": "A register since March."})
    at = dt.datetime.now(dt.UTC)
    store.save_answer(key, BOTH, answer, expected_revision=before.number, person=person, at=at)
    store.close()


def _preview(page: Page, path: Path) -> bytes:
    """Bring the workbook, and take the picture from the field down."""
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Conflicting: 1.")).to_be_visible()
    expect_quiet(page)
    page.get_by_role("heading", name="Import a filled-in file").scroll_into_view_if_needed()
    page.get_by_role("heading", name="Import a filled-in file").evaluate(
        "item => item.scrollIntoView()"
    )
    expect_quiet(page)
    return page.screenshot()


if __name__ == "__main__":
    main()
