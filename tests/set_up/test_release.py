"""The files of a release: list of packages, sums and a source archive that is the same each time."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import json
import os
import subprocess
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release() -> ModuleType:
    path = ROOT / "scripts" / "build_release.py"
    spec = importlib.util.spec_from_file_location("build_release", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_of_packages_is_valid_names_each_of_the_lock_file_with_its_hashes_and_is_the_same_twice(
    release: ModuleType,
) -> None:
    made = [release.sbom(ROOT / "requirements.lock") for _time in range(2)]
    assert made[0] == made[1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made[0].decode()) is None
    listed = json.loads(made[0])
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = [line.split("==") for line in lines if line[:1].isalnum()]
    wanted = {(name.partition("[")[0], version.split()[0]) for name, version in locked}
    assert {(item["name"], item["version"]) for item in listed["components"]} == wanted
    assert listed["metadata"]["component"]["name"] == "cop-toolkit"
    for item in listed["components"]:
        hashes = [
            kept for source in item["externalReferences"] for kept in source.get("hashes", ())
        ]
        assert {kept["alg"] for kept in hashes} == {"SHA-256"}, item["name"]


def _archive(names: list[str], mtime: int, uid: int) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.uid, member.uname = 4, mtime, uid, f"user{uid}"
            member.mode = 0o600 if name == "b" else 0o775
            tar.addfile(member, io.BytesIO(b"text"))
    return data.getvalue()


def test_a_source_archive_does_not_depend_on_time_owner_mode_and_order(release: ModuleType) -> None:
    first = release.normal_tar(_archive(["b", "a"], 1, 1), 1_700_000_000)
    assert release.normal_tar(_archive(["a", "b"], 2, 2), 1_700_000_000) == first
    with tarfile.open(fileobj=io.BytesIO(gzip.compress(gzip.decompress(first)))) as tar:
        read = [(it.name, it.mtime, it.uid, it.uname, oct(it.mode)) for it in tar.getmembers()]
    assert read == [("a", 1_700_000_000, 0, "", "0o755"), ("b", 1_700_000_000, 0, "", "0o644")]


def test_the_sums_are_those_that_sha256sum_checks(release: ModuleType, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.whl", "b.tar.gz")]
    for path in paths:
        path.write_bytes(path.name.encode())
    (tmp_path / release.SUMS).write_text(release.sums(paths))
    command = ["sha256sum", "--check", "--strict", release.SUMS]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "a.whl: OK\nb.tar.gz: OK\n")
    paths[0].write_bytes(b"other")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0
    assert hashlib.sha256(b"other").hexdigest() not in (tmp_path / release.SUMS).read_text()
