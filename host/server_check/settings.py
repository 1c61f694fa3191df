"""Checks of the settings: sign-in, its secrets, host names, TLS and the trust in a proxy, limits."""

from __future__ import annotations

import ipaddress
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assessment.errors import AssessmentError
from host.retention import retention_days
from host.settings import first_administrators, is_loopback, unsafe_settings
from host.streamlit.options import load_options, secret_files
from host.streamlit.secrets import auth_section
from questionnaires import Problem
from translations import gettext as _

DISTINCT_CHARACTERS = 12
"""Fewest different characters of a cookie secret that looks random; one of 43 random letters and digits has about 30."""

TRUSTED_ADDRESSES = 2**16
"""Most addresses that a setting may trust as proxies; for IPv6 those of one subscriber count as one."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server is started with; `unsafe` are the sentences with which it would not start."""

    environment: Mapping[str, str]
    auth: Mapping[str, Any]
    address: str | None
    hosts: tuple[str, ...]
    secret_files: tuple[Path, ...]
    unsafe: tuple[str, ...]


def read_settings(application: Path, folder: Path) -> ServerSettings:
    """Read environment, config.toml and secrets.toml as `streamlit run` does for `application` in `folder`."""
    with chdir(folder):
        options = load_options(application)
        return ServerSettings(
            environment=dict(os.environ),
            auth=auth_section(),
            address=options.address,
            hosts=options.hosts,
            secret_files=tuple(path.absolute() for path in secret_files() if path.exists()),
            unsafe=unsafe_settings(),
        )


def sign_in_problems(settings: ServerSettings) -> Iterator[Problem]:
    """Nobody would have to sign in, nobody could, or nobody could grant a role; or it would not start."""
    if settings.environment.get("COP_MODE") != "server":
        yield Problem("COP_MODE", "", _("nobody would have to sign in."), _("Set COP_MODE=server."))
    yield from map(_from_sentence, settings.unsafe)
    if not settings.environment.get("COP_FIRST_ADMINISTRATOR", "").strip():
        yield Problem(
            "COP_FIRST_ADMINISTRATOR",
            "",
            _("nobody could grant a role."),
            _("Write an address, such as ana@example.org:KEN."),
        )
        return
    try:
        first_administrators()
    except AssessmentError as error:
        yield _from_sentence(str(error))


def cookie_secret_problems(settings: ServerSettings) -> Iterator[Problem]:
    """The secret that signs cookies is long, but looks typed; its length is a condition of starting."""
    secret = str(settings.auth.get("cookie_secret", ""))
    if secret and len(set(secret)) < DISTINCT_CHARACTERS:
        yield Problem(
            "secrets.toml",
            "cookie_secret",
            _("has only {count} different signs and could be guessed.").format(
                count=len(set(secret))
            ),
            _("Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"),
        )


def secrets_file_problems(settings: ServerSettings) -> Iterator[Problem]:
    """Others on this computer can read the secrets, or others than their owner can change them."""
    for path in settings.secret_files:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & (stat.S_IRWXO | stat.S_IWGRP):
            yield Problem(
                str(path),
                "",
                _("other accounts of this computer can read or change it (mode {mode}).").format(
                    mode=f"{mode:04o}"
                ),
                _("Run: {command}").format(command=f"chmod 0640 {path}"),
            )


def host_problems(settings: ServerSettings) -> Iterator[Problem]:
    """The name to which the provider sends people back is not one of those that are served."""
    host = urlsplit(str(settings.auth.get("redirect_uri", ""))).hostname
    if "*" in settings.hosts or not settings.hosts:
        yield Problem(
            "server.allowedHosts",
            "",
            _("every name is served, also one that another site has chosen."),
            _("Set {setting}.").format(setting=f"STREAMLIT_SERVER_ALLOWED_HOSTS={host or ''}"),
        )
    elif host and host not in settings.hosts:
        yield Problem(
            "server.allowedHosts",
            "",
            _("{host}, the name in redirect_uri, is not served.").format(host=host),
            _("Set {setting}.").format(setting=f"STREAMLIT_SERVER_ALLOWED_HOSTS={host}"),
        )


def proxy_problems(settings: ServerSettings) -> Iterator[Problem]:
    """People would reach it without TLS, or a proxy is not believed, or too many are."""
    redirect = str(settings.auth.get("redirect_uri", ""))
    if redirect and not redirect.startswith("https://"):
        yield Problem(
            "secrets.toml",
            "redirect_uri",
            _("people would reach the application without TLS."),
            _("Set up the proxy with TLS, and write the address with https://."),
        )
    if redirect and urlsplit(redirect).path != "/oauth2callback":
        yield Problem(
            "secrets.toml",
            "redirect_uri",
            _("the sign-in does not come back to the application."),
            _("Write the address with the path /oauth2callback."),
        )
    trusted = settings.environment.get("FORWARDED_ALLOW_IPS", "")
    if not trusted and not is_loopback(settings.address):
        yield Problem(
            "FORWARDED_ALLOW_IPS",
            "",
            _("the proxy is not believed, so that all visitors count as one."),
            _("Name the address of your proxy."),
        )
    for item in filter(None, map(str.strip, trusted.split(","))):
        if _is_too_wide(item):
            yield Problem(
                "FORWARDED_ALLOW_IPS",
                item,
                _("more computers than proxies could say that they come from another address."),
                _("Name the address of your proxy."),
            )


def limit_setting_problems(settings: ServerSettings) -> Iterator[Problem]:
    """The time for which the log keeps names is not a number; wrong limits keep the application from starting."""
    del settings
    try:
        retention_days()
    except AssessmentError as error:
        yield _from_sentence(str(error))


def _is_too_wide(item: str) -> bool:
    """Whether an item of FORWARDED_ALLOW_IPS is no address, or a network of more than `TRUSTED_ADDRESSES`."""
    try:
        network = ipaddress.ip_network(item, strict=False)
    except ValueError:
        return item != "*"  # that one keeps the application from starting
    host_bits = 0 if network.version == 4 else 64
    return network.num_addresses >> host_bits > TRUSTED_ADDRESSES


def _from_sentence(text: str) -> Problem:
    """A problem from a text *where: what. what to do.*, whose last sentences are left in one."""
    where, _colon, rest = text.partition(": ")
    return Problem(where, "", rest, "")
