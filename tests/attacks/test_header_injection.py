"""Input of visitors and people is in no header, and no request header changes the identity."""

from __future__ import annotations

import re

import pytest

from assessment.store.evidence_blobs import clean_name
from tests.attacks.raw import get
from tests.attacks.window import Window
from tests.support.server import Server

BREAKS = ("%0d%0aSet-Cookie:%20x=1", "%0aX-Evil:%201", "%E5%98%8A%E5%98%8DX-Evil:1", "\tX-Evil: 1")


@pytest.mark.parametrize(
    "path",
    ["/?lang={}", "/repository/{}", "/repository/NAM/2026/{}", "/look/{}", "/auth/login?provider={}",
     "/oauth2callback?error={}&error_description={}", "/media/{}", "/auth/logout?next={}", "/{}"],
)  # fmt: skip
def test_a_line_break_in_an_address_makes_no_header(server: Server, path: str) -> None:
    for text in BREAKS:
        answer = get(server, path.format(text, text).replace("\t", "%09"))
        assert not {"x-evil"} & set(answer.headers), answer.head
        assert "x=1" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "host",
    ["Host: evil.example", "Host: 127.0.0.1.evil.example", "Host: evil.example:8501", "Host: 127.0.0.1@evil.example",
     "Host:", "Host: 127.0.0.1\r\nHost: evil.example", "Host: localhost/evil", "Host: [::1"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/repository", "/api/v1/publications", "/auth/login"])
def test_only_the_own_name_is_served(server: Server, path: str, host: str) -> None:
    answer = get(server, path, host)
    assert answer.status in (400, 421), answer.head
    assert b"evil" not in answer.body
    assert "evil" not in answer.head


def test_a_header_about_the_way_here_changes_no_link_and_no_redirect(server: Server) -> None:
    forged = (
        "X-Forwarded-Host: evil.example",
        "X-Original-URL: /evil",
        "Forwarded: host=evil.example",
    )
    for path in (
        "/",
        "/repository",
        "/repository/feed.atom",
        "/auth/login",
        "/auth/logout",
        "/api/v1/openapi.json",
    ):
        answer = get(server, path, *forged)
        assert "evil" not in answer.head
        assert b"evil" not in answer.body


def test_a_header_can_not_say_who_somebody_is(with_accounts: Server) -> None:
    names = (
        "X-Forwarded-User",
        "X-Forwarded-Email",
        "X-Remote-User",
        "X-Auth-Request-Email",
        "Remote-User",
    )
    with Window(with_accounts, **dict.fromkeys(names, "admin@example.org")) as window:
        assert "Sign in with the e-mail address" in window.text()
    with Window(with_accounts, **dict.fromkeys(names, "admin@example.org")) as window:
        assert "Signed in as" not in window.text("people")


def test_a_file_is_handed_over_under_a_name_of_one_line() -> None:
    for name in (
        "a\r\nSet-Cookie: x=1.pdf",
        'a"; filename="b.pdf',
        "a\nb.pdf",
        "a\u2028b.pdf",
        "\x00a.pdf",
    ):
        assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029]", clean_name(name)), name
