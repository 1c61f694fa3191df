"""Options of Streamlit as `streamlit run` reads them: from config.toml and from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from streamlit import config

from host.streamlit.private import load_config_options, main_run


@dataclass(frozen=True, slots=True)
class Options:
    """The address to listen on, None for every one, and the host names that are served."""

    address: str | None
    hosts: tuple[str, ...]


def load_options(application: Path) -> Options:
    """Load the options of `streamlit run application` in the current folder, for this process too."""
    with main_run.make_context("run", [str(application)]) as context:
        names = {
            name: value
            for name, value in context.params.items()
            if name.startswith(("server_", "secrets_"))
        }
    load_config_options(flag_options=names)
    return Options(
        address=config.get_option("server.address"),
        hosts=tuple(map(str, config.get_option("server.allowedHosts") or ())),
    )


def secret_files() -> tuple[Path, ...]:
    """The files in which secrets are looked for, whether they are there or not."""
    return tuple(Path(name) for name in config.get_option("secrets.files"))
