"""Section `[auth]` of secrets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from host.streamlit.private import secrets_singleton


def auth_section() -> Mapping[str, Any]:
    """The section's values by key; empty where there is no file or no section."""
    if not secrets_singleton.load_if_toml_exists():
        return {}
    return dict(secrets_singleton.get("auth") or {})
