"""Files and folders of the store are readable by their owner only, for any umask, also where they existed before."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assessment.store import BlobStore, Store, local_person, write_backup
from reports.pdf.cache import PdfCache
from tests.support.server import Server

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True, params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Path and mode of everything at or below `folder` that the group or others may use."""
    return {
        path.as_posix(): oct(stat.S_IMODE(path.stat().st_mode))
        for path in (folder, *folder.rglob("*"))
        if path.stat().st_mode & 0o077
    }


def test_a_new_store_with_all_its_files_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "by the store"
    with closing(Store.open(f"sqlite:///{folder / 'cop.sqlite3'}")) as store:
        blobs = BlobStore(folder / "evidence")
        key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
        store.upload_file(key, PDF, "x.pdf", blobs=blobs, person=ANA, at=NOON)
        PdfCache(folder / "documents").put("key", PDF)
        write_backup(store, blobs, folder / "backup.zip")
        names = {path.name for path in folder.iterdir()}
        assert {"cop.sqlite3", "cop.sqlite3-wal", "cop.sqlite3-shm", "backup.zip"} <= names
        assert open_to_others(tmp_path / "made") == {}


def test_a_store_from_before_is_closed_to_others_when_it_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder / 'cop.sqlite3'}"
    with closing(Store.open(url)) as store:
        key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
        for path in folder.iterdir():
            path.chmod(0o644)
        with closing(Store.open(url)) as again:
            assert again.load(key, person=ANA).country == "KEN"
            assert open_to_others(folder) == {}


def test_the_folder_of_evidence_from_before_is_closed_with_the_next_file(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir(mode=0o755)
    BlobStore(tmp_path / "evidence").put(PDF, "x.pdf")
    assert open_to_others(tmp_path / "evidence") == {}


def test_a_folder_that_existed_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    Store.open(f"sqlite:///{tmp_path / 'shared' / 'cop.sqlite3'}").close()
    assert set(open_to_others(tmp_path / "shared")) == {(tmp_path / "shared").as_posix()}


def test_what_the_server_writes_is_closed_to_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    running = Server(tmp_path, COP_DATA=str(data)).start()
    try:
        assert (data / "cop.sqlite3").exists()
        assert open_to_others(data) == {}
    finally:
        running.stop()
