"""The set-up of a user without root: it names what is missing and the remedy, and continues where possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chromium import PROGRAMS

SCRIPTS = Path(__file__).parents[2] / "scripts"
TOOLS = ("sh", "dirname", "uname", "readlink", "env", "cat", "mktemp", "rm")


class Machine:
    """A copy of the scripts in an empty folder, and a PATH with few programs, in which the user is not root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs = folder / "tree", folder / "bin"
        shutil.copytree(SCRIPTS, self.folder / "scripts")
        self.programs.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found
            (self.programs / tool).symlink_to(found)
        self.has("id", 'case "$1" in -un) echo visitor ;; *) echo 1000 ;; esac')
        self.has("apt-get", "exit 100")

    def has(self, name: str, body: str = "exit 0") -> None:
        """Put a program on the PATH."""
        (self.programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (self.programs / name).chmod(0o755)

    def run(self, script: str, *arguments: str) -> tuple[int, str]:
        """Run a script in the tree; return its exit code and output."""
        result = subprocess.run(
            ["/bin/sh", f"scripts/{script}", *arguments],
            cwd=self.folder,
            env={key: value for key, value in os.environ.items() if key not in ("HOME", "PYTHON")}
            | {"PATH": str(self.programs)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        return result.returncode, result.stdout


@pytest.fixture
def machine() -> Iterator[Machine]:
    """In a folder that everybody may enter: pytest's own is taken back from others whenever a run of it begins."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Machine(Path(folder))


@pytest.mark.parametrize(
    ("part", "named", "package"),
    [("browser", "Chromium", "chromium"), ("poppler", "pdftotext", "poppler-utils"), ("node", "Node", "nodejs npm")],
)  # fmt: skip
def test_what_only_tests_need_does_not_stop_a_user_without_root(
    machine: Machine, part: str, named: str, package: str
) -> None:
    code, said = machine.run("system-libraries.sh", part)
    assert code == 0
    assert f"Missing on this machine: {named}" in said
    assert "sudo sh -c 'apt-get" in said
    assert package in said
    assert "Going on without" in said


def test_what_the_toolkit_itself_needs_stops_with_the_command(machine: Machine) -> None:
    machine.has("python3", 'case "$*" in -) exit 1 ;; esac; exit 0')
    code, said = machine.run("system-libraries.sh", "pango", "browser")
    assert code == 1
    assert "libpango-1.0-0" in said
    assert "Going on" not in said


def test_tests_of_signing_in_are_left_to_fail_without_npm(machine: Machine) -> None:
    (machine.folder / "tests" / "support" / "provider").mkdir(parents=True)
    code, said = machine.run("openid-provider.sh")
    assert (code, "npm is missing" in said) == (0, True)


WITHOUT_VENV = """case "$*" in
    *"import ensurepip"*) exit 1 ;;
    *"-m virtualenv --version"*) exit {virtualenv} ;;
    *"%d.%d"*) echo 3.11 ;;
    *--version*) echo Python 3.11.9 ;;
    *"-m virtualenv"*) mkdir -p .venv/bin; printf '#!/bin/sh\\nexit 0\\n' >.venv/bin/python; chmod +x .venv/bin/python; echo "made by virtualenv" ;;
esac"""
MAKES = "mkdir -p .venv/bin; printf '#!/bin/sh\\nexit 0\\n' >.venv/bin/python; chmod +x .venv/bin/python; echo made by uv"


@pytest.mark.parametrize("maker", ["virtualenv", "uv"])
def test_an_environment_is_made_with_what_is_there(machine: Machine, maker: str) -> None:
    for tool in ("mkdir", "chmod"):
        (machine.programs / tool).symlink_to(str(shutil.which(tool)))
    machine.has("python3", WITHOUT_VENV.format(virtualenv=0 if maker == "virtualenv" else 1))
    if maker == "uv":
        machine.has("uv", f'case "$1" in venv) {MAKES} ;; esac')
    code, said = machine.run("python-environment.sh", "requirements.lock")
    assert (code, f"made by {maker}" in said) == (0, True)


def test_without_any_way_to_make_one_the_package_is_named(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV.format(virtualenv=1))
    code, said = machine.run("python-environment.sh", "requirements.lock")
    assert code == 1
    assert "ensurepip is missing" in said
    assert "sudo sh -c" in said
    assert "python3.11-venv" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
@pytest.mark.parametrize("made", ["tree", ".venv"])
def test_a_folder_of_somebody_else_is_named_with_its_remedy(machine: Machine, made: str) -> None:
    """The only test that needs a user without write access."""
    machine.has("python3", "exit 0")
    (machine.folder / ".venv" / "bin").mkdir(parents=True)
    if made == ".venv":
        machine.folder.chmod(0o777)
    said = subprocess.run(
        ["/bin/sh", "scripts/python-environment.sh", "requirements.lock"],
        cwd=machine.folder,
        env={"PATH": str(machine.programs)},
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 1
    assert f"{machine.folder}{'/.venv' if made == '.venv' else ''}: " in said.stderr
    assert "can't write here" in said.stderr
    assert "sudo chown" in said.stderr


@pytest.mark.parametrize(
    ("offered", "words"),
    [("exit 1", ""), ("exit 0", "Going on with the whole Chromium.")],
    ids=["not offered", "offered, but without root"],
)
def test_tests_go_on_with_the_whole_browser_where_the_lighter_one_can_not_be_had(
    machine: Machine, offered: str, words: str
) -> None:
    machine.has("apt-cache", offered)
    code, said = machine.run("system-libraries.sh", "headless")
    assert code == 0
    assert words in said
    assert bool(said) == bool(words)
    assert "will fail" not in said


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_browser_that_the_tests_use_is_enough(machine: Machine, program: str) -> None:
    machine.has(program)
    assert machine.run("system-libraries.sh", "browser") == (0, "")
