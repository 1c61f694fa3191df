"""Encrypted backups, the drill, pruning, and the way between the two databases and back."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from assessment.store import (
    BlobStore,
    BrokenBackup,
    Store,
    WrongKey,
    backup_name,
    backup_time,
    backups_in,
    identities_in,
    new_identity,
    prune_backups,
    recipients_of,
    restore_backup,
    restore_drill,
    write_backup,
)
from assessment.store.backups.archive import MANIFEST, part_of
from assessment.store.backups.encryption import MAGIC
from cli import main
from tests.assessment.store.audit.test_backup import PDF, blobs, fill, new_url  # noqa: F401 -- a fixture
from tests.support.server import ROOT
from tests.support.servers.postgres import PostgresServer

NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


def contents(path: Path) -> dict[str, object]:
    """Rows of each table of a plain backup, and the hashes of its evidence, whatever the order."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        tables = {
            name: sorted(
                json.dumps(json.loads(line), sort_keys=True)
                for line in archive.read(name).splitlines()
            )
            for name in archive.namelist()
            if name.startswith("tables/")
        }
    evidence = {name: value for name, value in manifest["parts"].items() if "evidence/" in name}
    return {**tables, "rows": manifest["rows"], "log": manifest["log"], "evidence": evidence}


@pytest.mark.postgresql
def test_a_backup_goes_from_sqlite_to_postgresql_and_back_with_equal_content(
    sqlite_store: Store,
    blobs: BlobStore,  # noqa: F811
    tmp_path: Path,
    postgres_server: PostgresServer,
) -> None:
    fill(sqlite_store, blobs)
    paths = [tmp_path / f"{number}.zip" for number in range(3)]
    write_backup(sqlite_store, blobs, paths[0])
    for number, url in enumerate((postgres_server.new_database(), new_url(tmp_path))):
        there = BlobStore(tmp_path / f"evidence {number}")
        _report, log = restore_backup(paths[number], url, there)
        assert log.broken == ()
        with closing(Store.open_existing(url)) as back:
            write_backup(back, there, paths[number + 1])
    first = contents(paths[0])
    assert len(first[part_of("answer_revision")]) > 50  # type: ignore[arg-type]
    assert contents(paths[1]) == first
    assert contents(paths[2]) == first


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, str]:
    """File with an identity as age-keygen writes it, and its recipient."""
    identity, recipient = new_identity()
    path = tmp_path / "identity.txt"
    path.write_text(f"# created: 2026\n# public key: {recipient}\n{identity}\n")
    return path, recipient


def test_an_encrypted_backup_holds_no_plain_text_and_comes_back_with_its_identity_alone(
    sqlite_store: Store,
    blobs: BlobStore,  # noqa: F811
    tmp_path: Path,
    keys: tuple[Path, str],
) -> None:
    fill(sqlite_store, blobs)
    path = tmp_path / "backup.zip.age"
    (tmp_path / "recipients").write_text(f"# ours\n{keys[1]}\n")
    recipients = recipients_of([new_identity()[1], str(tmp_path / "recipients")])
    written = write_backup(sqlite_store, blobs, path, at=NOON, recipients=recipients)
    data = path.read_bytes()
    assert data.startswith(MAGIC)
    assert b"PK\x03\x04" not in data
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongKey, match="is encrypted"):
        restore_backup(path, new_url(tmp_path), blobs)
    other = tmp_path / "other"
    other.write_text(new_identity()[0])
    with pytest.raises(WrongKey, match="another identity"):
        restore_backup(path, new_url(tmp_path), blobs, identities=identities_in(other))
    assert not (tmp_path / "back").exists()
    there = BlobStore(tmp_path / "there")
    report, log = restore_backup(path, new_url(tmp_path), there, identities=identities_in(keys[0]))
    assert (report, report.made_at, log.broken) == (written, NOON, ())
    path.write_bytes(data[:-1000])
    with pytest.raises(BrokenBackup, match="can’t be read"):
        restore_backup(path, new_url(tmp_path), blobs, identities=identities_in(keys[0]))


def test_a_backup_that_can_not_be_encrypted_leaves_no_file(
    sqlite_store: Store,
    blobs: BlobStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(TypeError):
        write_backup(sqlite_store, blobs, folder / "x.zip.age", recipients=["no key"])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"age1x\n", b"\xff\xfe", b"AGE-SECRET-KEY-1X"])  # fmt: skip
def test_what_is_no_key_is_refused_without_repeating_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys"
    path.write_bytes(content)
    for refused in (
        lambda: recipients_of([str(path)]),
        lambda: identities_in(path),
        lambda: recipients_of(["age1x"]),
        lambda: recipients_of([str(tmp_path / "nowhere")]),
    ):
        with pytest.raises(WrongKey) as told:
            refused()
        assert "SECRET-KEY-1X" not in str(told.value)


def test_a_drill_of_a_sound_backup_finds_nothing_also_after_later_work(
    store: Store,
    blobs: BlobStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    fill(store, blobs)
    path = tmp_path / "backup.zip"
    written = write_backup(store, blobs, path, at=NOON)
    fill(store, blobs)
    report = restore_drill(path, store)
    assert (report.differences, report.backup, report.made_at) == ((), written, NOON)


def test_a_drill_finds_another_store_an_altered_log_and_rows_that_are_missing(
    sqlite_store: Store,
    blobs: BlobStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = tmp_path / "backup.zip"
    fill(sqlite_store, blobs)
    write_backup(sqlite_store, blobs, path)
    with closing(Store.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}")) as empty:
        assert "another store" in " ".join(restore_drill(path, empty).differences)
    with sqlite_store.writing() as session:
        names = text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        )
        for name in session.scalars(names).all():
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text("UPDATE audit_entry SET seal = 'x'"))
    assert "altered" in " ".join(restore_drill(path, sqlite_store).differences)


def test_the_newest_and_files_of_other_names_are_never_pruned(tmp_path: Path) -> None:
    days = [NOON - dt.timedelta(days=number) for number in (0, 1, 10, 40)]
    paths = [tmp_path / backup_name(day, encrypted=number % 2 == 1) for number, day in enumerate(days)]  # fmt: skip
    others = [tmp_path / name for name in ("cop.sqlite3", "old.zip", "cop-backup-20200101T000000Z.zip.bak")]  # fmt: skip
    for path in (*paths, *others):
        path.touch()
    assert [path for _at, path in backups_in(tmp_path)] == paths
    assert prune_backups(tmp_path, keep=None, keep_days=30, at=NOON) == (paths[3],)
    assert prune_backups(tmp_path, keep=2, keep_days=30, at=NOON) == (paths[2],)
    later = NOON + dt.timedelta(days=365)
    assert prune_backups(tmp_path, keep=1, keep_days=1, at=later) == (paths[1],)
    assert {*tmp_path.iterdir()} == {paths[0], *others}


def run(*words: str, folder: Path, **environment: str) -> Result:
    runner = CliRunner()
    return runner.invoke(main, words, env={"COP_DATA": str(folder), "COP_DATABASE_URL": "", **environment})  # fmt: skip


def test_the_commands_encrypt_prune_and_drill(
    tmp_path: Path, keys: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, kept = tmp_path / "data", tmp_path / "backups"
    kept.mkdir()
    old = kept / backup_name(NOON - dt.timedelta(days=900), encrypted=False)
    old.touch()
    with closing(Store.open(f"sqlite:///{data / 'cop.sqlite3'}")) as opened:
        fill(opened, BlobStore(data / "evidence"))
    made = run("backup", "-o", str(kept), "--encrypt-to", keys[1], "--keep-days", "30", "--json", folder=data)  # fmt: skip
    assert made.exit_code == 0, made.output
    said = json.loads(made.stdout)
    assert said["deleted"] == [str(old)]
    assert said["file"].endswith(".zip.age")
    recorded = backup_time({"COP_DATA": str(data)})
    assert recorded is not None
    assert recorded.isoformat() == said["made_at"]
    drilled = run("restore-drill", str(kept), "--identity", str(keys[0]), folder=data)
    assert drilled.exit_code == 0, drilled.output
    assert "nothing differs" in drilled.output
    alone = run("restore-drill", said["file"], "--alone", "--identity", str(keys[0]), "--json", folder=tmp_path)  # fmt: skip
    assert alone.exit_code == 0, alone.output
    assert json.loads(alone.stdout)["differences"] == []
    assert run("restore-drill", str(kept), folder=data).exit_code == 1
    assert run("restore-drill", str(tmp_path), "--alone", folder=data).exit_code == 1
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    restored = run("restore", said["file"], "--identity", str(keys[0]), "--database", back, "--evidence", str(tmp_path / "e"), folder=data)  # fmt: skip
    assert restored.exit_code == 0, restored.output
    refused = run("backup", "-o", str(tmp_path / "x.zip"), "--keep", "3", folder=data)
    assert refused.exit_code == 1
    assert not (tmp_path / "x.zip").exists()


def test_with_a_json_log_the_command_writes_its_event(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path / 'cop.sqlite3'}").close()
    environment = {**os.environ, "COP_DATA": str(tmp_path), "COP_DATABASE_URL": "", "COP_LOG": "json"}  # fmt: skip
    events = []
    for output in ("backup.zip", "no folder/backup.zip"):
        command = [sys.executable, str(ROOT / "cli.py"), "backup", "-o", str(tmp_path / output)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        events.append(json.loads(done.stderr.splitlines()[0])["event"])
    assert events == ["backup_made", "backup_failed"]
