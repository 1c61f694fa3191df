"""A unit of deploy/systemd started without systemd: its command and environment, as an account without rights."""

from __future__ import annotations

import configparser
import os
import pwd
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.server import ROOT

UNITS = ROOT / "deploy" / "systemd"
EXAMPLE = ROOT / "deploy" / "cop.env.example"
INSTALLED = "/opt/cop/current"
ACCOUNT = "nobody"

OF_THE_PROCESSOR = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Variables without which numerical libraries fail on some processors."""


class Unit:
    """The unit file `name` for one instance."""

    def __init__(self, name: str, instance: str = "") -> None:
        parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        parser.read(UNITS / name, encoding="utf-8")
        self._service, self._instance = parser["Service"], instance

    def command(self, key: str) -> list[str]:
        """The words of a line such as ExecStart, in this tree."""
        text = self._service[key].replace("%i", self._instance)
        text = text.replace(f"{INSTALLED}/.venv/bin/python", account().python)
        return shlex.split(text.replace(INSTALLED, str(ROOT)))

    def environment(self, file: Path) -> dict[str, str]:
        """The variables that systemd would set: those of the unit, then those of its environment file."""
        own = dict(item.split("=", 1) for item in shlex.split(self._service["Environment"]))
        basis = {name: os.environ[name] for name in OF_THE_PROCESSOR if name in os.environ}
        return {"PATH": os.defpath, **basis, **account().variables, **own, **read_environment(file)}


def read_environment(file: Path) -> dict[str, str]:
    """The variables of an environment file, quotes taken off, as systemd reads it."""
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _equals, value in pairs}


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the unit: arguments of `subprocess`, the Python that this account can run, and further variables."""

    user: Mapping[str, Any]
    python: str
    variables: Mapping[str, str]


@cache
def account() -> Account:
    """The account `ACCOUNT`, where this process may become it and it may read this tree; else that of this process.

    Where it can't run the Python of the tests, which may be in somebody's home, it gets the system's of the same version
    with the same packages.
    """
    own = Account({}, sys.executable, {})
    if os.geteuid() != 0:
        return own
    entry = pwd.getpwnam(ACCOUNT)
    user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    packages = {"PYTHONPATH": sysconfig.get_path("purelib")}
    system = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (Account(user, sys.executable, {}), Account(user, system, packages)):
        reads = [candidate.python, "-c", "import sys, streamlit; open(sys.argv[1]).close()", str(ROOT / "app.py")]  # fmt: skip
        try:
            subprocess.run(reads, check=True, capture_output=True, cwd="/", env=dict(candidate.variables), **user)  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    return own


@contextmanager
def running_unit(unit: Unit, file: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Context manager that runs a unit until its ExecStartPost has ended well, with the environment of `file`."""
    environment, user = unit.environment(file), account().user
    with log.open("ab") as output:
        process = subprocess.Popen(
            unit.command("ExecStart"), cwd=ROOT, env=environment, stdout=output, stderr=output,
            umask=0o077, start_new_session=True, **user,
        )  # fmt: skip
    try:
        ready = subprocess.run(
            [word.replace("$MAINPID", str(process.pid)) for word in unit.command("ExecStartPost")], cwd=ROOT, env=environment, capture_output=True, text=True,
            check=False, **user,
        )  # fmt: skip
        assert ready.returncode == 0, ready.stderr + log.read_text("utf-8")
        yield process
    finally:
        process.terminate()
        process.wait(30)
