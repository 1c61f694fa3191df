"""Sign-in without a browser: the application, the two forms of the provider, the cookies."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

import httpx

from tests.attacks.window import Window
from tests.support.server import Server

NO_SOCKET_KEPT = httpx.Limits(max_keepalive_connections=0)
"""A client that nobody closes leaves no socket open to be found in another test."""


def client(server: Server) -> httpx.Client:
    """A client with the cookies of a visitor who has opened the page."""
    opened = httpx.Client(base_url=server.address, timeout=30, limits=NO_SOCKET_KEPT)
    opened.get("/_stcore/health")
    return opened


def sign_in_address(server: Server, opened: httpx.Client) -> str:
    """The address behind the button "Sign in"."""
    with Window(server, cookies=cookies_of(opened)) as window:
        window.show()
        window.show()
        for said in window.show(press="Sign in"):
            if said.WhichOneof("type") == "auth_redirect":
                return said.auth_redirect.url
    raise AssertionError("the button leads nowhere")


def sign_in(server: Server, email: str, opened: httpx.Client | None = None) -> httpx.Client:
    """A client that has signed in as `email`."""
    opened = opened or client(server)
    answer = to_callback(opened, sign_in_address(server, opened), email)
    opened.get(answer)
    assert "_streamlit_user" in opened.cookies
    return opened


def to_callback(opened: httpx.Client, address: str, email: str) -> str:
    """The callback address from the provider, not requested yet."""
    answer = opened.get(urljoin(str(opened.base_url), address))
    for _step in range(20):
        while answer.is_redirect:
            there = urljoin(str(answer.url), answer.headers["location"])
            if "/oauth2callback" in there:
                return there
            answer = opened.get(there)
        action = re.findall(r'<form[^>]*action="([^"]+)"', answer.text)
        assert action, answer.text
        fields = {"prompt": "login", "login": email, "password": "any"}
        if 'name="login"' not in answer.text:
            fields = {"prompt": "consent"}
        answer = opened.post(urljoin(str(answer.url), html.unescape(action[0])), data=fields)
    raise AssertionError("the provider does not come to an end")


def cookies_of(opened: httpx.Client) -> dict[str, str]:
    """The application's own cookies, without the provider's."""
    return {item.name: str(item.value) for item in opened.cookies.jar if "streamlit" in item.name}
