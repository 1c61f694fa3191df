"""Modes of files and folders that only their owner may read: 0600 and 0700. No effect on systems without modes."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""The permissions of the group and of all others."""


def make_private_folder(folder: Path) -> None:
    """Create a folder and the missing ones above it with mode 0700; one that exists keeps its mode. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def create_private_file(path: Path) -> None:
    """Create an empty file with mode 0600 where there is none. Raises OSError.

    One that exists is not opened: closing it would drop the locks that SQLite holds on it in this process.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def close_to_others(paths: Iterable[Path]) -> None:
    """Take all permissions of group and others from these files and folders; those of another owner keep theirs."""
    for path in paths:
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & OTHERS:
                path.chmod(mode & ~OTHERS)
