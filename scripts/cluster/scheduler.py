"""A Dask scheduler with workers on loopback, for commands that distribute their work; needs the package `distributed`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from tests.support.server import ROOT, free_port


def is_installed() -> bool:
    """Return whether `distributed` can be imported."""
    return importlib.util.find_spec("distributed") is not None


class Scheduler:
    """A scheduler and its workers as separate processes, with their log in `folder`."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.folder, self.port = folder, free_port()
        self.number = workers
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Address for clients of the scheduler."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the scheduler and its workers, which wait for it by themselves."""
        self.processes = [self._run(name) for name in self.names()]

    def names(self) -> list[str]:
        """Return what each process is, in the order of `processes`."""
        return ["scheduler", *(["worker"] * self.number)]

    def restart(self, index: int) -> None:
        """Kill a process and start it again."""
        self.processes[index].kill()
        self.processes[index].wait()
        self.processes[index] = self._run(self.names()[index])

    def stop(self) -> None:
        """Stop all processes."""
        for process in self.processes:
            process.kill()
            process.wait()

    def _run(self, name: str) -> subprocess.Popen[bytes]:
        options = {
            "scheduler": ["--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"],
            # A nanny would outlive the worker that is killed.
            "worker": [self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"],
        }  # fmt: skip
        with (self.folder / "dask.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{name}", *options[name]],
                cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
