"""The unit and the proxy as they are committed, started on loopback: a visitor reaches the application through TLS."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import shutil
import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store import Store
from tests.deploy.unit import EXAMPLE, Unit, account, running_unit
from tests.support.screens import TESTER, begin, choose, expect_saved, open_question
from tests.support.server import free_port
from tests.support.servers.nginx import NAME, Proxy, running_nginx
from tests.support.sign_in_server import running_provider
from tests.support.timeouts import STEP_TIMEOUT
from tests.support.users import pass_provider

COORDINATOR = "carol@example.org"
API = "/api/v1/openapi.json"
API_REQUESTS = 20
"""Requests of the interface that one address may send in a minute; many more in a row are refused."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A unit and a proxy that run; the second process of the proxy is not there."""

    proxy: Proxy
    port: int
    missing: int
    data: Path
    process: int


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture(scope="module")
def installed() -> Iterator[Installation]:
    with _folder() as folder:
        port, missing, https_port, provider = (free_port() for _number in range(4))
        data, files = folder / "data", folder / "etc"
        for made in (data, files):
            made.mkdir()
        if user := account().user:
            shutil.chown(data, user["user"], user["group"])
        redirect = f"https://{NAME}:{https_port}/oauth2callback"
        _write_settings(files, data, redirect, provider)
        unit = Unit("cop@.service", str(port))
        with (
            running_provider(provider, redirect, folder),
            running_unit(unit, files / "cop.env", folder / "unit.log") as process,
            running_nginx(files, (port, missing), https_port=https_port) as proxy,
        ):
            yield Installation(proxy, port, missing, data, process.pid)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that every account may enter; the folders of pytest are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _write_settings(files: Path, data: Path, redirect: str, provider: int) -> None:
    """Write the examples of deploy/ with the values of the test."""
    text = EXAMPLE.read_text("utf-8")
    for old, new in (
        ("/etc/cop/secrets.toml", str(files / "secrets.toml")),
        ("cop.example.org", NAME),
        ("COP_DATA=/var/lib/cop", f"COP_DATA={data}"),
        ("COP_DATABASE_URL=postgresql:///cop?host=/run/postgresql", f"COP_DATABASE_URL=sqlite:///{data}/cop.sqlite3"),
        ("#COP_API_REQUESTS_PER_MINUTE=120", f"COP_API_REQUESTS_PER_MINUTE={API_REQUESTS}"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    (files / "cop.env").write_text(text, encoding="utf-8")
    example = (EXAMPLE.parent / "secrets.toml.example").read_text("utf-8")
    for old, new in (
        ("https://cop.example.org/oauth2callback", redirect),
        ('cookie_secret = ""', f'cookie_secret = "{"cookie of the tests only " * 2}"'),
        ('client_id = ""', 'client_id = "cop"'),
        ('client_secret = ""', 'client_secret = "a secret of the tests only"'),
        ("https://login.example.org", f"http://127.0.0.1:{provider}"),
    ):
        assert old in example, old
        example = example.replace(old, new)
    (files / "secrets.toml").write_text(example, encoding="utf-8")


def ask(proxy: Proxy, path: str, host: str = NAME, method: str = "GET", **headers: str) -> Response:
    """A request by TLS, with the certificate checked for the name of the server, whatever `host` says."""
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    connection = http.client.HTTPSConnection(NAME, proxy.https_port, timeout=30, context=context)
    with closing(connection):
        connection.request(method, path, headers={"Host": host, **headers})
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())


@pytest.mark.browser
def test_a_person_signs_in_and_answers_through_the_proxy(
    installed: Installation, browser: Browser
) -> None:
    key = begin(installed.data)
    with closing(Store.open(f"sqlite:///{installed.data / 'cop.sqlite3'}")) as store:
        role = Grant(AccessRole.COORDINATOR, "KEN")
        store.give_role(COORDINATOR, role, person=TESTER, at=dt.datetime.now(dt.UTC))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
    context.set_default_timeout(STEP_TIMEOUT)
    page = context.new_page()
    pass_provider(page, installed.proxy, COORDINATOR)
    expect(page.get_by_text(f"Signed in as {COORDINATOR}")).to_be_visible()
    open_question(page, installed.proxy.address, key, "L02")
    choose(page, "L02", "2")
    expect_saved(page, 2)
    cookies = {cookie["name"]: cookie for cookie in context.cookies(installed.proxy.address)}
    assert cookies["cop_process"]["value"] == str(installed.port)
    assert all(cookie["secure"] for cookie in cookies.values())
    assert any(name.startswith("__Host-_streamlit_user") for name in cookies)
    context.close()


def test_the_page_comes_with_the_headers_of_the_application_and_without_versions(
    installed: Installation,
) -> None:
    page = ask(installed.proxy, "/")
    assert page.status == 200
    assert b"<html" in page.body
    assert page.headers.get_all("strict-transport-security") == ["max-age=31536000"]
    assert len(page.headers.get_all("content-security-policy") or ()) == 1
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["server"] == "nginx"


def test_the_health_check_answers_through_the_proxy(installed: Installation) -> None:
    answer = ask(installed.proxy, "/healthz")
    assert (answer.status, json.loads(answer.body)["status"]) == (200, "ok")


@pytest.mark.parametrize("named", ["its own", "another", "nonsense"])
def test_where_a_process_is_missing_another_answers(installed: Installation, named: str) -> None:
    value = {"its own": installed.missing, "another": 1, "nonsense": "x; $y"}[named]
    answer = ask(installed.proxy, "/healthz", Cookie=f"cop_process={value}")
    assert answer.status == 200


def cookie_of(response: Response) -> SimpleCookie:
    """The cookies that a response sets."""
    cookies = SimpleCookie()
    for line in response.headers.get_all("set-cookie") or ():
        cookies.load(line)
    return cookies


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1", "localhost.evil.example.org"])
def test_another_host_name_is_refused(installed: Installation, host: str) -> None:
    assert ask(installed.proxy, "/", host=host).status == 421
    assert ask_plainly(installed.proxy, host).status == 421


def test_a_handshake_for_another_name_is_refused(installed: Installation) -> None:
    context = ssl.create_default_context(cafile=str(installed.proxy.certificate))
    context.check_hostname = False
    with socket.create_connection(("127.0.0.1", installed.proxy.https_port), timeout=30) as line:
        with pytest.raises(ssl.SSLError, match="unrecognized"):
            context.wrap_socket(line, server_hostname="evil.example.org")


def test_without_tls_there_is_only_the_way_to_tls(installed: Installation) -> None:
    answer = ask_plainly(installed.proxy, NAME)
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{NAME}/answer?a=1"


def ask_plainly(proxy: Proxy, host: str) -> Response:
    """A request without TLS."""
    connection = http.client.HTTPConnection("127.0.0.1", proxy.http_port, timeout=30)
    with closing(connection):
        connection.request("GET", "/answer?a=1", headers={"Host": host})
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())


def test_an_address_that_a_visitor_claims_is_not_believed(installed: Installation) -> None:
    """Whoever could choose an address would have a limit of their own for each."""
    claims = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
    states = [
        ask(installed.proxy, API, **{name: f"{prefix}192.0.2.{number}"}).status
        for number in range(API_REQUESTS)
        for name, prefix in zip(claims, ("", "for=", ""), strict=True)
    ]
    assert states[0] == 200
    assert states[-1] == 429


def test_the_address_that_the_proxy_names_is_believed(installed: Installation) -> None:
    states = [
        ask_process(installed.port, f"198.51.100.{number}") for number in range(3 * API_REQUESTS)
    ]
    assert set(states) == {200}


def ask_process(port: int, address: str) -> int:
    """The status of a request as the proxy sends one for a visitor at `address`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(connection):
        headers = {"Host": NAME, "X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
        connection.request("GET", API, headers=headers)
        return connection.getresponse().status


def test_a_body_larger_than_any_upload_is_refused_by_the_proxy(installed: Installation) -> None:
    answer = ask(
        installed.proxy,
        "/_stcore/upload_file/a/b",
        method="PUT",
        **{"Content-Length": str(30_000_000)},
    )
    assert answer.status == 413


def test_the_log_of_the_proxy_holds_no_query(installed: Installation) -> None:
    ask(installed.proxy, "/oauth2callback?code=a-secret-code&state=x")
    log = (installed.proxy.folder / "access.log").read_text("utf-8")
    assert '"GET /oauth2callback HTTP/1.1"' in log
    assert "a-secret-code" not in log


def test_the_process_has_no_rights_and_opens_its_files_to_nobody(installed: Installation) -> None:
    status = Path(f"/proc/{installed.process}/status").read_text("utf-8")
    user = account().user.get("user", os.geteuid())
    assert f"Uid:\t{user}\t{user}\t{user}\t{user}" in status
    modes = {path.stat().st_mode & 0o077 for path in installed.data.glob("cop.sqlite3*")}
    assert modes == {0}


def test_while_no_process_answers_a_visitor_is_asked_to_wait(tmp_path: Path) -> None:
    with running_nginx(tmp_path, (free_port(), free_port())) as proxy:
        answer = ask(proxy, "/")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    assert b"is starting" in answer.body
