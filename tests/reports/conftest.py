"""PDF worker shared by all tests of documents; each document is produced once for all processes of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from reports import PdfCache, PdfWorker


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfWorker]:
    """A worker with a cache by content, shared by the processes of pytest-xdist."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with PdfWorker(cache=PdfCache(folder / "pdfs")) as started:
        yield started
