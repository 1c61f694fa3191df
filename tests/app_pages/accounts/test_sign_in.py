"""Identity from an ID token, and configurations with which the application refuses to start; without a browser."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assessment.access.permissions import EVERYWHERE
from assessment.errors import AssessmentError, NotAllowed
from host import identity as host_identity
from host import settings as host_settings
from host.identity import current_person, end_sign_in, person_of
from host.settings import first_administrators, idle_minutes
from tests.support.pages import folder  # noqa: F401 -- a fixture
from tests.support.server import ROOT, free_port

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=12)
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "email": "Ana@Example.org",
    "email_verified": True,
    "iat": int(NOON.timestamp()) - 60,
}


def test_a_person_is_their_verified_address() -> None:
    person = person_of(CLAIMS, NOON, HOURS)
    assert (person.name, person.is_account, person.roles) == ("ana@example.org", True, frozenset())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"is_logged_in": False}, "Nobody is signed in"),
        ({"email_verified": False}, "not verified"),
        ({"email_verified": None}, "not verified"),
        ({"email_verified": "false"}, "not verified"),
        ({"iat": int(NOON.timestamp()) - 13 * 3600}, "long enough"),
        ({"iat": int(NOON.timestamp()) + 60}, "in the future"),
        ({"iat": int(NOON.timestamp()) + 12 * 3600}, "in the future"),
        ({"iat": 2**33}, "in the future"),
        ({"iat": None}, "long enough"),
        ({"iat": "x"}, "long enough"),
        ({"email": None}, "no e-mail address"),
        ({"email": ""}, "no e-mail address"),
    ],
)
def test_a_token_that_does_not_say_enough_signs_nobody_in(
    changed: dict[str, Any], words: str
) -> None:
    with pytest.raises(NotAllowed, match=words):
        person_of({**CLAIMS, **changed}, NOON, HOURS)


def test_a_person_is_their_issuer_and_subject() -> None:
    person = person_of({**CLAIMS, "iss": "https://login.example.org", "sub": "1"}, NOON, HOURS)
    assert (person.issuer, person.subject) == ("https://login.example.org", "1")


IDENTITY = {**CLAIMS, "iss": "https://login.example.org", "sub": "1", "nonce": "n"}


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("COP_MODE", "server")
    monkeypatch.delenv("COP_IDLE_MINUTES", raising=False)
    monkeypatch.setattr(host_identity, "_valid", host_identity._ValidSignIns())


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS,
        {**IDENTITY, "sub": ""},
        {**IDENTITY, "sub": None},
        {**IDENTITY, "iss": ""},
        {**CLAIMS, "sub": "1"},
    ],
)
def test_a_token_without_an_account_signs_nobody_in(server: None, claims: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed, match="which account is yours"):
        current_person(claims, NOON)


def test_signing_out_ends_the_sign_in_and_no_other(server: None) -> None:
    other = {**IDENTITY, "nonce": "m"}
    for claims in (IDENTITY, other):
        assert current_person(claims, NOON).name == "ana@example.org"
    end_sign_in(IDENTITY, NOON)
    with pytest.raises(NotAllowed, match="signed out"):
        current_person(IDENTITY, NOON)
    current_person(other, NOON)
    end_sign_in(other, NOON, everywhere=True)
    for claims in (other, {**IDENTITY, "nonce": "never used"}):
        with pytest.raises(NotAllowed, match="signed out"):
            current_person(claims, NOON)
    later = {**IDENTITY, "nonce": "o", "iat": int(NOON.timestamp()) + 60}
    current_person(later, NOON + dt.timedelta(minutes=1))


@pytest.mark.parametrize(("setting", "minutes"), [("", 60), ("10", 10), ("nan", 60), ("-1", 60)])
def test_a_sign_in_that_is_not_used_ends(
    server: None, monkeypatch: pytest.MonkeyPatch, setting: str, minutes: int
) -> None:
    monkeypatch.setenv("COP_IDLE_MINUTES", setting)
    assert idle_minutes() == minutes
    used = NOON + dt.timedelta(minutes=minutes - 2)
    current_person(IDENTITY, used)
    current_person(IDENTITY, used + dt.timedelta(minutes=minutes))
    with pytest.raises(NotAllowed, match="away for a while"):
        current_person(IDENTITY, used + dt.timedelta(minutes=2 * minutes + 1))


def test_a_lookup_that_began_before_a_sign_out_is_not_trusted_after_it() -> None:
    valid = host_identity._ValidSignIns()
    before = valid.ended()
    valid.forget_all()
    valid.trust("a", NOON, before)
    assert not valid.is_trusted("a", NOON)
    valid.trust("a", NOON, valid.ended())
    assert valid.is_trusted("a", NOON)
    for other in (-dt.timedelta(seconds=1), host_identity.TRUSTED):
        assert not valid.is_trusted("a", NOON + other)


@pytest.mark.parametrize("back", [dt.timedelta(minutes=5), dt.timedelta(days=1)])
def test_signing_out_while_the_clock_is_set_back_ends_the_sign_in(
    server: None, back: dt.timedelta
) -> None:
    current_person(IDENTITY, NOON)
    end_sign_in(IDENTITY, NOON - back)
    with pytest.raises(NotAllowed, match="signed out"):
        current_person(IDENTITY, NOON)


@pytest.mark.parametrize(
    ("name", "text"),
    [("COP_IDLE_MINUTES", text) for text in ("x", "0", "-5", "nan", "inf", "44641")]
    + [("COP_SESSION_HOURS", text) for text in ("745", "1e6")],
)
def test_a_length_of_a_sign_in_that_cannot_be_kept_is_named(name: str, text: str) -> None:
    """The store forgets after 31 days which sign-ins have ended."""
    named = "\n".join(host_settings._unsafe({name: text}, {}))
    assert f"{name}: {text} is not a number above 0 and up to " in named


def test_clocks_that_differ_by_seconds_do_not_keep_anybody_out() -> None:
    person_of({**CLAIMS, "iat": int(NOON.timestamp()) + 5}, NOON, HOURS)


def test_first_administrators_are_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COP_FIRST_ADMINISTRATOR", "Ana@example.org:KEN, ben@example.org")
    assert first_administrators() == (
        ("ana@example.org", "KEN"),
        ("ben@example.org", EVERYWHERE),
    )
    monkeypatch.setenv("COP_FIRST_ADMINISTRATOR", "ana@example.org:XXX")
    with pytest.raises(AssessmentError, match="XXX is not a country"):
        first_administrators()


AUTH = {
    "redirect_uri": "https://cop.example.org/oauth2callback",
    "cookie_secret": "x" * 40,
    "client_id": "cop",
    "client_secret": "s",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}


def problems(auth: dict[str, str], **options: object) -> str:
    from streamlit import config

    kept = {name: config.get_option(name) for name in OPTIONS}
    try:
        for name, value in {**OPTIONS, **options}.items():
            config.set_option(name.replace("_", "."), value)
        return "\n".join(host_settings._unsafe({"COP_MODE": "server"}, auth))
    finally:
        for name, value in kept.items():
            config.set_option(name, value)


OPTIONS: dict[str, object] = {
    "server.address": "0.0.0.0",  # noqa: S104
    "server.allowedHosts": ["cop.example.org"],
    "server.trustedUserHeaders": {},
    "server.enableXsrfProtection": True,
}


def test_a_server_that_is_set_up_whole_may_listen() -> None:
    assert problems(AUTH) == ""


@pytest.mark.parametrize("key", AUTH)
def test_a_server_without_a_setting_of_signing_in_may_not(key: str) -> None:
    assert key in problems({name: value for name, value in AUTH.items() if name != key})


@pytest.mark.parametrize(
    ("auth", "options", "words"),
    [
        ({"cookie_secret": "short"}, {}, "cookie_secret is shorter"),
        ({"redirect_uri": "http://cop.example.org/oauth2callback"}, {}, "https"),
        ({}, {"server.allowedHosts": []}, "allowedHosts"),
        ({}, {"server.allowedHosts": ["localhost", "127.0.0.1"]}, "allowedHosts"),
        ({}, {"server.allowedHosts": ["*"]}, "allowedHosts"),
        ({}, {"server.trustedUserHeaders": {"X-Mail": "email"}}, "trustedUserHeaders"),
        ({}, {"server.enableXsrfProtection": False}, "enableXsrfProtection"),
    ],
)
def test_a_server_that_others_could_abuse_may_not_listen(
    auth: dict[str, str], options: dict[str, object], words: str
) -> None:
    assert words in problems({**AUTH, **auth}, **options)


def start(folder: Path, **settings: str) -> tuple[str, int]:  # noqa: F811
    """Start an application that is expected to exit; return its output and the port it was to listen on."""
    port = free_port()
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "COP_DATA": str(folder), "COP_DATABASE_URL": "", **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    return ended.stdout + ended.stderr, port


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, "Set COP_MODE=server"),  # noqa: S104
        ({"COP_MODE": "server"}, "[auth]: redirect_uri, cookie_secret"),
        ({"COP_MODE": "sever"}, "Write local or server"),
    ],
)
def test_the_application_does_not_start_where_others_could_come_in(
    tmp_path: Path, settings: dict[str, str], words: str
) -> None:
    said, port = start(tmp_path, **settings)
    assert words in said
    assert "Traceback" not in said
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", port)) != 0
    assert not list(tmp_path.iterdir())
