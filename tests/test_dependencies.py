"""Dependencies are pinned, installed as pinned and audited; the services of these tests are on this computer."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

import cli
from scripts import audit_dependencies
from tests.support.server import ROOT, free_port
from tests.test_layers import BELOW, OURS

KNOWN = {
    "vulns": [
        {
            "id": "GHSA-test-0000-0000",
            "summary": "A template could run code.",
            "published": "2026-01-01T00:00:00Z",
            "modified": "2026-01-01T00:00:00Z",
            "affected": [
                {
                    "package": {"ecosystem": "PyPI", "name": "jinja2"},
                    "ranges": [
                        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9.9"}]}
                    ],
                }
            ],
        }
    ]
}


@contextmanager
def service(vulnerable: str) -> Iterator[str]:
    """The response of OSV with a vulnerability of one package."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requested = json.loads(self.rfile.read(int(self.headers["content-length"])))
            body = json.dumps(KNOWN if requested["package"]["name"] == vulnerable else {}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1/query"
    running.shutdown()


def audit(address: str, folder: Path) -> tuple[int, str]:
    lock = folder / "requirements.lock"
    sum_of_nothing = hashlib.sha256().hexdigest()
    lock.write_text(
        f"jinja2==3.1.6 \\\n    --hash=sha256:{sum_of_nothing}\n"
        f"click==8.5.1 ; python_version > '3' \\\n    --hash=sha256:{sum_of_nothing}\n"
    )
    command = (sys.executable, "scripts/audit_dependencies.py", "--anew", "--only-osv",
               "--osv-url", address, "--lock", str(lock))  # fmt: skip
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture(autouse=True)
def memory_kept() -> Iterator[None]:
    """Keep the results of a real audit."""
    before = (
        audit_dependencies.RESULT_FILE.read_bytes()
        if audit_dependencies.RESULT_FILE.exists()
        else None
    )
    yield
    audit_dependencies.RESULT_FILE.unlink(missing_ok=True)
    if before is not None:
        audit_dependencies.RESULT_FILE.write_bytes(before)


def test_a_known_vulnerability_fails_and_is_named_with_what_mends_it(tmp_path: Path) -> None:
    with service("jinja2") as address:
        code, said = audit(address, tmp_path)
    assert code == 1, said
    assert "jinja2 3.1.6: GHSA-test-0000-0000, mended in 9.9" in said


def test_packages_of_which_nothing_is_known_pass(tmp_path: Path) -> None:
    with service("another") as address:
        code, said = audit(address, tmp_path)
    assert (code, said.strip()) == (0, "No vulnerability of 2 packages is known to osv.")


def test_where_no_service_answers_it_passes_and_says_so_loudly(tmp_path: Path) -> None:
    code, said = audit(f"http://127.0.0.1:{free_port()}/v1/query", tmp_path)
    assert code == 0, said
    assert said.startswith("NOT AUDITED")


def test_every_requirement_names_one_version_and_is_installed_in_it() -> None:
    assert list(audit_dependencies.unpinned()) == []
    locked = audit_dependencies.locked_versions(audit_dependencies.LOCK)
    assert list(audit_dependencies.otherwise_installed(locked)) == []
    wrong = list(audit_dependencies.otherwise_installed({**locked, "click": "0.1"}))
    assert len(wrong) == 1
    assert "0.1 is locked" in wrong[0]


FILES = (
    ("requirements.txt", "requirements.lock"),
    ("requirements-cluster.txt", "requirements-cluster.lock"),
    ("requirements-dev.txt", "requirements-dev.lock"),
)


def _required(name: str) -> dict[str, str]:
    """Version by normalised name of each package that a requirements file names."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pairs = (
        line.split()[0].partition("==") for line in lines if line.strip() and line[0] not in "#-"
    )
    return {
        audit_dependencies.normalised(package.partition("[")[0]): version
        for package, _equals, version in pairs
    }


@pytest.mark.parametrize(("requirements", "lock"), FILES)
def test_the_lock_holds_every_requirement_in_its_version(requirements: str, lock: str) -> None:
    locked = audit_dependencies.locked_versions(ROOT / lock)
    wrong = {name: v for name, v in _required(requirements).items() if locked.get(name) != v}
    assert not wrong, f"{lock}: differs for {wrong}. Run `make lock`."


def test_all_locks_hold_one_version_of_a_package() -> None:
    run, cluster, check = (
        audit_dependencies.locked_versions(ROOT / lock) for _requirements, lock in FILES
    )
    assert run.items() | cluster.items() <= check.items()


@pytest.mark.parametrize("lock", [lock for _requirements, lock in FILES])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    without = [entry.split()[0] for entry in re.split(r"^(?=\w)", text, flags=re.M)[1:] if "--hash=sha256:" not in entry]  # fmt: skip
    assert without == []


def test_the_lock_serves_other_platforms_than_this_one() -> None:
    entry = re.search(r"^numpy==.*(?:\n .*)+", (ROOT / "requirements.lock").read_text(), re.M)
    assert entry
    assert entry[0].count("--hash") > 20  # wheels of Linux, macOS and Windows for several Pythons


WITH_DEVELOPMENT = ("tests", "benchmarks", "scripts")
"""Folders that may import what only requirements-dev.txt brings."""

WITH_CLUSTER = (*WITH_DEVELOPMENT, "commands/batch/cluster.py")
"""What may import what only requirements-cluster.txt brings."""


def undeclared(path: str, source: str) -> list[str]:
    """Modules that the file `path` imports and whose packages are not named in its requirements."""
    files = ["requirements.txt"]
    if path.startswith(WITH_CLUSTER):
        files.append("requirements-cluster.txt")
    if path.startswith(WITH_DEVELOPMENT):
        files.append("requirements-dev.txt")
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                imported |= {name.name for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                imported.add(module)
    tops = {name.partition(".")[0] for name in imported} - OURS - sys.stdlib_module_names
    return sorted(tops - _declared_modules(*files))


@cache
def _declared_modules(*files: str) -> frozenset[str]:
    """Top-level modules of the packages that these requirements files name."""
    declared = {name for file in files for name in _required(file)}
    return frozenset(
        module
        for module, packages in packages_distributions().items()
        if any(audit_dependencies.normalised(name) in declared for name in packages)
    )


def test_everything_imported_is_named_in_the_requirements() -> None:
    files = [*ROOT.glob("*.py"), *(file for name in OURS for file in (ROOT / name).rglob("*.py"))]
    assert len(files) > 400
    wrong = {
        path.relative_to(ROOT).as_posix(): names
        for path in files
        if (names := undeclared(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")))
    }
    assert not wrong, f"Name these packages in requirements.txt or requirements-dev.txt: {wrong}"


@pytest.mark.parametrize(
    ("path", "source", "names"),
    [
        ("reports/a.py", "import pikepdf", ["pikepdf"]),
        ("reports/a.py", "def f():\n    from cssselect2 import x", ["cssselect2"]),
        ("tests/a.py", "import pikepdf, os", []),
        ("reports/a.py", "import pydantic.types, reports.html", []),
        ("reports/a.py", "import not_there", ["not_there"]),
        ("commands/batch/cluster.py", "import distributed", []),
        ("commands/batch/local.py", "import distributed", ["distributed"]),
    ],
)
def test_an_import_that_no_requirement_names_is_found(
    path: str, source: str, names: list[str]
) -> None:
    assert undeclared(path, source) == names


def test_pre_commit_runs_make_lint_and_nothing_else() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [hook["entry"] for repository in hooks for hook in repository["hooks"]] == ["make lint"]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
"""The settings of installation with `pip install -e .`."""


def test_an_installation_has_every_layer_with_its_files() -> None:
    settings = PROJECT["tool"]["setuptools"]
    packages = {name.removesuffix("*") for name in settings["packages"]["find"]["include"]}
    assert packages | set(settings["py-modules"]) == set(BELOW)
    listed = {
        file
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for file in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    left_out = [
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path not in listed
    ]
    assert left_out == [], "pyproject.toml: name them in [tool.setuptools.package-data]"


def test_the_command_cop_is_cli_py_and_needs_what_requirements_txt_names() -> None:
    assert PROJECT["project"]["scripts"] == {"cop": f"cli:{cli.main.name}"}
    assert PROJECT["project"]["dynamic"] == ["dependencies", "optional-dependencies"]
    assert PROJECT["tool"]["setuptools"]["dynamic"] == {
        "dependencies": {"file": "requirements.txt"},
        "optional-dependencies": {"cluster": {"file": "requirements-cluster.txt"}},
    }
