"""Evidence files: written after a check of permission, readable through evidence; damage is found and repaired."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer, Evidence, Institution
from assessment.access.permissions import Grant
from assessment.errors import AssessmentError, NotAllowed, UnknownFile
from assessment.model.assessment import PlanSettings, StoredFile
from assessment.model.plan_settings import MeasureProgress, MeasureStatus
from assessment.model.roles import AccessRole
from assessment.store import (
    BlobStore,
    StateLocked,
    Store,
    account_person,
    local_person,
    remove_orphans,
    restore_backup,
    verify_evidence,
    write_backup,
)
from assessment.workflow.states import Transition
from cli import main

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
COORDINATOR = account_person("carol@example.org")
POLICE, SCHOOLS = account_person("paul@example.org"), account_person("sara@example.org")
STRANGER = account_person("stranger@example.org")


def pdf(text: str) -> bytes:
    return b"%PDF-1.7\n% " + text.encode() + b"\n%%EOF\n"


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "evidence")


@pytest.fixture
def key(store: Store) -> str:
    """An assessment of Kenya with a coordinator, and a contributor of the police and one of the schools."""
    for person, grant in (
        (COORDINATOR, Grant(AccessRole.COORDINATOR, "KEN")),
        (POLICE, Grant(AccessRole.CONTRIBUTOR, "KEN", "police")),
        (SCHOOLS, Grant(AccessRole.CONTRIBUTOR, "KEN", "schools")),
    ):
        store.give_role(person.name, grant, person=ANA, at=NOON)
    created = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    listed = tuple(
        Institution(id=name, name=name.title(), indicators=("A1", "B1"))
        for name in ("police", "schools")
    )
    store.save_institutions(created, listed, expected_revision=0, person=ANA, at=NOON)
    return created


def path_of(blobs: BlobStore, file: StoredFile) -> Path:
    return blobs.folder / file.sha256[:2] / file.sha256


def files_in(blobs: BlobStore) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


DAMAGE = {
    "changed": b"other",
    "emptied": b"",
    "cut": pdf("law")[:-3],
    "one bit": bytes([pdf("law")[0] ^ 1]) + pdf("law")[1:],
}


class TestADamagedFile:
    @pytest.fixture
    def file(self, sqlite_store: Store, blobs: BlobStore) -> StoredFile:
        created = sqlite_store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
        for name in ("law", "plan"):
            sqlite_store.upload_file(
                created, pdf(name), f"{name}.pdf", blobs=blobs, person=ANA, at=NOON
            )
        return next(
            item.file for item in sqlite_store.files(created, person=ANA) if item.file.name == "law.pdf"
        )  # fmt: skip

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_does_not_stop_a_backup_which_lists_it(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile, tmp_path: Path, damage: str
    ) -> None:
        path_of(blobs, file).write_bytes(DAMAGE[damage])
        report = write_backup(sqlite_store, blobs, tmp_path / "backup.zip")
        assert (report.files, report.missing, report.damaged) == (1, (), (file.sha256,))
        with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
            assert f"evidence/{file.sha256}" not in archive.namelist()
            assert json.loads(archive.read("manifest.json"))["evidence_damaged"] == [file.sha256]
        other = BlobStore(tmp_path / "other")
        back, log = restore_backup(
            tmp_path / "backup.zip", f"sqlite:///{tmp_path / 'back.sqlite3'}", other
        )
        assert (back, log.broken) == (report, ())

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_is_mended_by_uploading_it_again(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile, damage: str
    ) -> None:
        path_of(blobs, file).write_bytes(DAMAGE[damage])
        (line,) = sqlite_store.assessments(person=ANA)
        again = sqlite_store.upload_file(
            line.id, pdf("law"), "law.pdf", blobs=blobs, person=ANA, at=NOON
        )
        assert again.sha256 == file.sha256
        assert blobs.get(file.sha256) == pdf("law")
        assert verify_evidence(sqlite_store, blobs).damaged == ()

    def test_is_mended_by_a_backup(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile
    ) -> None:
        path_of(blobs, file).write_bytes(b"other")
        blobs.restore(file.sha256, pdf("law"))
        assert blobs.get(file.sha256) == pdf("law")

    def test_that_is_a_folder_or_unreadable_is_found_too(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile, tmp_path: Path
    ) -> None:
        path_of(blobs, file).unlink()
        path_of(blobs, file).mkdir()
        assert verify_evidence(sqlite_store, blobs).missing == (file.sha256,)
        assert write_backup(sqlite_store, blobs, tmp_path / "backup.zip").missing == (file.sha256,)

    def test_is_found_by_the_command_that_verifies(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile, tmp_path: Path
    ) -> None:
        there = ["--database", f"sqlite:///{sqlite_store.location}", "--evidence", str(blobs.folder)]  # fmt: skip
        run = CliRunner()
        assert run.invoke(main, ["audit", "verify", *there]).exit_code == 0
        path_of(blobs, file).write_bytes(b"other")
        result = run.invoke(main, ["audit", "verify", *there])
        assert result.exit_code == 1
        assert f"evidence {file.sha256}: was damaged on the disk. Upload" in result.output
        result = run.invoke(main, ["backup", "-o", str(tmp_path / "b.zip"), *there])
        assert result.exit_code == 0
        assert f"evidence {file.sha256}: was damaged" in result.output
        path_of(blobs, file).unlink()
        result = run.invoke(main, ["audit", "verify", *there, "--json"])
        assert json.loads(result.stdout)["evidence"]["missing"] == [file.sha256]
        assert f"evidence {file.sha256}: is not in the folder" in (
            run.invoke(main, ["audit", "verify", *there]).output
        )

    def test_leaves_a_backup_from_before_it_was_listed_readable(
        self, sqlite_store: Store, blobs: BlobStore, file: StoredFile, tmp_path: Path
    ) -> None:
        path = tmp_path / "backup.zip"
        write_backup(sqlite_store, blobs, path)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(parts["manifest.json"])
        del manifest["evidence_damaged"]
        parts["manifest.json"] = json.dumps(manifest).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
        report, _log = restore_backup(path, url, BlobStore(tmp_path / "other"))
        assert report.damaged == ()


class TestAnUpload:
    @pytest.mark.parametrize("person", [STRANGER, account_person("ben@example.org")])
    def test_of_somebody_who_may_not_leaves_nothing_on_the_disk(
        self, store: Store, key: str, blobs: BlobStore, person: object
    ) -> None:
        store.give_role(
            "ben@example.org", Grant(AccessRole.EXPERT, "KEN"), person=ANA, at=NOON
        )  # fmt: skip
        with pytest.raises(AssessmentError):
            store.upload_file(key, pdf("x"), "x.pdf", blobs=blobs, person=person, at=NOON)  # type: ignore[arg-type]
        assert files_in(blobs) == []

    def test_to_an_unknown_or_submitted_assessment_leaves_nothing_on_the_disk(
        self, store: Store, key: str, blobs: BlobStore
    ) -> None:
        with pytest.raises(AssessmentError):
            store.upload_file("x", pdf("x"), "x.pdf", blobs=blobs, person=ANA, at=NOON)
        store.apply_transition(key, Transition.SUBMIT, seen=0, person=ANA, at=NOON)
        with pytest.raises(StateLocked):
            store.upload_file(key, pdf("x"), "x.pdf", blobs=blobs, person=COORDINATOR, at=NOON)
        assert files_in(blobs) == []

    def test_of_a_file_that_another_institution_has_is_readable_by_both(
        self, store: Store, key: str, blobs: BlobStore
    ) -> None:
        for person, institution in ((POLICE, "police"), (SCHOOLS, "schools")):
            file = store.upload_file(
                key, pdf("law"), f"{institution}.pdf", blobs=blobs, person=person, at=NOON
            )
            assert file.name == f"{institution}.pdf"
            named = Answer(level=1, evidence=(Evidence(title="Law", file=file),))
            store.save_answer(
                key, "A1", named, institution=institution, expected_revision=0, person=person, at=NOON
            )  # fmt: skip
            assert store.file(key, file.sha256, person=person).file.sha256 == file.sha256
        assert store.verify_audit().broken == ()
        assert len(files_in(blobs)) == 1


class TestAKnownHash:
    def test_opens_nothing_where_no_visible_evidence_names_it(
        self, store: Store, key: str, blobs: BlobStore
    ) -> None:
        file = store.upload_file(key, pdf("x"), "x.pdf", blobs=blobs, person=POLICE, at=NOON)
        for person in (COORDINATOR, SCHOOLS, STRANGER):
            with pytest.raises(AssessmentError):
                store.file(key, file.sha256, person=person)
        assert store.readable_files(key, {file.sha256}, person=COORDINATOR) == frozenset()
        named = Answer(level=1, evidence=(Evidence(title="X", file=file),))
        store.save_answer(
            key, "A1", named, institution="police", expected_revision=0, person=POLICE, at=NOON
        )
        assert store.file(key, file.sha256, person=COORDINATOR).file == file
        with pytest.raises(UnknownFile):
            store.file(key, file.sha256, person=SCHOOLS)

    def test_named_in_the_own_answer_opens_nothing(
        self, store: Store, key: str, blobs: BlobStore
    ) -> None:
        file = store.upload_file(key, pdf("x"), "x.pdf", blobs=blobs, person=POLICE, at=NOON)
        stolen = Answer(level=1, evidence=(Evidence(title="Mine", file=file),))
        with pytest.raises(NotAllowed, match=r"x\.pdf: your institution has not uploaded"):
            store.save_answer(
                key, "A1", stolen, institution="schools", expected_revision=0, person=SCHOOLS, at=NOON
            )  # fmt: skip
        with pytest.raises(UnknownFile):
            store.file(key, file.sha256, person=SCHOOLS)

    def test_in_a_measure_is_for_those_who_see_the_plan(
        self, store: Store, key: str, blobs: BlobStore
    ) -> None:
        file = store.upload_file(key, pdf("x"), "x.pdf", blobs=blobs, person=POLICE, at=NOON)
        proof = MeasureProgress(
            status=MeasureStatus.NOT_STARTED, evidence=(Evidence(title="Proof", file=file),)
        )
        store.save_settings(
            key, targets={}, plan=PlanSettings(progress={"M1": proof}), expected_revision=0,
            person=COORDINATOR, at=NOON,
        )  # fmt: skip
        assert store.file(key, file.sha256, person=COORDINATOR).file == file
        with pytest.raises(UnknownFile):
            store.file(key, file.sha256, person=SCHOOLS)

    @pytest.mark.parametrize("sha256", ["", "%", "_" * 64, "\0", "a" * 63, "' OR 1=1 --"])
    def test_that_is_none_opens_nothing(self, store: Store, key: str, sha256: str) -> None:
        with pytest.raises(UnknownFile):
            store.file(key, sha256, person=COORDINATOR)


class TestAnOrphan:
    @pytest.fixture
    def orphan(self, sqlite_store: Store, blobs: BlobStore) -> Path:
        """A file that no assessment names, one that is named, and one of an upload in progress."""
        created = sqlite_store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
        sqlite_store.upload_file(created, pdf("law"), "law.pdf", blobs=blobs, person=ANA, at=NOON)
        old = path_of(blobs, blobs.put(pdf("orphan"), "orphan.pdf"))
        rest = old.with_name("rest.part")
        rest.write_bytes(b"%PDF")
        for path in files_in(blobs):
            hour_ago = time.time() - 7200
            os.utime(path, (hour_ago, hour_ago))
        blobs.put(pdf("new"), "new.pdf")
        return old

    def test_is_listed_and_not_in_a_backup(
        self, sqlite_store: Store, blobs: BlobStore, orphan: Path, tmp_path: Path
    ) -> None:
        report = verify_evidence(sqlite_store, blobs)
        name = orphan.relative_to(blobs.folder).as_posix()
        assert report.orphans == (name, f"{orphan.parent.name}/rest.part")
        assert (report.files, report.missing, report.damaged) == (1, (), ())
        assert write_backup(sqlite_store, blobs, tmp_path / "backup.zip").files == 1

    def test_is_removed_by_the_command_and_nothing_else(
        self, sqlite_store: Store, blobs: BlobStore, orphan: Path
    ) -> None:
        there = ["--database", f"sqlite:///{sqlite_store.location}", "--evidence", str(blobs.folder)]  # fmt: skip
        run = CliRunner()
        result = run.invoke(main, ["audit", "verify", *there])
        assert (result.exit_code, str(orphan.name) in result.output) == (0, True)
        result = run.invoke(main, ["audit", "orphans", *there])
        assert str(orphan) in result.output
        assert orphan.exists()
        result = run.invoke(main, ["audit", "orphans", "--remove", *there])
        assert "2 files deleted" in result.output
        assert not orphan.exists()
        assert len(files_in(blobs)) == 2
        assert verify_evidence(sqlite_store, blobs).missing == ()

    def test_that_is_uploaded_again_is_not_removed(
        self, sqlite_store: Store, blobs: BlobStore, orphan: Path
    ) -> None:
        blobs.put(pdf("orphan"), "orphan.pdf")
        remove_orphans(sqlite_store, blobs)
        assert orphan.exists()

    def test_is_not_removed_from_the_folder_of_another_store(
        self, sqlite_store: Store, blobs: BlobStore, orphan: Path, tmp_path: Path
    ) -> None:
        with (
            closing(Store.open(f"sqlite:///{tmp_path / 'other.sqlite3'}")) as other,
            pytest.raises(UnknownFile, match="none of these files belongs to this store"),
        ):
            remove_orphans(other, blobs)
        assert orphan.exists()
