"""Backups are made during writes, restored into either database, and refused where they were altered."""

from __future__ import annotations

import datetime as dt
import json
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer
from assessment.store import (
    BlobStore,
    BrokenBackup,
    Store,
    local_person,
    restore_backup,
    write_backup,
)
from assessment.store.backups.archive import MANIFEST
from cli import main
from tests.assessment.store.killing import kill_writers
from tests.reports import made

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "evidence")


def fill(store: Store, blobs: BlobStore) -> list[str]:
    keys = [
        store.import_assessment(
            made.example(name, without="L14"), edition_hash="hash", person=ANA, at=NOON
        )
        for name in ("ken", "irl")
    ]
    store.save_answer(keys[0], "L14", Answer(level=1), expected_revision=0, person=ANA, at=NOON)
    store.save_answer(keys[0], "L14", Answer(level=2), expected_revision=1, person=ANA, at=NOON)
    store.add_file(keys[0], blobs.put(PDF, "law.pdf"), person=ANA, at=NOON)
    return keys


def new_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'back' / 'store.sqlite3'}"


def test_everything_comes_back_into_another_database(
    store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    """From each of the two databases into SQLite."""
    keys = fill(store, blobs)
    written = write_backup(store, blobs, tmp_path / "backup.zip")
    other = BlobStore(tmp_path / "other")
    report, result = restore_backup(tmp_path / "backup.zip", new_url(tmp_path), other)
    assert result.broken == ()
    assert report == written
    assert other.get(store.files(keys[0], person=ANA)[0].file.sha256) == PDF
    with closing(Store.open(new_url(tmp_path))) as back:
        for key in keys:
            assert back.load(key, person=ANA) == store.load(key, person=ANA)
            assert back.audit(key, person=ANA) == store.audit(key, person=ANA)
        assert back.answer_history(keys[0], "L14", person=ANA) == store.answer_history(
            keys[0], "L14", person=ANA
        )
        back.save_answer(keys[0], "L14", Answer(level=3), expected_revision=2, person=ANA, at=NOON)
        assert back.verify_audit().broken == ()


def test_a_backup_goes_into_an_empty_database_of_either_kind(
    sqlite_store: Store, database_url: str, blobs: BlobStore, tmp_path: Path
) -> None:
    (key, _other) = fill(sqlite_store, blobs)
    write_backup(sqlite_store, blobs, tmp_path / "backup.zip")
    url = database_url.replace("store.sqlite3", "empty.sqlite3")
    _report, result = restore_backup(tmp_path / "backup.zip", url, BlobStore(tmp_path / "other"))
    assert result.broken == ()
    with closing(Store.open(url)) as back:
        assert back.load(key, person=ANA) == sqlite_store.load(key, person=ANA)


def test_a_database_that_holds_something_is_left_alone(
    sqlite_store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    fill(sqlite_store, blobs)
    write_backup(sqlite_store, blobs, tmp_path / "backup.zip")
    before = sqlite_store.verify_audit()
    with pytest.raises(BrokenBackup, match="is not empty"):
        restore_backup(tmp_path / "backup.zip", f"sqlite:///{sqlite_store.location}", blobs)
    assert sqlite_store.verify_audit() == before


def without(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__delitem__(name)


def set_to(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__setitem__(name, data)


def edit_manifest(key: str, value: object) -> Callable[[dict[str, bytes]], None]:
    def harm(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[MANIFEST])
        manifest[key] = value
        parts[MANIFEST] = json.dumps(manifest).encode()

    return harm


HARM = {
    "no manifest": without(MANIFEST),
    "a table is missing": without("tables/answer_revision.jsonl"),
    "a table was changed": set_to("tables/assessment.jsonl", b"{}\n"),
    "a file beside": set_to("../evil", b"x"),
    "a file under another name": set_to(f"evidence/{'0' * 64}", b"x"),
    "the manifest is no JSON": set_to(MANIFEST, b"{"),
    "the manifest is a list": set_to(MANIFEST, b"[]"),
    "another format": edit_manifest("format", 99),
    "no parts": edit_manifest("parts", {}),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_changed_backup_is_refused_and_nothing_is_brought_back(
    harm: str, sqlite_store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    fill(sqlite_store, blobs)
    path = tmp_path / "backup.zip"
    write_backup(sqlite_store, blobs, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    HARM[harm](parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(BrokenBackup, match=r"backup.zip: .* Nothing was restored"):
        restore_backup(path, new_url(tmp_path), BlobStore(tmp_path / "other"))
    assert not (tmp_path / "back" / "store.sqlite3").exists()
    assert not (tmp_path / "other").exists()


def rewritten(path: Path, *left_out: str) -> None:
    """Write the backup again without these tables, as an earlier version of the toolkit writes it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts[MANIFEST])
    for table in left_out:
        del parts[f"tables/{table}.jsonl"], manifest["parts"][f"tables/{table}.jsonl"]
        del manifest["rows"][table]
    parts[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_backup_from_before_a_table_was_added_comes_back_with_that_table_empty(
    sqlite_store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    (key, _other) = fill(sqlite_store, blobs)
    path = tmp_path / "backup.zip"
    write_backup(sqlite_store, blobs, path)
    rewritten(path, "step_taken", "snapshot")
    _report, result = restore_backup(path, new_url(tmp_path), BlobStore(tmp_path / "other"))
    assert result.broken == ()
    with closing(Store.open(new_url(tmp_path))) as back:
        assert back.load(key, person=ANA) == sqlite_store.load(key, person=ANA)
        assert back.transitions(key, person=ANA) == ()


def test_a_backup_from_which_a_table_was_taken_is_found_by_the_log(
    sqlite_store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    fill(sqlite_store, blobs)
    path = tmp_path / "backup.zip"
    write_backup(sqlite_store, blobs, path)
    rewritten(path, "answer_revision")
    _report, result = restore_backup(path, new_url(tmp_path), BlobStore(tmp_path / "other"))
    assert any("no longer there" in item.what for item in result.broken)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(b"not a zip")
    with pytest.raises(BrokenBackup, match="can’t be read as a backup"):
        restore_backup(path, new_url(tmp_path), BlobStore(tmp_path / "other"))


def test_evidence_on_another_computer_is_named(
    sqlite_store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    (key, _other) = fill(sqlite_store, blobs)
    sha256 = sqlite_store.files(key, person=ANA)[0].file.sha256
    report = write_backup(sqlite_store, BlobStore(tmp_path / "elsewhere"), tmp_path / "backup.zip")
    assert (report.files, report.missing) == (0, (sha256,))


def test_a_backup_taken_during_thirty_writers_is_true_at_one_moment(
    store: Store, blobs: BlobStore, tmp_path: Path
) -> None:
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
    stop = threading.Event()

    def write(name: str) -> None:
        seen = 0
        while not stop.is_set() and seen < 50:
            store.save_answer(
                key, name, Answer(level=seen % 5, comment=str(seen)), expected_revision=seen,
                person=local_person(name), at=NOON,
            )  # fmt: skip
            seen += 1

    with ThreadPoolExecutor(30) as pool:
        writers = [pool.submit(write, f"A{number}") for number in range(30)]
        reports = [write_backup(store, blobs, tmp_path / f"{number}.zip") for number in range(3)]
        stop.set()
        for writer in writers:
            writer.result()
    for number, written in enumerate(reports):
        url = f"sqlite:///{tmp_path / f'{number}.sqlite3'}"
        report, result = restore_backup(
            tmp_path / f"{number}.zip", url, BlobStore(tmp_path / "other")
        )
        assert result.broken == ()
        assert report == written
        assert result.entries == 1 + report.rows["answer_revision"]


def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged_and_leaves_a_whole_log(
    database_url: str,
) -> None:
    """A writer is killed at varying moments; `python -m tests.assessment.store.killing` does it 200 times."""
    result = kill_writers(database_url, times=10)
    assert result.lost == 0
    assert result.broken == 0
    assert result.acknowledged > 0


def test_the_commands_back_up_verify_and_restore(tmp_path: Path, blobs: BlobStore) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    with closing(Store.open(url)) as opened:
        fill(opened, blobs)
        seal = opened.verify_audit().seal
    path = tmp_path / "backup.zip"
    evidence = ["--evidence", str(tmp_path / "evidence")]
    run = CliRunner()
    result = run.invoke(main, ["backup", "-o", str(path), "--database", url, *evidence])
    assert result.exit_code == 0, result.output
    assert "2 assessments" in result.output
    back = ["--database", new_url(tmp_path), "--evidence", str(tmp_path / "other")]
    result = run.invoke(main, ["restore", str(path), *back])
    assert result.exit_code == 0, result.output
    result = run.invoke(main, ["audit", "verify", *back[:2], "--json"])
    assert result.exit_code == 0
    record = json.loads(result.output)
    assert (record["broken"], record["seal"]) == ([], seal)
    audited = f"{record['number']}:{seal}"
    assert run.invoke(main, ["audit", "verify", *back[:2], "--expect", audited]).exit_code == 0
    result = run.invoke(main, ["audit", "verify", *back[:2], "--expect", f"3:{'a' * 64}"])
    assert result.exit_code == 1
    assert "entry 3: is not what was noted" in result.output
    assert run.invoke(main, ["restore", str(path), *back]).exit_code == 1
