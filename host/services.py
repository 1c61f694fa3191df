"""Shared services of the process: store, evidence files, editions, PDF worker, clock."""

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
    """The folder `COP_DATA`, else `data/` in the project."""
    return Path(os.environ.get("COP_DATA") or ROOT / "data")


def database_url() -> str:
    """`COP_DATABASE_URL`, else the URL of an SQLite file in the data folder."""
    return os.environ.get("COP_DATABASE_URL") or f"sqlite:///{data_folder() / 'cop.sqlite3'}"


@cache
def pdf_worker() -> PdfWorker:
    """The process that makes PDFs, so that no page waits for another person's document."""
    return PdfWorker(cache=PdfCache(data_folder() / "documents"))


@cache
def open_store() -> Store:
    """The store of this process. A failure is not cached: the next call tries again."""
    return Store.open(database_url(), accounts=is_server())


def blob_store() -> BlobStore:
    """Store of uploaded evidence files, outside every folder that is served."""
    return BlobStore(data_folder() / "evidence")


@cache
def edition_of(edition_id: str) -> Edition:
    """An installed edition, cached: it does not change while the process runs."""
    return load_published_edition(edition_id)


def current_edition() -> Edition:
    """The edition that new assessments answer: the newest installed."""
    return edition_of(max(edition_ids()))


def example_files() -> tuple[Path, ...]:
    """Assessment files of the examples, by name."""
    return tuple(sorted(EXAMPLES.glob("*.yaml")))


def now() -> dt.datetime:
    """Current time, UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Current date in the server's time zone."""
    return now().astimezone().date()
