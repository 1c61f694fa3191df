"""Read a file from outside in a process of its own, with limits of time and memory: a hostile one can take little of either.

Where the system knows no such limits (`operating_system.limits_processes`), the process is stopped by the clock alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import operating_system

MEMORY_BYTES = 2 << 30
"""Address space of the process."""

SECONDS = 10
"""Of processor time of the process; a document of a hundred pages takes two."""

WAIT_SECONDS = 60
"""For the process on a busy machine."""

_ROOT = Path(__file__).resolve().parents[2]


class NotRead(Exception):
    """The process failed, or was stopped at a limit."""


def read_apart(module: str, data: bytes) -> bytes:
    """What `python -m module` writes, given the bytes of a file; the module ends with `answer`. Raises NotRead."""
    try:
        result = subprocess.run(
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            timeout=WAIT_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotRead from error
    return result.stdout


def answer(read: Callable[[bytes], bytes]) -> None:
    """Write what `read` returns for the bytes on standard input, within the limits."""
    operating_system.limit_memory(MEMORY_BYTES)
    operating_system.limit_processor_time(SECONDS, final=True)
    sys.stdout.buffer.write(read(sys.stdin.buffer.read()))
