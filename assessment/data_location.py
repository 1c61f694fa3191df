"""Where the data of the toolkit is kept: one answer for the application and the command line.

The environment is an argument: `COP_DATA` names the data folder, `COP_DATABASE_URL` a database elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
"""Folder of the toolkit."""


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder `COP_DATA`, else `data/` of the toolkit, in whichever folder the process was started."""
    return Path(environment.get("COP_DATA") or ROOT / "data")


def database_url(environment: Mapping[str, str]) -> str:
    """Return `COP_DATABASE_URL`, else the URL of an SQLite file in the data folder."""
    return (
        environment.get("COP_DATABASE_URL")
        or f"sqlite:///{data_folder(environment) / 'cop.sqlite3'}"
    )


def evidence_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the evidence files; it is in the data folder with every database."""
    return data_folder(environment) / "evidence"
