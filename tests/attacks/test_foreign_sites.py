"""A page of another site can make a browser show a page, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from playwright.sync_api import BrowserContext
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.attacks.signed_in import client, cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.server import Server

EVIL = "http://evil.example"
NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture(scope="module")
def evil_site() -> Iterator[str]:
    """An empty page of another site; tests evaluate their scripts on it."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>evil</title><body>")

        def log_message(self, *_given: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://localhost:{running.server_port}"
    running.shutdown()


@pytest.mark.browser
def test_a_page_of_another_site_gets_nothing_sends_nothing_and_shows_nothing(
    server: Server, context: BrowserContext, evil_site: str
) -> None:
    page = context.new_page()
    page.goto(server.address)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.goto(evil_site)
    there = server.address
    tried = page.evaluate(
        """async (there) => {
          const answers = {};
          for (const [name, path, given] of [
            ["read the page", "/", {}],
            ["read with cookies", "/_stcore/host-config", {credentials: "include"}],
            ["send a file", "/_stcore/upload_file/x/y", {method: "PUT", body: "x", credentials: "include"}],
            ["send a form", "/", {method: "POST", mode: "no-cors", body: "a=b", credentials: "include"}],
          ]) {
            try { const got = await fetch(there + path, given); answers[name] = got.type === "opaque" ? "opaque" : got.status; }
            catch (error) { answers[name] = "refused"; }
          }
          answers.socket = await new Promise((done) => {
            const socket = new WebSocket(there.replace("http", "ws") + "/_stcore/stream", ["streamlit", "x"]);
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
          });
          const frame = document.createElement("iframe");
          frame.src = there;
          document.body.append(frame);
          await new Promise((done) => { frame.onload = done; setTimeout(done, 3000); });
          try { answers.frame = frame.contentDocument ? "empty" : "refused"; } catch (error) { answers.frame = "refused"; }
          return answers;
        }""",
        there,
    )
    assert tried == {
        "read the page": "refused", "read with cookies": "refused", "send a file": "refused", "send a form": "refused",
        "socket": "refused", "frame": "refused",
    }  # fmt: skip
    shown = [frame for frame in page.frames if frame.url.startswith(there)]
    assert not shown or "root" not in shown[0].content()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_browser_asks_for_another_site_is_refused_but_for_reading_a_page(
    server: Server, site: str
) -> None:
    def ask(path: str, method: str = "GET", **headers: str) -> int:
        told = {"Sec-Fetch-Site": site, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return httpx.request(method, f"{server.address}{path}", headers=told).status_code

    assert ask("/answer?a=x", **NAVIGATION) == 200
    assert ask("/repository", **{"Sec-Fetch-Mode": "no-cors"}) == 200
    assert ask("/api/v1/publications", **{"Sec-Fetch-Mode": "cors"}) == 200
    for path in ("/", "/_stcore/host-config", "/media/x", "/healthz", "/static/js/x.js"):
        assert ask(path, **{"Sec-Fetch-Mode": "no-cors"}) == 403
    assert ask("/", "POST", **NAVIGATION) == 403
    assert ask("/", **(NAVIGATION | {"Sec-Fetch-Dest": "iframe"})) == 403
    for path in ("/auth/logout", "/auth/login", "/media/x", "/_stcore/upload_file/x/y"):
        assert ask(path, **NAVIGATION) == 403


def test_the_way_back_from_the_provider_is_open(server: Server) -> None:
    told = {"Sec-Fetch-Site": "cross-site", **NAVIGATION}
    answer = httpx.get(f"{server.address}/oauth2callback?state=x&code=y", headers=told)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


def test_nobody_is_signed_out_by_a_link_or_picture_of_another_site(with_accounts: Server) -> None:
    with closing(sign_in(with_accounts, "nobody@example.org")) as opened:
        for mode, dest in (("navigate", "document"), ("no-cors", "image")):
            told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
            answer = opened.get("/auth/logout", headers=told)
            assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.parametrize(
    "origin", [EVIL, "http://127.0.0.1.evil.example", "null", "file://", "http://127.0.0.1:1", "https://x@127.0.0.1"]
)  # fmt: skip
def test_a_socket_of_another_origin_is_not_opened(server: Server, origin: str) -> None:
    with pytest.raises((InvalidStatus, ConnectionClosed)), Window(server, origin=origin) as window:
        window.show()


def test_a_socket_without_the_token_of_its_own_cookie_is_nobodys(with_accounts: Server) -> None:
    with (
        closing(sign_in(with_accounts, "nobody@example.org")) as opened,
        closing(client(with_accounts)) as other,
    ):
        cookies = cookies_of(opened)
        with Window(with_accounts, cookies=cookies) as window:
            assert "Signed in as" in window.text()
        foreign = cookies_of(other)["_streamlit_xsrf"]
        for token in ("x", foreign, ""):
            with Window(with_accounts, cookies=cookies, xsrf=token) as window:
                text = window.text()
                assert "Signed in as" not in text, token
                assert "Sign in with the e-mail address" in text


def test_a_file_is_taken_only_with_the_token_of_the_own_cookie(server: Server) -> None:
    with (
        closing(client(server)) as opened,
        closing(client(server)) as other,
        Window(server) as window,
    ):
        window.show()
        address = f"/_stcore/upload_file/{window.session}/1"
        own = cookies_of(opened)["_streamlit_xsrf"]
        for token in ("", "x", cookies_of(other)["_streamlit_xsrf"]):
            answer = opened.put(address, files={"f": b"x"}, headers={"X-Xsrftoken": token})
            assert answer.status_code == 403, token
            assert opened.delete(address, headers={"X-Xsrftoken": token}).status_code == 403
        answer = opened.put(address, files={"f": b"x"}, headers={"X-Xsrftoken": own})
        assert answer.status_code == 204


@pytest.mark.parametrize("path", ["/auth/logout", "/auth/login"])
@pytest.mark.parametrize("kind", ["image", "script", "empty", "style"])
def test_an_image_of_our_own_page_signs_nobody_out_or_in(
    with_accounts: Server, path: str, kind: str
) -> None:
    by_image = {
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": kind,
    }
    assert httpx.get(f"{with_accounts.address}{path}", headers=by_image).status_code == 403


def test_a_sign_out_that_is_opened_as_a_page_is_answered(with_accounts: Server) -> None:
    person = sign_in(with_accounts, "carol@example.org")
    as_page = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}  # fmt: skip
    assert person.get("/auth/logout", headers=as_page).is_redirect
