"""Local or server: what the environment says, and whether it is safe to listen where Streamlit is told to.

`COP_MODE=server` asks people to sign in. Nothing listens beyond this computer without it.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator, Mapping
from typing import Any

from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from assessment.access.permissions import EVERYWHERE
from assessment.countries import country_codes
from assessment.errors import AssessmentError
from assessment.store import email_address
from serving.limits import limit_problems
from translations import gettext as _

SHORTEST_SECRET = 32
"""Signs of a cookie secret at least."""

SESSION_HOURS = 12.0
"""How long somebody stays signed in, unless COP_SESSION_HOURS says otherwise."""


def is_server() -> bool:
    """Whether people sign in here."""
    return os.environ.get("COP_MODE", "") == "server"


def session_hours() -> float:
    try:
        return float(os.environ.get("COP_SESSION_HOURS") or SESSION_HOURS)
    except ValueError:
        return SESSION_HOURS


def whom_to_ask() -> str:
    """Whom somebody without a role should write to, as `COP_CONTACT` says."""
    return os.environ.get("COP_CONTACT", "").strip()


def first_administrators() -> tuple[tuple[str, str], ...]:
    """E-mail address and country (or `EVERYWHERE`) of each administrator named in `COP_FIRST_ADMINISTRATOR`.

    Raises AssessmentError where it is not `ana@example.org:KEN`, or `ana@example.org` for every country.
    """
    named = os.environ.get("COP_FIRST_ADMINISTRATOR", "")
    return tuple(_administrator(item) for item in named.split(",") if item.strip())


def _administrator(text: str) -> tuple[str, str]:
    address, _colon, country = text.strip().partition(":")
    if country and country not in country_codes():
        raise AssessmentError(
            _(
                "COP_FIRST_ADMINISTRATOR: {country} is not a country. "
                "Write an address and a code of three letters, such as ana@example.org:KEN."
            ).format(country=country)
        )
    return email_address(address), country or EVERYWHERE


def unsafe() -> tuple[str, ...]:
    """Why the application must not start as it is set up, each with what to do; empty where it may."""
    return tuple(_unsafe(dict(os.environ), _auth()))


def _auth() -> Mapping[str, Any]:
    if not secrets_singleton.load_if_toml_exists():
        return {}
    found = secrets_singleton.get("auth")
    return dict(found) if found else {}


def _unsafe(environment: Mapping[str, str], auth: Mapping[str, Any]) -> Iterator[str]:
    yield from limit_problems(environment)
    mode = environment.get("COP_MODE", "")
    if mode not in ("", "local", "server"):
        yield _("COP_MODE: {mode} is not known. Write local or server.").format(mode=mode)
    if mode != "server":
        if not is_loopback(config.get_option("server.address")):
            yield _(
                "server.address: others could reach this application, and nobody would have to sign in. "
                "Set COP_MODE=server, or server.address to 127.0.0.1."
            )
        return
    wanted = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
    missing = [key for key in wanted if not auth.get(key)]
    if missing:
        yield _(
            "secrets.toml: nobody could sign in. Write in its section [auth]: {keys}. See docs/security.md."
        ).format(keys=", ".join(missing))
    if "cookie_secret" not in missing and len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        yield _(
            "secrets.toml: cookie_secret is shorter than {number} signs and could be guessed. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        ).format(number=SHORTEST_SECRET)
    hosts = [str(host) for host in config.get_option("server.allowedHosts") or ()]
    if not is_loopback(config.get_option("server.address")):
        if not hosts or all(is_loopback(host) for host in hosts) or "*" in hosts:
            yield _(
                "server.allowedHosts: name the addresses under which people reach this application, such as cop.example.org."
            )
        if not str(auth.get("redirect_uri", "")).startswith("https://"):
            yield _(
                "secrets.toml: redirect_uri must begin with https:// where others reach this application."
            )
    if "*" in environment.get("FORWARDED_ALLOW_IPS", ""):
        yield _(
            "FORWARDED_ALLOW_IPS: everybody could say that they come from another address. Name your proxy's."
        )
    if config.get_option("server.trustedUserHeaders"):
        yield _(
            "server.trustedUserHeaders: a header could say who somebody is. Leave it out; people sign in."
        )
    if not config.get_option("server.enableXsrfProtection"):
        yield _("server.enableXsrfProtection: must be true where people sign in.")


def is_loopback(address: str | None) -> bool:
    """Whether only this computer reaches an address. None is every address.

    >>> [is_loopback(item) for item in ("127.0.0.1", "::1", "localhost", "0.0.0.0", None)]
    [True, True, True, False, False]
    """
    if address is None:
        return False
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"
