"""Where this computer keeps things: the store, the edition in use, the examples; and what time it is."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from pathlib import Path

from assessment.store import BlobStore, Store
from host.settings import is_server
from questionnaires import Edition, edition_ids, load_published_edition
from reports import PdfCache, PdfWorker

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def data_folder() -> Path:
    """`COP_DATA`, else `data/` of the toolkit."""
    return Path(os.environ.get("COP_DATA") or ROOT / "data")


def database_url() -> str:
    """`COP_DATABASE_URL`, else a file in the data folder."""
    return os.environ.get("COP_DATABASE_URL") or f"sqlite:///{data_folder() / 'cop.sqlite3'}"


@cache
def pdf_worker() -> PdfWorker:
    """What makes PDFs in a process of its own, so that nobody's page waits for somebody's document."""
    return PdfWorker(cache=PdfCache(data_folder() / "documents"))


@cache
def open_store() -> Store:
    """The store of this process; a failure is not remembered, the next call tries again."""
    return Store.open(database_url(), accounts=is_server())


def vault() -> BlobStore:
    """Where the files lie that were brought as evidence; outside everything that is served."""
    return BlobStore(data_folder() / "evidence")


@cache
def edition_of(edition_id: str) -> Edition:
    """An installed edition; it never changes while the process runs."""
    return load_published_edition(edition_id)


def current_edition() -> Edition:
    """The edition that new assessments answer: the newest installed."""
    return edition_of(max(edition_ids()))


def example_files() -> tuple[Path, ...]:
    return tuple(sorted(EXAMPLES.glob("*.yaml")))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    return now().astimezone().date()
