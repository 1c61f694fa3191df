"""Checks of the computer: account, umask, folders, disk, open files, clock, backups."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assessment.files.private_files import OTHERS
from operating_system import further_files as files_left
from operating_system import limits_memory, user_id
from questionnaires import Problem
from translations import gettext as _

FREE_GIGABYTES = 2.0
"""Least free room on the disk of the data, in gigabytes: 100 largest files of evidence."""

FREE_FILES = 10_000
"""Least number of files that the file system of the data can still take."""

OPEN_FILES = 4096
"""Least limit of open files: a window and its requests take about four, and 500 may be open."""

BACKUP_HOURS = 26
"""Oldest age of the newest backup, in hours: one a night, and some time to write it."""

SECONDS_APART = 60
"""Largest difference of two clocks, in seconds."""

CLOCK_NOT_SET = 5
"""TIME_ERROR, the result of adjtimex(2) where nothing sets the clock."""

FILES_NAMED = 3
"""Files that others can read and that are named; the rest is counted."""


def system_problems() -> Iterator[Problem]:
    """The system does not limit the processes that read what others upload."""
    if not limits_memory():
        yield Problem(
            _("system"),
            sys.platform,
            _("a file from others could take all memory and time: no limits can be set here."),
            _("Run a server on Linux."),
        )


def account_problems(account: int | None) -> Iterator[Problem]:
    """The process runs as root; nothing for None, where accounts have no number."""
    if account == 0:
        yield Problem(
            _("account"),
            "root",
            _("a fault in the application would reach the whole computer."),
            _("Run it, and this command, as an account of its own, such as cop."),
        )


def umask_problems(umask: int) -> Iterator[Problem]:
    """Files that this account writes are readable by others; the application itself sets 077 when it starts."""
    if user_id() is not None and umask & OTHERS != OTHERS:
        yield Problem(
            "umask",
            f"{umask:04o}",
            _("others could read files that commands such as backup write."),
            _("Run umask 077 before, or set UMask=0077 in the unit."),
        )


def folder_problems(data: Path) -> Iterator[Problem]:
    """The data folder is missing, of another account, open to others, or takes no file."""
    try:
        state = data.stat()
    except OSError as error:
        yield _at(data, error)
        return
    account = user_id()
    if account is not None and state.st_uid != account:
        yield Problem(
            str(data),
            "",
            _("belongs to another account than the one that runs this."),
            _("Run: {command}").format(command=f"chown -R cop:cop {data}"),
        )
    if account is not None and state.st_mode & OTHERS:
        yield Problem(
            str(data),
            "",
            _("other accounts of this computer can read or change it (mode {mode}).").format(
                mode=f"{stat.S_IMODE(state.st_mode):04o}"
            ),
            _("Run: {command}").format(command=f"chmod 0700 {data}"),
        )
    yield from _open_file_problems(data)
    try:
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        yield _at(data, error)


def _open_file_problems(data: Path) -> Iterator[Problem]:
    """Files of the data that others can read: they are only reached where the folder is open too."""
    if user_id() is None:
        return
    with contextlib.suppress(OSError):
        wrong = [path for path in sorted(data.glob("cop.sqlite3*")) if path.stat().st_mode & OTHERS]
        for path in wrong[:FILES_NAMED]:
            yield Problem(
                str(path),
                "",
                _("other accounts of this computer can read or change it (mode {mode}).").format(
                    mode=f"{stat.S_IMODE(path.stat().st_mode):04o}"
                ),
                _("Run: {command}").format(command=f"chmod 0600 {path}"),
            )


def disk_problems(
    data: Path, *, gigabytes: float = FREE_GIGABYTES, further_files: int = FREE_FILES
) -> Iterator[Problem]:
    """The disk of the data has less than `gigabytes` left, or takes fewer than `further_files`."""
    try:
        free = shutil.disk_usage(data).free
        files = files_left(data)
    except OSError:
        return  # the check of the folder says so
    if free < gigabytes * 1e9:
        yield Problem(
            str(data),
            "",
            _("its disk has {free} GB left.").format(free=f"{free / 1e9:.1f}"),
            _("Free at least {count} GB.").format(count=f"{gigabytes:.0f}"),
        )
    if files is not None and files < further_files:
        yield Problem(
            str(data),
            "",
            _("its file system takes only {count} further files.").format(count=files),
            _("Delete files that nobody needs, or use a larger file system."),
        )


def open_files_problems(most: int | None) -> Iterator[Problem]:
    """The process may open `most` files (None: no limit is known), fewer than the limit of windows needs."""
    if most is not None and most < OPEN_FILES:
        yield Problem(
            _("open files"),
            "",
            _("only {count} may be open at once, fewer than the windows need.").format(count=most),
            _("Run ulimit -n 8192 before, or set LimitNOFILE=8192 in the unit."),
        )


def clock_problems(state: int) -> Iterator[Problem]:
    """The clock, whose `state` is that of `operating_system.clock_state`, is not set from the network."""
    if state == CLOCK_NOT_SET:
        yield Problem(
            _("clock"),
            "",
            _("nothing keeps it right, and times in the log are evidence."),
            _("Install systemd-timesyncd or chrony, and let it reach a time server."),
        )


def backup_problems(folder: str, at: dt.datetime) -> Iterator[Problem]:
    """No folder of backups is named, it holds none, the newest is old, or others can read it."""
    if not folder:
        yield Problem(
            "COP_BACKUPS",
            "",
            _("names no folder, so that nobody sees whether there is a backup."),
            _("Name the folder of the backups."),
        )
        return
    try:
        backups = {path: path.stat() for path in Path(folder).glob("cop-*.zip")}
        open_to_others = user_id() is not None and Path(folder).stat().st_mode & OTHERS
    except OSError as error:
        yield _at(Path(folder), error)
        return
    if open_to_others:
        yield Problem(
            folder,
            "",
            _("other accounts of this computer can read or change it (mode {mode}).").format(
                mode=f"{stat.S_IMODE(Path(folder).stat().st_mode):04o}"
            ),
            _("Run: {command}").format(command=f"chmod 0700 {folder}"),
        )
    newest = max((state.st_mtime for state in backups.values()), default=None)
    if newest is None:
        yield Problem(folder, "", _("holds no backup."), _write_one())
    elif (hours := (at.timestamp() - newest) / 3600) > BACKUP_HOURS:
        yield Problem(
            folder,
            "",
            _("the newest backup is {count} hours old.").format(count=f"{hours:.0f}"),
            _write_one(),
        )


def _write_one() -> str:
    return _("Run deploy/backup.sh, and let the timer cop-backup run it every night.")


def _at(path: Path, error: OSError) -> Problem:
    """A problem for an error of the system."""
    return Problem(
        str(path),
        "",
        f"{error.strerror or error}.",
        _("Make the folder, and give it to the account that runs the application."),
    )
