"""What the operating system can do: the one place that uses what Windows or macOS does not have, each with its substitute.

Imported by every layer, and imports none. `missing` says what this system lacks; the application logs it once at its start.
"""

from __future__ import annotations

import ctypes
import errno
import getpass
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TextIO


def _module(name: str) -> Any:
    """A module of the standard library; None where this system has none of the name."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


_resource = _module("resource")

OPEN_FILES = Path("/proc/self/fd")
"""Folder with the file descriptors of this process, on Linux."""

UNKNOWN_PERSON = "user"
"""Name of the person where the system tells none."""


def system(platform: str = sys.platform) -> Literal["windows", "macos", "other"]:
    """The kind of system, for texts that say what to install.

    >>> system("win32"), system("darwin"), system("linux")
    ('windows', 'macos', 'other')
    """
    return "windows" if platform == "win32" else "macos" if platform == "darwin" else "other"


def missing() -> tuple[str, ...]:
    """A sentence for the log for each ability that this system lacks, with what is done instead; empty on Linux."""
    lacks = {
        "This system sets no limits of memory and processor time: what reads an uploaded file or makes a PDF is stopped by the "
        "clock alone. Use it for one person, not as a server.": not limits_processes(),
        "This system limits no memory of a process: a file or a document that needs too much is stopped by the limit of processor "
        "time alone. Use it for one person, not as a server.": limits_processes() and not limits_memory(),
        "This system knows no priority of a process: pages may be slower while a PDF is made.": not hasattr(os, "nice"),
        "This system does not list open sockets: responses may wait 40 ms.": not lists_descriptors(),
        "This system has no modes of files: the permissions of your folder protect the data.": user_id() is None,
    }  # fmt: skip
    return tuple(text for text, lacking in lacks.items() if lacking)


def limits_processes() -> bool:
    """Whether a process can limit its own memory and processor time. Without it the caller stops it by the clock."""
    return _resource is not None


def limits_memory() -> bool:
    """Whether a process can limit its own address space; macOS has the call and refuses it."""
    return _resource is not None and sys.platform != "darwin"


def limit_memory(size: int) -> bool:
    """Limit the address space of this process to `size` bytes; false, and no limit, where the system refuses it."""
    if _resource is None:
        return False
    try:
        _resource.setrlimit(_resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):  # macOS
        return False
    return True


def limit_processor_time(seconds: float, *, final: bool = False) -> bool:
    """End this process once it has used `seconds` more of processor time; false where the system knows no such limit.

    A `final` limit can't be raised again.
    """
    if _resource is None:
        return False
    limit = int(time.process_time() + seconds) + 1
    _soft, hard = _resource.getrlimit(_resource.RLIMIT_CPU)
    _resource.setrlimit(_resource.RLIMIT_CPU, (limit, limit + 1 if final else hard))
    return True


def ended_at_time_limit(exit_code: int) -> bool:
    """Whether a process that ended with `exit_code` (as `subprocess` gives it) was stopped by `limit_processor_time`."""
    number = getattr(signal, "SIGXCPU", None)
    return number is not None and exit_code == -number


def lower_priority(by: int) -> None:
    """Let other processes go before this one; nothing where there is no such call."""
    if hasattr(os, "nice"):
        os.nice(by)


def available_processors() -> int:
    """Processors that this process may use; those of the computer where the system does not tell."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def lists_descriptors() -> bool:
    """Whether `open_descriptors` can list any."""
    return OPEN_FILES.is_dir()


def open_descriptors() -> Iterator[int]:
    """File descriptors of this process; none where the system does not list them."""
    for file in OPEN_FILES.iterdir() if lists_descriptors() else ():
        yield int(file.name)


def is_running(process: int) -> bool:
    """Whether there is a process with this number; true for 0, and where asking could stop the process (Windows)."""
    if os.name == "nt" or process == 0:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def user_id() -> int | None:
    """Number of the account of this process; None where accounts have none, and then modes of files say nothing."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def user_name() -> str:
    """Name of the account; `UNKNOWN_PERSON` where neither the environment nor a list of accounts has one."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return UNKNOWN_PERSON


def further_files(path: Path) -> int | None:
    """How many files the file system of `path` can still take; None where it does not count them. Raises OSError."""
    if not hasattr(os, "statvfs"):
        return None
    state = os.statvfs(path)
    return state.f_favail if state.f_files else None


def open_files_limit() -> int | None:
    """How many files this process may open at once; None where there is no limit, or none is told."""
    if _resource is None:
        return None
    limit = int(_resource.getrlimit(_resource.RLIMIT_NOFILE)[0])
    return None if limit == _resource.RLIM_INFINITY else limit


def clock_state() -> int:
    """The result of adjtimex(2) without a change: 0 to 5; 0 where the system has no such call, -1 where a sandbox refuses it."""
    if not sys.platform.startswith("linux"):
        return 0
    # `struct timex` is shorter than this; its first field, 0, asks for no change.
    return int(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(1024)))


def is_closed_pipe(error: OSError) -> bool:
    """Whether a write failed because nobody reads the pipe any more; Windows reports an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def write_utf8(*streams: TextIO) -> None:
    """Write UTF-8 to text streams that go to a file or a program; on a terminal replace what it can't show.

    Windows otherwise writes the encoding of the country, which has no letters of other scripts.
    """
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None or (stream.encoding or "").lower().replace("-", "") == "utf8":
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors=stream.errors)
