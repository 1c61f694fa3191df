"""The command `batch` on a real Dask scheduler with two workers, over TLS on this computer."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.batches import OPTIONS, ROOT, THIN, kill_a_worker_that_makes_a_document, tree
from tests.support.server import free_port

START_SECONDS = 120
"""Limit for the start of a scheduler on a busy machine."""


def start(stack: ExitStack, module: str, *words: str | Path) -> psutil.Process:
    """Start a program of Dask that ends with the stack."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *map(str, words)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    def end() -> None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    stack.callback(end)
    return psutil.Process(process.pid)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A new certificate, which is its own authority, and its key, as PEM files in a new folder."""
    folder.mkdir()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
         "-days", "2", "-subj", "/CN=cop", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


def tls(certificate: Path, key: Path, authority: str = "--tls-ca-file") -> tuple[str | Path, ...]:
    """The options of Dask for a certificate; with `--tls-ca` as `authority` those of our command."""
    return (authority, certificate, "--tls-cert", certificate, "--tls-key", key)


@contextmanager
def cluster(folder: Path, *certificates: str | Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A scheduler with two workers of one process each: its address, and the processes that watch over the workers."""
    about = folder / "scheduler.json"
    with ExitStack() as stack:
        options = ("--protocol", "tls", *certificates)
        where = ("--host", "127.0.0.1", "--port", free_port(), "--no-dashboard")
        start(stack, "dask_scheduler", *map(str, where), "--scheduler-file", about, *options)
        workers = [
            start(stack, "dask_worker", "--scheduler-file", about, "--nthreads", "1", "--no-dashboard",
                  "--host", "127.0.0.1", "--local-directory", folder / f"worker-{number}", *options)
            for number in range(2)
        ]  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not about.exists() or not about.read_text().strip():
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.05)
        yield json.loads(about.read_text())["address"], workers


def command(out: Path, address: str, *words: str | Path) -> list[str]:
    line = (sys.executable, "cli.py", "batch", *THIN, "-o", out, *OPTIONS, "--scheduler", address)
    return [*map(str, line), *map(str, words)]


def test_a_cluster_with_certificates_writes_the_bytes_of_one_process_also_when_a_worker_is_killed(
    tmp_path: Path,
) -> None:
    one = [sys.executable, "cli.py", "batch", *map(str, THIN), "-o", str(tmp_path / "one"), *OPTIONS, "--workers", "1"]  # fmt: skip
    subprocess.run(one, cwd=ROOT, check=True, capture_output=True)
    trusted = certificate(tmp_path / "trusted")
    with cluster(tmp_path, *tls(*trusted)) as (address, workers):
        assert address.startswith("tls://")
        stranger = tls(*certificate(tmp_path / "other"), "--tls-ca")
        assert "can't be reached" in refusal(tmp_path, "", address, *stranger)
        with subprocess.Popen(
            command(tmp_path / "out", address, *tls(*trusted, "--tls-ca")),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            kill_a_worker_that_makes_a_document(process, *workers)
            said, _nothing = process.communicate()
    assert (process.returncode, said.splitlines()[-1]) == (0, "3 made, 0 unchanged, 0 failed.")
    assert tree(tmp_path / "out") == tree(tmp_path / "one")


def refusal(tmp_path: Path, prelude: str, address: str, *options: str | Path) -> str:
    """The message of a run that must fail before any work, made by a program that begins with `prelude`."""
    program = f"{prelude}\nfrom cli import main\nmain()"
    words = ("batch", *map(str, (*THIN, "-o", tmp_path / "out", "--scheduler", address, *options)))
    ended = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()
    return ended.stderr


def test_without_dask_the_command_says_what_to_install(tmp_path: Path) -> None:
    without = "import sys; sys.modules['distributed'] = None"
    said = refusal(tmp_path, without, "tcp://127.0.0.1:1")
    assert "Dask is not installed" in said
    assert "-r requirements-cluster.lock" in said


@pytest.mark.parametrize("address", ["tls://127.0.0.1:1", "nothing://127.0.0.1:1"])
def test_a_scheduler_that_can_not_be_asked_is_said(tmp_path: Path, address: str) -> None:
    """Among them one that asks for certificates where none are given."""
    assert f"--scheduler {address}: can't be reached (" in refusal(tmp_path, "", address)


def test_an_unprotected_connection_over_a_network_is_said(tmp_path: Path) -> None:
    without = "import sys; sys.modules['distributed'] = None"
    assert "Use TLS" in refusal(tmp_path, without, "tcp://10.0.0.5:8786")
    assert "Use TLS" not in refusal(tmp_path, without, "tls://10.0.0.5:8786")
