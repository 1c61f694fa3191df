"""The command `serve`: start the application."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

APPLICATION = Path(__file__).parents[1] / "app.py"


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, envvar="PORT"
)
def serve(port: int) -> None:
    """Serve the application on this computer, at http://127.0.0.1:PORT."""
    command = [sys.executable, "-m", "streamlit", "run", str(APPLICATION), f"--server.port={port}"]
    sys.exit(subprocess.call(command, env=os.environ.copy(), cwd=APPLICATION.parent))
