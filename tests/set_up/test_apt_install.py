"""The installation of Debian packages waits for a busy lock, and reports waiting and failure."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "apt-install.sh"
DPKG = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt-get)"
LISTS = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"
OLDER = "E: Unable to acquire the dpkg frontend lock, is another process using it?"
OF_DPKG = "dpkg: error: dpkg frontend lock was locked by another process with pid 7"
WAITING = "Another program is installing packages. Waiting for it, up to five minutes."


def install(folder: Path, *, step: str, message: str, failures: int) -> tuple[int, str, str, int]:
    """Run the script where `step` of apt-get fails so often; return code, output, errors and seconds slept."""
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    programs = {
        "apt-get": f"""case "$*" in *{step}*)
            n=$(cat {folder}/failures); [ "$n" = 0 ] && exit 0
            echo $((n - 1)) >{folder}/failures; echo '{message}' >&2; exit 100 ;; esac""",
        "sleep": f'echo "$1" >>{folder}/slept',
        "id": "echo 0",
    }
    for name, body in programs.items():
        (bin_folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (bin_folder / name).chmod(0o755)
    (folder / "failures").write_text(f"{failures}\n")
    result = subprocess.run(
        ["/bin/sh", str(SCRIPT), "Missing: x.", "libx"],
        env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    slept = folder / "slept"
    seconds = sum(map(int, slept.read_text().split())) if slept.exists() else 0
    return result.returncode, result.stdout, result.stderr, seconds


@pytest.mark.parametrize(
    ("step", "message"),
    [("install", DPKG), ("update", LISTS), ("install", OLDER), ("install", OF_DPKG)],
)
def test_a_busy_lock_is_waited_for(tmp_path: Path, step: str, message: str) -> None:
    code, output, errors, seconds = install(tmp_path, step=step, message=message, failures=3)
    assert (code, errors, seconds) == (0, "", 15)
    assert output.count(WAITING) == 1


def test_after_five_minutes_it_says_what_failed(tmp_path: Path) -> None:
    code, output, errors, seconds = install(tmp_path, step="update", message=LISTS, failures=999)
    assert (code, seconds) == (1, 300)
    assert output.count(WAITING) == 1
    assert LISTS in errors
    assert "apt-get -o DPkg::Lock::Timeout=300 update" in errors


@pytest.mark.parametrize("message", ["E: Unable to locate package libx", "E: No space left"])
def test_another_failure_is_told_at_once(tmp_path: Path, message: str) -> None:
    code, output, errors, seconds = install(tmp_path, step="install", message=message, failures=1)
    assert (code, seconds) == (1, 0)
    assert WAITING not in output
    assert message in errors


def test_where_nothing_is_busy_nothing_is_said(tmp_path: Path) -> None:
    code, output, errors, seconds = install(tmp_path, step="install", message="", failures=0)
    assert (code, output, errors, seconds) == (0, "Missing: x. Installing: libx\n", "", 0)
