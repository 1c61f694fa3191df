"""Responses to any client: headers, health, compression, refusals."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message

import pytest

from app_pages.pages import START
from tests.support.pages import PAGES
from tests.support.server import Server


@dataclass(frozen=True, slots=True)
class Response:
    """A response; `body` is encoded as its headers say."""

    status: int
    headers: Message
    body: bytes


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Response:
    request = urllib.request.Request(f"{server.address}{path}", headers=headers, method=method)  # noqa: S310
    try:
        answer = urllib.request.urlopen(request, timeout=20)  # noqa: S310
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return Response(answer.status, answer.headers, answer.read())


@pytest.mark.parametrize("path", ["/", "/answer", "/healthz", "/nowhere.js", "/_stcore/health"])
def test_every_response_carries_the_security_headers(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_script_carries_the_headers_that_a_browser_heeds_in_one(server: Server) -> None:
    shell = ask(server, "/").body.decode()
    headers = ask(server, re.findall(r'src="\.(/static/js/index[^"]+)"', shell)[0]).headers
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_application_says_that_it_is_well(server: Server) -> None:
    answer = ask(server, "/healthz")
    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "database": "ok", "edition": "ok"}


def test_scripts_are_sent_compressed_and_the_same_both_times(server: Server) -> None:
    shell = ask(server, "/").body.decode()
    path = re.findall(r'src="\.(/static/js/index[^"]+)"', shell)[0]
    plain = ask(server, path).body
    for _time in range(2):
        answer = ask(server, path, **{"Accept-Encoding": "gzip"})
        body = answer.body
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert int(answer.headers["content-length"]) == len(body) < 0.4 * len(plain)
        assert gzip.decompress(body) == plain


@pytest.mark.parametrize("path", ["/", "/answer?a=1", "/results"])
def test_the_page_is_in_its_language_and_names_no_agent_interface(
    server: Server, path: str
) -> None:
    text = ask(server, path).body.decode()
    assert '<html lang="en" dir="ltr">' in text
    assert "<title>Child online protection</title>" in text
    assert "agent" not in text
    assert "/look/style.css?" in text


def test_a_page_asked_for_in_a_language_we_do_not_have_is_english(server: Server) -> None:
    assert '<html lang="en"' in ask(server, '/?lang="><script>').body.decode()


@pytest.mark.parametrize(
    ("path", "cookie", "accepted", "opening"),
    [
        ("/?lang=ar", "cop_language=fr", "ru", '<html lang="ar" dir="rtl">'),
        ("/answer", "a=b; cop_language=fr", "ru", '<html lang="fr" dir="ltr">'),
        ("/answer", "cop_language=qps", "de, ru-RU;q=0.5", '<html lang="ru" dir="ltr">'),
        ("/", "", "zh-Hant-TW", '<html lang="zh" dir="ltr">'),
    ],
)
def test_a_page_is_in_the_language_asked_for_else_chosen_before_else_of_the_browser(
    server: Server, path: str, cookie: str, accepted: str, opening: str
) -> None:
    answer = ask(server, path, **{"Cookie": cookie, "Accept-Language": accepted})
    assert opening in answer.body.decode()
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/answer/_stcore/agent/mcp",
    ],
)
def test_the_agent_interface_is_refused(server: Server, method: str, path: str) -> None:
    assert ask(server, path, method).status == 404


@pytest.mark.parametrize("path", ["/look/../app.py", "/look/main.py", "/look/session.py"])
def test_only_style_script_and_icon_are_handed_out(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status != 200 or b"streamlit" not in answer.body.split(b"<html")[0]


@pytest.mark.parametrize("path", ["/nowhere", "/answer/more", "/people", "/résultats%20"])
def test_an_address_without_a_screen_is_answered_with_404_in_the_language_of_the_reader(
    server: Server, path: str
) -> None:
    response = ask(server, urllib.parse.quote(path, safe="/%"), **{"Accept-Language": "fr"})
    text = response.body.decode()
    assert response.status == 404
    assert '<html lang="fr" dir="ltr">' in text
    assert "Il n’y a rien ici" in text
    assert 'href="/"' in text
    assert 'href="/repository/fr"' in text
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", *sorted(f"/{name}" for name in PAGES if name != START)])
def test_the_address_of_each_screen_is_answered_with_200(server: Server, path: str) -> None:
    assert ask(server, f"{path}?lang=ar", "HEAD").status == 200
