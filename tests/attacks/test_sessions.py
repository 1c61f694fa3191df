"""Cookies and sessions from before a sign-in are invalid after it, and a sign-in can't be replayed."""

from __future__ import annotations

import json
import re
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.attacks.signed_in import client, cookies_of, sign_in, sign_in_address, to_callback
from tests.attacks.window import Window
from tests.support.server import Server

ANA, BEN = "ana@example.org", "ben@example.org"


@pytest.fixture(scope="module")
def ana(with_accounts: Server) -> httpx.Client:
    return sign_in(with_accounts, ANA)


@pytest.fixture(scope="module")
def ben(with_accounts: Server) -> httpx.Client:
    return sign_in(with_accounts, BEN)


def text_of(server: Server, cookies: dict[str, str], session: str = "") -> str:
    with Window(server, cookies=cookies, session=session) as window:
        return window.text()


def test_cookies_from_before_signing_in_are_nobody_afterwards(with_accounts: Server) -> None:
    with closing(client(with_accounts)) as opened:
        address = sign_in_address(with_accounts, opened)
        before = cookies_of(opened)
        opened.get(to_callback(opened, address, ANA))
        assert f"Signed in as {ANA}" in text_of(with_accounts, cookies_of(opened))
        assert "Signed in as" not in text_of(with_accounts, before)


def test_a_session_that_somebody_else_began_is_not_gone_on_with(
    with_accounts: Server, ana: httpx.Client, ben: httpx.Client
) -> None:
    """An attacker's session given to Ana, and Ana's session used by others."""
    with closing(client(with_accounts)) as stranger:
        with Window(with_accounts, cookies=cookies_of(stranger)) as planted:
            planted.show()
        with Window(with_accounts, cookies=cookies_of(ana), session=planted.session) as window:
            assert f"Signed in as {ANA}" in window.text()
            assert window.session != planted.session
            for cookies in (cookies_of(stranger), cookies_of(ben)):
                with Window(with_accounts, cookies=cookies, session=window.session) as stolen:
                    assert ANA not in stolen.text()
                    assert stolen.session != window.session


def test_the_answer_of_the_provider_works_once_and_in_one_browser(with_accounts: Server) -> None:
    with closing(client(with_accounts)) as opened, closing(client(with_accounts)) as other:
        back = to_callback(opened, sign_in_address(with_accounts, opened), ANA)
        assert "_streamlit_user" not in cookies_of_answer(other.get(back))
        assert "_streamlit_user" in cookies_of_answer(opened.get(back))
        assert "_streamlit_user" not in cookies_of_answer(opened.get(back))
        for changed in (re.sub("state=[^&]+", "state=x", back), re.sub("state=[^&]+&?", "", back)):
            assert "_streamlit_user" not in cookies_of_answer(opened.get(changed))


def cookies_of_answer(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.cookies.items() if value.strip('"')}


def test_a_cookie_that_was_changed_or_made_up_is_nobody(
    with_accounts: Server, ana: httpx.Client
) -> None:
    cookies = cookies_of(ana)
    real = cookies["_streamlit_user"]
    claims = json.dumps(
        {"email": "admin@example.org", "email_verified": True, "is_logged_in": True, "iat": int(time.time()),
         "origin": with_accounts.address, "provider": "default"}
    )  # fmt: skip
    forged = create_signed_value(
        "another secret, long enough to be one", "_streamlit_user", claims
    ).decode()
    payload, _dot, signature = real.rpartition(".")
    forged_payload = forged.rpartition(".")[0]
    for value in (
        real[:-2] + "xx",
        forged,
        f"{forged_payload}.{signature}",
        payload,
        "",
        "x" * 4000,
        real[::-1],
    ):
        assert "Signed in as" not in text_of(with_accounts, cookies | {"_streamlit_user": value}), (
            value[:20]
        )
    swapped = cookies | {"_streamlit_user": cookies["_streamlit_user_tokens"]}
    assert "Signed in as" not in text_of(with_accounts, swapped)


def test_every_cookie_is_closed_to_scripts_and_to_other_sites(with_accounts: Server) -> None:
    with closing(client(with_accounts)) as opened:
        result: list[str] = opened.get("/_stcore/health").headers.get_list("set-cookie")
        back = to_callback(opened, sign_in_address(with_accounts, opened), ANA)
        answer = opened.get(back)
        result += answer.headers.get_list("set-cookie")
        for earlier in opened.get("/auth/logout").headers.get_list("set-cookie"):
            result.append(earlier)
    names = {item.partition("=")[0] for item in result}
    assert {"_streamlit_user", "_streamlit_user_tokens"} <= names
    for item in result:
        lower = item.lower()
        assert "samesite=lax" in lower, item
        assert ("httponly" in lower) != item.startswith("_streamlit_xsrf"), item


def test_a_cookie_needs_tls_where_a_trusted_proxy_says_that_the_visitor_came_by_it(
    with_accounts: Server,
) -> None:
    with httpx.Client(base_url=with_accounts.address) as opened:
        plain = opened.get("/_stcore/health")
        by_tls = opened.get("/_stcore/health", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in plain.headers
    assert by_tls.headers["strict-transport-security"] == "max-age=31536000"
    for item in by_tls.headers.get_list("set-cookie"):
        assert "secure" in item.lower(), item


def test_a_cookie_needs_tls_where_the_public_address_has_it(tmp_path: Path) -> None:
    """Also where the proxy does not send the protocol of the visitor."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        '[auth]\nredirect_uri = "https://cop.example.org/oauth2callback"\n'
        f'cookie_secret = "{"x" * 40}"\nclient_id = "cop"\nclient_secret = "x"\n'
        'server_metadata_url = "https://login.example.org/.well-known/openid-configuration"\n'
    )
    running = Server(tmp_path, COP_MODE="server", STREAMLIT_SECRETS_FILES=str(secrets)).start()
    try:
        answer = httpx.get(f"{running.address}/_stcore/health")
    finally:
        running.stop()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("_streamlit_xsrf=")
    assert "; Secure" in cookie


def test_a_copied_cookie_does_not_work_after_signing_out(with_accounts: Server) -> None:
    """By the button and by the address; files are refused too."""
    for by_button in (True, False):
        with closing(sign_in(with_accounts, ANA)) as opened:
            copied = cookies_of(opened)
            with Window(with_accounts, cookies=copied) as window:
                assert "Signed in as" in window.text()
                if by_button:
                    window.show(press="Sign out")
            if not by_button:
                opened.get("/auth/logout")
        shown = text_of(with_accounts, copied)
        assert "Signed in as" not in shown
        assert "You have signed out" in shown
        answer = httpx.get(f"{with_accounts.address}/media/x", cookies=copied)
        assert answer.status_code == 403


def test_signing_out_everywhere_ends_the_sign_ins_of_other_browsers_and_of_nobody_else(
    with_accounts: Server, ben: httpx.Client
) -> None:
    carla = "carla@example.org"
    with (
        closing(sign_in(with_accounts, carla)) as laptop,
        closing(sign_in(with_accounts, carla)) as phone,
    ):
        assert "Signed in as" in text_of(with_accounts, cookies_of(phone))
        with Window(with_accounts, cookies=cookies_of(laptop)) as window:
            assert "Signed in as" in window.text()
            window.show(press="Sign out everywhere")
        for opened in (laptop, phone):
            assert "Signed in as" not in text_of(with_accounts, cookies_of(opened))
    assert f"Signed in as {BEN}" in text_of(with_accounts, cookies_of(ben))


def test_signing_out_ends_the_session_of_the_window(with_accounts: Server) -> None:
    with closing(sign_in(with_accounts, ANA)) as opened:
        cookies = cookies_of(opened)
        with Window(with_accounts, cookies=cookies) as window:
            assert "Signed in as" in window.text()
            window.show(press="Sign out")
        opened.get("/auth/logout")
        assert "_streamlit_user" not in cookies_of(opened)
        assert "Signed in as" not in text_of(with_accounts, cookies_of(opened), window.session)
