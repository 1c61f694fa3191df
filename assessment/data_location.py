"""Where the data of the toolkit is kept: one answer for the application and the command line.

The environment is an argument: `COP_DATA` names the data folder, `COP_DATABASE_URL` a database elsewhere. Without them data is
in the tree; an installed package has none, and an upgrade would delete what is kept there, so the user's folder takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
"""Folder of the toolkit: its tree, or where its packages are installed."""

TREE = "pyproject.toml"
"""A file that the tree has and an installation has not."""


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder `COP_DATA`, else `default_folder`, in whichever folder the process was started."""
    return Path(environment.get("COP_DATA") or default_folder(environment, ROOT))


def default_folder(environment: Mapping[str, str], root: Path) -> Path:
    """Return `data/` of the tree `root`; where the toolkit is installed, `cop-toolkit` in the user's folder of data.

    That folder is `XDG_DATA_HOME`, by default `~/.local/share` (XDG Base Directory Specification 0.8).
    """
    if (root / TREE).is_file():
        return root / "data"
    of_user = environment.get("XDG_DATA_HOME", "")
    if not Path(of_user).is_absolute():  # the specification tells to ignore such a value
        of_user = str(Path.home() / ".local" / "share")
    return Path(of_user, "cop-toolkit")


def database_url(environment: Mapping[str, str]) -> str:
    """Return `COP_DATABASE_URL`, else the URL of an SQLite file in the data folder."""
    return (
        environment.get("COP_DATABASE_URL")
        or f"sqlite:///{data_folder(environment) / 'cop.sqlite3'}"
    )


def evidence_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the evidence files; it is in the data folder with every database."""
    return data_folder(environment) / "evidence"
