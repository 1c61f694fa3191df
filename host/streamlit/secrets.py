"""The secrets that this process knows, so that its log can leave them out; and whether its address is one of TLS."""

from __future__ import annotations

import os
from urllib.parse import unquote

from streamlit.runtime.secrets import secrets_singleton

from host.settings import is_server

SECRET_KEYS = ("cookie_secret", "client_secret")


def sign_in_settings() -> dict[str, object]:
    """Section `[auth]` of secrets.toml; empty where nobody signs in."""
    if not is_server() or not secrets_singleton.load_if_toml_exists():
        return {}
    return dict(secrets_singleton.get("auth", {}))


def known_secrets() -> tuple[str, ...]:
    """The texts that no line of the log may hold."""
    auth = sign_in_settings()
    found = [str(auth[key]) for key in SECRET_KEYS if auth.get(key)]
    user = os.environ.get("COP_DATABASE_URL", "").partition("://")[2].rpartition("@")[0]
    password = user.partition(":")[2]
    return tuple(item for item in (*found, password, unquote(password)) if item)


def is_https() -> bool:
    """Whether people reach this application by TLS, as the address to which the provider sends them back says."""
    return str(sign_in_settings().get("redirect_uri", "")).startswith("https://")
