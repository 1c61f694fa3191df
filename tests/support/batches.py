"""Inputs, outputs and workers of the command `batch` in tests."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
THIN = [ROOT / "examples" / f"{name}.yaml" for name in ("alb", "gha", "gmb")]
"""Examples with few answers: their documents are made in a moment."""

DATE = "2026-11-23"
OPTIONS = ("--for", "minister", "--languages", "en,fr", "--date", DATE, "--language", "en")


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def kill_a_worker_that_makes_a_document(
    batch: subprocess.Popen[str], *started: psutil.Process
) -> None:
    """Kill a descendant of the `started` processes as soon as it has a PDF process.

    Raises AssertionError where the batch ends before.
    """
    while batch.poll() is None:
        for process in started:
            if kill_parent_of_pdf_process(process):
                return
        time.sleep(0.01)
    raise AssertionError("no worker makes a document")


def kill_parent_of_pdf_process(started: psutil.Process) -> bool:
    """Kill a descendant that has a PDF process; returns whether there was one."""
    try:
        for process in started.children(recursive=True):
            if "reports.pdf.process" in process.cmdline():
                worker = process.parent()
                if worker is not None and worker != started:
                    worker.kill()
                    return True
    except psutil.NoSuchProcess:
        return False
    return False
