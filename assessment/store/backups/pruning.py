"""Names of backups in a folder, and which of them are deleted, so that what was deleted in the store leaves them too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"cop-backup-(\d{8}T\d{6})Z\.zip(?:\.age)?")
_TIME = "%Y%m%dT%H%M%S"


def backup_name(at: dt.datetime, *, encrypted: bool) -> str:
    """Return the name of a backup made at a time.

    >>> backup_name(dt.datetime(2026, 11, 28, 10, tzinfo=dt.UTC), encrypted=True)
    'cop-backup-20261128T100000Z.zip.age'
    """
    name = f"cop-backup-{at.astimezone(dt.UTC).strftime(_TIME)}Z.zip"
    return f"{name}.age" if encrypted else name


def backups_in(folder: Path) -> tuple[tuple[dt.datetime, Path], ...]:
    """Return time and path of the backups in a folder that have such a name, the newest first. Raises OSError."""
    return tuple(sorted(_backups(folder), reverse=True))


def _backups(folder: Path) -> Iterator[tuple[dt.datetime, Path]]:
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            continue
        try:
            yield dt.datetime.strptime(match[1], _TIME).replace(tzinfo=dt.UTC), path
        except ValueError:
            continue


def prune_backups(
    folder: Path, *, keep: int | None, keep_days: int | None, at: dt.datetime
) -> tuple[Path, ...]:
    """Delete backups beyond the `keep` newest, and those older than `keep_days`; return them. None is no rule.

    The newest is always kept, and so is every file with another name. Raises OSError.
    """
    deleted = []
    for number, (made_at, path) in enumerate(backups_in(folder)):
        is_surplus = keep is not None and number >= keep
        is_old = keep_days is not None and at - made_at > dt.timedelta(days=keep_days)
        if number and (is_surplus or is_old):
            path.unlink()
            deleted.append(path)
    return tuple(deleted)
