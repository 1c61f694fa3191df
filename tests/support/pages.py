"""Pages run in process by Streamlit's AppTest, on a store in a temporary folder."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app_pages.pages import SCREENS, SERVER_ONLY, WITHOUT_ASSESSMENT
from host import services as host_services

MAIN = Path(__file__).parents[2] / "app_pages" / "main.py"
PAGES = tuple(name for name in SCREENS if name not in SERVER_ONLY)
"""Names of the pages in local mode; the start page and the questionnaire come first."""

ASSESSMENT_PAGES = tuple(name for name in PAGES if name not in WITHOUT_ASSESSMENT)
"""Names of the pages about one assessment; the questionnaire comes first."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Set the data folder of the application to a temporary folder, and yield it."""
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    monkeypatch.delenv("COP_DATABASE_URL", raising=False)
    host_services.open_store.cache_clear()
    yield tmp_path
    host_services.open_store().close()
    host_services.open_store.cache_clear()


def open_page(name: str, **params: str) -> AppTest:
    """Run a page with these query parameters, and assert that it raises nothing."""
    test = AppTest.from_file(str(MAIN), default_timeout=30)
    test._page_hash = calc_hash(name)  # AppTest can switch to files only, our pages are functions
    for key, value in params.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    """Return the HTML and the error messages of a page as one text."""
    shown = (*(item.proto.body for item in test.get("html")), *(item.value for item in test.error))
    return html.unescape(" ".join(shown))


def words(test: AppTest) -> str:
    """Return the same without tags and without the names that codes show on hover."""
    return re.sub(r"<[^<>]*>", "", re.sub(r'<span class="cop-tip">.*?</span></a>', "", texts(test)))
