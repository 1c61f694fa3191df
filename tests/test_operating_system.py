"""The toolkit where Python lacks what only Linux has: one module knows what that is, and everything but PDF works."""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import operating_system
from app_pages.shell import labels
from assessment.model.readership import Reader, Readership
from assessment.store.backups.pruning import backup_name
from assessment.workflow.publication import PublicPart
from commands.batch.manifest import _possible_names
from public.pages import file_names
from reports.pdf.libraries import missing_library_text
from serving.health_client import health
from tests.builders import assessment
from tests.support.other_system.other_system_names import MODULES, OS_NAMES, SIGNALS
from tests.support.server import ROOT, free_port
from tests.test_layers import BELOW

OTHER_SYSTEM = ROOT / "tests" / "support" / "other_system"

ELSEWHERE = {**os.environ, "PYTHONPATH": str(OTHER_SYSTEM), "PYTHONTZPATH": "", "LC_ALL": "C.UTF-8"}
"""Environment of a process that lacks what Windows or macOS lack, and a list of time zones."""

RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")

FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
"""Signs that Windows does not accept in the name of a file, and those it drops at its end."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Path and tree of each module of the layers."""
    for layer in BELOW:
        single = ROOT / f"{layer}.py"
        for path in [single] if single.exists() else sorted((ROOT / layer).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def linux_only(tree: ast.Module) -> Iterator[str]:
    """Names in a module that other systems lack."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (item.name for item in names if item.name in (*MODULES, "ctypes"))
            case ast.ImportFrom(module=str(module), names=names):
                wanted = {"os": OS_NAMES, "signal": SIGNALS}.get(module, ())
                yield from (item.name for item in names if item.name in wanted)
                if module in MODULES:
                    yield module
            case ast.Attribute(value=ast.Name(id="os" | "signal"), attr=name) if name in (
                *OS_NAMES, *SIGNALS, "kill", "getuid",
            ):  # fmt: skip
                yield name
            case ast.Call(func=ast.Name(id="getattr" | "hasattr"), args=[_, ast.Constant(value=name), *_]) if (
                name in (*OS_NAMES, *SIGNALS)
            ):  # fmt: skip
                yield str(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="getpass"), attr="getuser")):
                yield "getuser"
            case ast.Constant(value=str(text)) if text.startswith(("/proc/", "/dev/")):
                yield text
            case ast.keyword(
                arg="preexec_fn" | "start_new_session" | "pass_fds" | "dir_fd" as name
            ):
                yield name


def without_encoding(tree: ast.Module) -> Iterator[int]:
    """Lines that open a text file and leave its encoding to the system."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = {item.arg: item.value for item in node.keywords}
        if "encoding" in given or ast.unparse(node.func) == "archive.open":  # bytes of a zip
            continue
        if isinstance(node.func, ast.Attribute) and name in ("read_text", "write_text"):
            is_text = len(node.args) < (1 if name == "read_text" else 2)
        elif name in ("run", "Popen", "check_output"):
            is_text = bool({"text", "universal_newlines"} & set(given))
        elif name in ("open", "fdopen", "NamedTemporaryFile", "TextIOWrapper"):
            mode = given.get("mode") or next(
                (item for item in node.args if isinstance(item, ast.Constant) and re.fullmatch("[rwaxbt+]+", str(item.value))), None
            )  # fmt: skip
            is_file = ast.unparse(node.func) in ("open", "os.fdopen") or mode is not None
            is_text = is_file and not (isinstance(mode, ast.Constant) and "b" in str(mode.value))
        else:
            continue
        if is_text:
            yield node.lineno


def test_one_module_uses_what_other_systems_lack() -> None:
    assert {"geteuid", "SIGXCPU", "kill"} <= set(linux_only(dict(sources())["operating_system.py"]))
    found = {path: set(names) for path, tree in sources() if (names := list(linux_only(tree)))}
    assert set(found) == {"operating_system.py"}, found


@pytest.mark.parametrize(
    "source",
    [
        "import resource", "from fcntl import flock", "import os\nos.nice(5)", "from os import fork",
        "import signal\nsignal.SIGHUP", "hasattr(os, 'geteuid')", "Path('/proc/self/fd')", "os.kill(pid, 0)",
        "subprocess.run(words, start_new_session=True)",
    ],
)  # fmt: skip
def test_what_other_systems_lack_is_found(source: str) -> None:
    assert len(list(linux_only(ast.parse(source)))) == 1


def test_every_text_file_names_its_encoding() -> None:
    found = {path: lines for path, tree in sources() if (lines := list(without_encoding(tree)))}
    assert found == {}


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, encoding='ascii')", False),
        ("open(name)", True),
        ("open(name, 'rb')", False),
        ("path.open('w', newline='')", True),
        ("path.open(encoding='utf-8')", False),
        ("os.fdopen(handle, 'wb')", False),
        ("os.fdopen(handle, 'w')", True),
        ("subprocess.run(words, text=True)", True),
        ("Store.open(url)", False),
    ],
)
def test_a_text_file_without_an_encoding_is_found(source: str, *, is_found: bool) -> None:
    assert bool(list(without_encoding(ast.parse(source)))) is is_found


def windows_refuses(names: Iterable[str]) -> list[str]:
    return [name for name in names if FORBIDDEN.search(name) or RESERVED.fullmatch(name)]


def test_files_that_are_written_or_offered_have_names_that_windows_accepts() -> None:
    names = [
        labels.file_stem(assessment()),
        *(f"x{Readership(reader).suffix}.docx" for reader in Reader),
        *_possible_names(),
        backup_name(dt.datetime(2026, 11, 28, 10, tzinfo=dt.UTC), encrypted=True),
        *(part for path, _name in file_names(PublicPart) for part in path.split("/") if part),
    ]
    assert len(names) > 40
    assert windows_refuses(names) == []
    assert windows_refuses(["a:b.pdf", "con.xlsx", "aux", "end.", "a|b"]) == [
        "a:b.pdf", "con.xlsx", "aux", "end.", "a|b",
    ]  # fmt: skip


def test_the_files_of_the_toolkit_can_be_stored_by_windows_and_macos() -> None:
    folders = [name for name in BELOW if (ROOT / name).is_dir()] + ["docs", "deploy", "scripts"]
    files = [
        path.relative_to(ROOT)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts
    ]
    assert windows_refuses({part for path in files for part in path.parts}) == []
    by_letters = Counter(path.as_posix().casefold() for path in files)
    assert [path for path, count in by_letters.items() if count > 1] == []
    assert (
        max(len(path.as_posix()) for path in files) < 130
    )  # 260 with the folder of an installation


def test_linux_lacks_nothing() -> None:
    assert operating_system.missing() == ()


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("windows", "Install Pango with MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango."),
        ("macos", "Install Pango with Homebrew: brew install pango."),
        ("other", "Install Debian's packages libpango-1.0-0"),
    ],
)
def test_the_message_without_pango_is_that_of_the_system(platform: str, words: str) -> None:
    said = missing_library_text("cannot load library 'x': error 0x7e. Additionally, …", platform)
    assert words in said
    assert "(cannot load library 'x')" in said


def test_everything_but_pdf_works_elsewhere() -> None:
    checks = [
        sys.executable, "-m", "pytest", "-q", "--noconftest", "-p", "no:cacheprovider", str(OTHER_SYSTEM / "checks.py"),
    ]  # fmt: skip
    ended = subprocess.run(
        checks, cwd=ROOT, env=ELSEWHERE, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_with_pango_a_pdf_is_made_elsewhere(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "cli.py", "roadmap", "examples/xtc.yaml", "--for", "minister", "-o", str(tmp_path / "xtc.pdf")],
        cwd=ROOT, env={**ELSEWHERE, "TEST_WITH_PANGO": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "xtc.pdf").read_bytes().startswith(b"%PDF-")


def test_output_to_a_file_is_utf8_where_the_system_writes_another_encoding() -> None:
    ended = subprocess.run(
        [sys.executable, "cli.py", "score", "examples/xtc.yaml", "--language", "ar"],
        cwd=ROOT, env={**ELSEWHERE, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert re.search("[\u0621-\u064a]", ended.stdout.decode("utf-8"))


def test_the_application_starts_elsewhere_and_says_what_the_system_lacks(tmp_path: Path) -> None:
    port = free_port()
    environment = {**ELSEWHERE, "COP_DATA": str(tmp_path / "data"), "COP_DATABASE_URL": ""}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "cli.py", "serve", "--port", str(port)],
            cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        subprocess.run(
            [sys.executable, "-m", "serving.health_client", "--wait", "120", str(port)], cwd=ROOT, check=True
        )  # fmt: skip
        assert health(port) == ""
        for path in ("/", "/readyz", "/repository"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
                assert answer.status == 200
        said = (tmp_path / "log").read_text("utf-8")
        assert said.count("This system ") == 4
        assert "Traceback" not in said
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
