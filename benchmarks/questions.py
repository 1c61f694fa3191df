"""Length of the pages of the quick scan in screens, and the presses that answer it, measured in a browser.

A press is a tap or a key; a swipe moves a phone by one screen. Each question is answered as the training country does.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from host.services import edition_of
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.screens import (
    TESTER,
    begin,
    bring_example,
    expect_still,
    open_question,
    store_in,
)
from tests.support.server import Server

WINDOWS = ((1280, 900), (360, 740))

PLACES = """indicator => {
  const main = document.querySelector("[data-testid=stMain]");
  const bottom = (item) => item.getBoundingClientRect().bottom + main.scrollTop;
  const card = document.querySelector(`.st-key-${indicator}-choice input[value="LEVEL"]`).closest("label");
  const fold = card.closest("details:not([open])");
  const bar = document.querySelector(".st-key-bar");
  return { length: main.scrollHeight, level: bottom(fold ?? card), folded: Boolean(fold),
           next: bar ? 0 : bottom(document.querySelector(".st-key-next button")) };
}"""
"""Bottom edges in pixels from the top of the page; `next` is 0 where its button is always in view."""


def main() -> None:
    """Print a line for each window: median and longest page in screens, presses by touch with swipes, presses by keys."""
    folder = Path(tempfile.mkdtemp())
    example, edition = bring_example(folder), edition_of("2026")
    store = store_in(folder)
    levels = {
        key: item.level or 0 for key, item in store.load(example, person=TESTER).answers.items()
    }
    store.close()
    scan = begin(folder, profile="quick")
    server = Server(folder).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=list(ARGUMENTS)
            )
            for width, height in WINDOWS:
                page = browser.new_page(viewport={"width": width, "height": height})
                keys = edition.profile_indicators("quick")
                places = [_places(page, server.address, scan, key, levels[key]) for key in keys]
                lengths = sorted(item["length"] / height for item in places)
                touches = sum(2 + item["folded"] for item in places) - 1  # the last has no next one
                swipes = sum(int(max(item["level"], item["next"]) // height) for item in places)
                print(
                    f"{width} × {height}: {lengths[len(lengths) // 2]:.1f} screens, longest {lengths[-1]:.1f}; "
                    f"{touches} presses and {swipes} swipes by touch; {2 * len(keys) - 1} by keys"
                )
    finally:
        server.stop()


def _places(page: Page, address: str, assessment: str, key: str, level: int) -> dict[str, float]:
    open_question(page, address, assessment, key)
    expect_still(page)
    result: dict[str, float] = page.evaluate(PLACES.replace("LEVEL", str(level)), key)
    return result


if __name__ == "__main__":
    main()
