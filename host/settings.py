"""Settings from the environment and secrets.toml, and whether they are safe.

With `COP_MODE=server` people sign in. Without it the application must listen on this computer only.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from streamlit import config

from assessment.access.permissions import EVERYWHERE
from assessment.countries import is_country_code
from assessment.errors import AssessmentError
from assessment.store import email_address
from host.streamlit.secrets import auth_section
from serving.limits import limit_problems
from serving.processes.process_cookie import SETTING, is_process_name
from translations import gettext as _

MINIMUM_SECRET_LENGTH = 32
"""Characters of the cookie secret."""

SECRET_KEYS = ("cookie_secret", "client_secret")
"""Keys of section `[auth]` that the log must not show."""

_EMAIL = re.compile(r"[^\s@:/?#]+@[A-Za-z0-9.-]+")
_ADDRESS = re.compile(r"(?:https://|mailto:|tel:)[!-~]+")
"""What a contact for vulnerabilities may be."""

PREVIOUS = "previous_cookie_secrets"
"""Key of section `[auth]` for earlier values of `cookie_secret`."""

SESSION_HOURS = 12.0
"""Length of a session unless `COP_SESSION_HOURS` sets it."""


IDLE_MINUTES = 60.0
"""Minutes without use after which a sign-in ends unless `COP_IDLE_MINUTES` sets it."""

MAXIMA = {"COP_SESSION_HOURS": 744.0, "COP_IDLE_MINUTES": 44_640.0}
"""Upper bounds of the two settings above, 31 days: the store forgets for longer which sign-ins have ended."""


def is_server() -> bool:
    """Whether people sign in: `COP_MODE` is `server`."""
    return os.environ.get("COP_MODE", "") == "server"


def session_hours() -> float:
    """Hours after which a sign-in expires: `COP_SESSION_HOURS`, else the default where that is not a number above 0."""
    return _positive_number("COP_SESSION_HOURS", SESSION_HOURS)


def idle_minutes() -> float:
    """Minutes without use after which a sign-in expires: `COP_IDLE_MINUTES`, else the default as `session_hours`."""
    return _positive_number("COP_IDLE_MINUTES", IDLE_MINUTES)


def _positive_number(name: str, default: float) -> float:
    text = os.environ.get(name, "")
    return float(text) if _is_valid_number(name, text) else default


def _is_valid_number(name: str, text: str) -> bool:
    try:
        return 0 < float(text) <= MAXIMA[name]
    except ValueError:
        return False


def contact() -> str:
    """Contact for people without a role, from `COP_CONTACT`; empty where it is not set."""
    return os.environ.get("COP_CONTACT", "").strip()


def security_contact() -> str:
    """The contact as a URI: `COP_SECURITY_CONTACT`, an e-mail address or an address with https:, mailto: or tel:.

    Empty where it is not set, or neither.
    """
    text = os.environ.get("COP_SECURITY_CONTACT", "").strip()
    if _EMAIL.fullmatch(text) and text.isascii():
        return f"mailto:{text}"
    return text if _ADDRESS.fullmatch(text) else ""


def process_name() -> str:
    """Name of this process among several, from `COP_PROCESS`; empty where it is not set."""
    return os.environ.get(SETTING, "")


def first_administrators() -> tuple[tuple[str, str], ...]:
    """E-mail address and country (or `EVERYWHERE`) of each administrator named in `COP_FIRST_ADMINISTRATOR`.

    Raises AssessmentError where an item is not `ana@example.org:KEN`, or `ana@example.org` for every country.
    """
    named = os.environ.get("COP_FIRST_ADMINISTRATOR", "")
    return tuple(_administrator(item) for item in named.split(",") if item.strip())


def _administrator(text: str) -> tuple[str, str]:
    address, _colon, country = text.strip().partition(":")
    if country and not is_country_code(country):
        raise AssessmentError(
            _(
                "COP_FIRST_ADMINISTRATOR: {country} is not a country. "
                "Write an address and a code of three letters, such as ana@example.org:KEN."
            ).format(country=country)
        )
    return email_address(address), country or EVERYWHERE


def sign_in_settings() -> Mapping[str, Any]:
    """Section `[auth]` of secrets.toml; empty in local mode."""
    return auth_section() if is_server() else {}


def known_secrets() -> tuple[str, ...]:
    """Texts that no line of the log may hold: secrets of the sign-in and the database's password."""
    auth = sign_in_settings()
    secrets = [str(auth[key]) for key in SECRET_KEYS if auth.get(key)]
    secrets += previous_cookie_secrets()
    user = os.environ.get("COP_DATABASE_URL", "").partition("://")[2].rpartition("@")[0]
    password = user.partition(":")[2]
    return tuple(item for item in (*secrets, password, unquote(password)) if item)


def previous_cookie_secrets() -> tuple[str, ...]:
    """Earlier values of `cookie_secret` whose cookies are still accepted: `previous_cookie_secrets` of section `[auth]`."""
    named = sign_in_settings().get(PREVIOUS, ())
    return tuple(map(str, named)) if isinstance(named, list | tuple) else ()


def is_https() -> bool:
    """Whether people reach the application by TLS: the provider's `redirect_uri` begins with https."""
    return str(sign_in_settings().get("redirect_uri", "")).startswith("https://")


def unsafe_settings() -> tuple[str, ...]:
    """A sentence for each setting with which the application must not start, with its remedy."""
    return tuple(_unsafe(dict(os.environ), auth_section()))


def _unsafe(environment: Mapping[str, str], auth: Mapping[str, Any]) -> Iterator[str]:
    yield from limit_problems(environment)
    for name, maximum in MAXIMA.items():
        text = environment.get(name, "")
        if text and not _is_valid_number(name, text):
            yield _(
                "{name}: {text} is not a number above 0 and up to {maximum}. Write one, or leave it out."
            ).format(name=name, text=text[:20], maximum=f"{maximum:.0f}")
    if environment.get("COP_SECURITY_CONTACT", "").strip() and not security_contact():
        yield _(
            "COP_SECURITY_CONTACT: this is no e-mail address, and no address with https:, mailto: or tel:. "
            "Write one, or leave it out."
        )
    if environment.get("COP_LOG", "") not in ("", "text", "json"):
        yield _("COP_LOG: {mode} is not known. Write text or json.").format(mode=environment["COP_LOG"][:20])  # fmt: skip
    process = environment.get(SETTING, "")
    if process and not is_process_name(process):
        yield _(
            "COP_PROCESS: {text} can’t name a process. Write up to 16 small letters and digits, or leave it out."
        ).format(text=process[:20])
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
    named = auth.get(PREVIOUS, ())
    if not isinstance(named, list | tuple) or any(len(str(item)) < MINIMUM_SECRET_LENGTH for item in named):  # fmt: skip
        yield _(
            "secrets.toml: previous_cookie_secrets is not a list of earlier secrets of {count} characters or more. "
            "Correct it, or take it out."
        ).format(count=MINIMUM_SECRET_LENGTH)
    if "cookie_secret" not in missing and len(str(auth["cookie_secret"])) < MINIMUM_SECRET_LENGTH:
        yield _(
            "secrets.toml: cookie_secret is shorter than {number} signs and could be guessed. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        ).format(number=MINIMUM_SECRET_LENGTH)
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
    """Whether only this computer reaches the address. None is every address.

    >>> [is_loopback(item) for item in ("127.0.0.1", "::1", "localhost", "0.0.0.0", None)]
    [True, True, True, False, False]
    """
    if address is None:
        return False
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"
