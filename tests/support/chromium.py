"""The browser of the tests: Debian's Chromium, without windows where that is installed, as it needs less of the processor."""

from __future__ import annotations

import shutil

PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""In order of preference; `scripts/system-libraries.sh browser` looks for the same ones."""

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def find_chromium() -> str:
    """Return the path of the browser; fails where there is none."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert found, (
        "Chromium is missing: `make test` brings it (scripts/system-libraries.sh browser)."
    )
    return found
