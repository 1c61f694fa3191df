"""Take from Python what only Linux or POSIX has, and Pango: a process with this folder in PYTHONPATH runs without them.

This approximates Windows and macOS: the libraries below still are those of Linux.
"""

from __future__ import annotations

import builtins
import multiprocessing.popen_fork
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cffi

NAMES = runpy.run_path(str(Path(__file__).with_name("other_system_names.py")))
LIBRARIES = ("gobject", "pango", "harfbuzz", "fontconfig")


def refuse(call: Callable[..., Any], *, hidden: str = "/proc") -> Callable[..., Any]:
    """The function `call`, for which there is nothing below the folder `hidden`."""

    def refusing(path: Any = ".", *args: Any, **options: Any) -> Any:
        if not isinstance(path, int) and os.fsdecode(path).startswith(hidden):
            raise FileNotFoundError(2, "No such file or directory", os.fsdecode(path))
        return call(path, *args, **options)

    return refusing


def without_libraries(load: Callable[..., Any]) -> Callable[..., Any]:
    """The function `load` of cffi, which does not find Pango."""

    def loading(ffi: cffi.FFI, name: str | None = None, *args: Any) -> Any:
        if name is not None and any(part in name for part in LIBRARIES):
            raise OSError(f"cannot load library '{name}': error 0x7e")
        return load(ffi, name, *args)

    return loading


def disk_usage(path: Any, state: Callable[[Any], Any] = os.statvfs) -> Any:
    """What `shutil.disk_usage` returns, which on this system asks for what is taken away."""
    found = state(path)
    used = (found.f_blocks - found.f_bfree) * found.f_frsize
    return shutil._ntuple_diskusage(
        found.f_blocks * found.f_frsize, used, found.f_bavail * found.f_frsize
    )  # type: ignore[attr-defined]


def take_apart() -> None:
    """Remove the names, `/proc` and Pango from the running Python."""
    shutil.disk_usage = disk_usage
    for module in NAMES["MODULES"]:
        sys.modules[module] = None  # type: ignore[assignment] -- an import fails
    # The standard library of this system ends a process by SIGKILL; that of Windows has another call.
    subprocess.Popen.kill = lambda self: self.send_signal(9)  # type: ignore[method-assign]
    multiprocessing.popen_fork.Popen.kill = lambda self: self._send_signal(9)  # type: ignore[attr-defined]
    for name in NAMES["OS_NAMES"]:
        vars(os).pop(name, None)
    for name in NAMES["SIGNALS"]:
        vars(signal).pop(name, None)
    for name in ("stat", "lstat", "open", "listdir", "scandir", "readlink"):
        setattr(os, name, refuse(getattr(os, name)))
    builtins.open = refuse(builtins.open)
    if not os.environ.get("TEST_WITH_PANGO"):
        cffi.FFI.dlopen = without_libraries(cffi.FFI.dlopen)


if __name__ == "sitecustomize":  # not where pytest imports every file for its doctests
    take_apart()
