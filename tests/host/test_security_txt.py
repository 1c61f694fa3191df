"""`/.well-known/security.txt` by RFC 9116, with a contact alone."""

from __future__ import annotations

import datetime as dt

import pytest
from starlette.requests import Request

from host import settings
from host.security_txt import answer_security_txt
from tests.host.test_http import ask
from tests.support.asynchronous import run_async
from tests.support.server import Server


def answer(monkeypatch: pytest.MonkeyPatch, contact: str) -> tuple[int, str]:
    monkeypatch.setenv("COP_SECURITY_CONTACT", contact)
    response = run_async(answer_security_txt(Request({"type": "http"})))
    return response.status_code, bytes(response.body).decode()


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("cert@example.org", "mailto:cert@example.org"),
        ("mailto:cert@example.org", "mailto:cert@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("tel:+1-201-555-0123", "tel:+1-201-555-0123"),
    ],
)
def test_the_contact_is_a_uri_and_the_file_has_not_expired(
    monkeypatch: pytest.MonkeyPatch, contact: str, uri: str
) -> None:
    status, text = answer(monkeypatch, contact)
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert (status, fields["Contact"]) == (200, uri)
    expires = dt.datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00"))
    assert dt.timedelta(days=170) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)
    assert fields["Preferred-Languages"].startswith("en, ")


@pytest.mark.parametrize("contact", ["", "nobody", "http://example.org", "cert@example.org\nContact: mailto:x@y", "https://a b"])  # fmt: skip
def test_without_a_contact_there_is_no_file(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    assert answer(monkeypatch, contact)[0] == 404
    named = [item for item in settings._unsafe({"COP_SECURITY_CONTACT": contact}, {}) if "SECURITY" in item]  # fmt: skip
    assert bool(named) == bool(contact)


def test_a_server_without_the_setting_answers_404(server: Server) -> None:
    assert ask(server, "/.well-known/security.txt").status == 404
