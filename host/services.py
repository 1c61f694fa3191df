"""Shared services of the process: store, evidence files, editions, PDF worker, clock."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache

import streamlit as st

from assessment.data_location import data_folder, database_url, evidence_folder
from assessment.store import BlobStore, PostgresCounts, Store
from host.settings import is_server
from questionnaires import Edition, edition_ids, load_published_edition
from reports import PdfCache, PdfWorker
from translations.local_time import local_day, named_zone, use_time_zone


@cache
def pdf_worker() -> PdfWorker:
    """The process that makes PDFs, so that no page waits for another person's document."""
    return PdfWorker(cache=PdfCache(data_folder(os.environ) / "documents"))


@cache
def open_store() -> Store:
    """The store of this process. A failure is not cached: the next call tries again."""
    return Store.open(database_url(os.environ), accounts=is_server())


@cache
def shared_counts() -> PostgresCounts | None:
    """The counts that other processes on the same database share; None on SQLite, which serves one process."""
    url = database_url(os.environ)
    return PostgresCounts(url) if url.startswith("postgresql") else None


def blob_store() -> BlobStore:
    """Store of uploaded evidence files, outside every folder that is served."""
    return BlobStore(evidence_folder(os.environ))


@cache
def edition_of(edition_id: str) -> Edition:
    """An installed edition, cached: it does not change while the process runs."""
    return load_published_edition(edition_id)


def current_edition() -> Edition:
    """The edition that new assessments answer: the newest installed."""
    return edition_of(max(edition_ids()))


def now() -> dt.datetime:
    """Current time, UTC."""
    return dt.datetime.now(dt.UTC)


def visitor_zone() -> dt.tzinfo | None:
    """Time zone of the browser of this page run; None outside of one, or where the browser names none known."""
    return named_zone(st.context.timezone)


def today() -> dt.date:
    """Current date where the visitor is; in the server's time zone where that is not known."""
    with use_time_zone(visitor_zone()):
        return local_day(now())
