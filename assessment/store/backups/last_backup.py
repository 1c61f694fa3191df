"""When the last backup was made: a file in the data folder, read by the metrics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from assessment.data_location import data_folder
from assessment.files.atomic_write import atomic_write
from assessment.files.private_files import make_private_folder


def record_backup(environment: Mapping[str, str], at: dt.datetime) -> None:
    """Record a complete backup made at `at`. Raises OSError."""
    make_private_folder(data_folder(environment))
    atomic_write(_path(environment), at.astimezone(dt.UTC).isoformat().encode(), private=True)


def backup_time(environment: Mapping[str, str]) -> dt.datetime | None:
    """Return the time (UTC) of the last backup; None where none is recorded."""
    try:
        at = dt.datetime.fromisoformat(_path(environment).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return at.astimezone(dt.UTC) if at.tzinfo is not None else None


def _path(environment: Mapping[str, str]) -> Path:
    return data_folder(environment) / "last-backup"
