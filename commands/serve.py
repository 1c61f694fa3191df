"""The command `serve`: start the application."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

import host

APPLICATION = Path(__file__).parents[1] / "app.py"

SETTINGS = ".streamlit"
"""Name of the folder in which Streamlit looks for config.toml, below the folder in which it is started."""


def start_folder() -> Path:
    """The folder to start the application in, which holds `SETTINGS`: the tree, or in an installation a part of `host`."""
    tree = APPLICATION.parent
    return tree if (tree / SETTINGS).is_dir() else Path(host.__file__).parent / "installed"


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, envvar="PORT"
)
def serve(port: int) -> None:
    """Serve the application on this computer, at http://127.0.0.1:PORT."""
    command = [sys.executable, "-m", "streamlit", "run", str(APPLICATION), f"--server.port={port}"]
    environment = {"PYTHONUTF8": "1", **os.environ}  # Windows: files and log are UTF-8 there too
    sys.exit(subprocess.call(command, env=environment, cwd=start_folder()))
