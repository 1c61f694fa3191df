"""The application in server mode with an OpenID provider for sign-in, both on loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import ROOT, Server, free_port

PROVIDER = ROOT / "tests" / "support" / "provider"
ADMINISTRATOR = "admin@example.org"


@contextmanager
def signing_in(folder: Path, **settings: str) -> Iterator[Server]:
    """Context manager that runs the application in server mode, with a first administrator for Kenya."""
    port = free_port()
    server = Server(folder, **settings)
    redirect = f"{server.address}/oauth2callback"
    server.settings = sign_in_settings(folder, redirect, port) | settings
    with running_provider(port, redirect, folder):
        try:
            yield server.start()
        finally:
            server.stop()


def sign_in_settings(folder: Path, redirect: str, port: int) -> dict[str, str]:
    """Environment of an application in server mode with the provider on `port`; writes its secrets into `folder`."""
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""
[auth]
redirect_uri = "{redirect}"
cookie_secret = "{"cookie of the tests only " * 2}"
client_id = "cop"
client_secret = "a secret of the tests only"
server_metadata_url = "http://127.0.0.1:{port}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email", prompt = "login" }}
""",
        encoding="utf-8",
    )
    return {
        "COP_MODE": "server",
        "COP_FIRST_ADMINISTRATOR": f"{ADMINISTRATOR}:KEN",
        "COP_CONTACT": "help@example.org",
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }


@contextmanager
def running_provider(port: int, redirect: str, folder: Path) -> Iterator[None]:
    """Context manager that runs the OpenID provider, which accepts any login name."""
    assert (PROVIDER / "node_modules").is_dir(), (
        "The OpenID provider of the tests is missing: `make test` brings it (scripts/openid-provider.sh)."
    )
    with (folder / "provider.log").open("ab") as log:
        process = subprocess.Popen(
            ["node", str(PROVIDER / "provider.mjs"), str(port), redirect],
            stdout=subprocess.PIPE,
            stderr=log,
        )
    try:
        assert process.stdout is not None
        assert b"ready" in process.stdout.readline(), (folder / "provider.log").read_text()
        yield
    finally:
        process.terminate()
        process.wait(20)
