"""Rates of requests and windows, on a server with low limits; each test comes from an address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from host.settings import _unsafe
from serving.limits import Limits, limit_problems, limits_from
from tests.attacks.signed_in import NO_SOCKET_KEPT
from tests.attacks.window import Window
from tests.support.server import Server

PROXY = "192.0.2.1"
"""The only trusted proxy; the tests come from other addresses."""


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(
        tmp_path_factory.mktemp("strict"),
        FORWARDED_ALLOW_IPS=PROXY,
        COP_SIGN_INS_PER_MINUTE="3",
        COP_UPLOADS_PER_MINUTE="2",
        COP_REPOSITORY_REQUESTS_PER_MINUTE="4",
        COP_API_REQUESTS_PER_MINUTE="2",
        COP_SCREEN_REQUESTS_PER_MINUTE="30",
        COP_NEW_WINDOWS_PER_MINUTE="6",
        COP_OPEN_WINDOWS="2",
        COP_MESSAGES_PER_MINUTE="10",
    ).start()
    yield running
    running.stop()


def client_from(server: Server, source: str) -> httpx.Client:
    """A client with an address of its own on this computer, so that no test counts what another has sent."""
    return httpx.Client(
        base_url=server.address,
        transport=httpx.HTTPTransport(local_address=source, limits=NO_SOCKET_KEPT),
    )


@pytest.mark.parametrize(
    ("path", "allowed", "counted_with_it"),
    [
        (
            "/auth/login",
            3,
            "/oauth2callback",
        ),  # so no more sign-ins are logged than the limit lets begin
        ("/repository", 4, "/repository/KEN/2026"),
        ("/api/v1/publications", 2, "/api/v1/openapi.json"),
        ("/_stcore/upload_file/x/y", 2, "/_stcore/upload_file/z/1"),
    ],
)
def test_who_asks_too_often_is_told_when_to_ask_again(
    strict: Server, path: str, allowed: int, counted_with_it: str
) -> None:
    """Whatever way a visitor says they came, they count as one."""
    with client_from(strict, "127.0.0.2") as visitor:
        answers = [
            visitor.get(path, headers={"X-Forwarded-For": f"203.0.113.{number}"})
            for number in range(allowed + 2)
        ]
        assert visitor.get(counted_with_it).status_code == 429
    assert [item.status_code == 429 for item in answers] == [False] * allowed + [True] * 2
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert "You ask too often. Wait" in answers[-1].text
    assert "content-security-policy" in answers[-1].headers


def test_a_window_through_which_too_much_is_said_is_closed(strict: Server) -> None:
    message = BackMsg()
    message.rerun_script.page_name = ""
    with Window(strict, source="127.0.0.3") as window:
        assert window.closed_by(*([message.SerializeToString()] * 30)).code == 1008


def test_the_windows_of_one_address_are_counted(strict: Server) -> None:
    source = "127.0.0.4"
    with ExitStack() as stack:
        for _number in range(2):
            stack.enter_context(Window(strict, source=source)).show()
        with pytest.raises(InvalidStatus) as refused:
            stack.enter_context(Window(strict, source=source))
        assert refused.value.response.status_code == 429
    with pytest.raises(InvalidStatus) as often:
        open_and_close(strict, 10, source)
    assert often.value.response.status_code == 429


def open_and_close(server: Server, times: int, source: str) -> None:
    for _number in range(times):
        with Window(server, source=source):
            pass


def test_the_screens_of_one_address_are_counted(strict: Server) -> None:
    with client_from(strict, "127.0.0.5") as visitor:
        answers = [visitor.get("/_stcore/host-config").status_code for _number in range(40)]
        assert set(answers) == {200, 429}
        assert answers[-1] == 429
        assert visitor.get("/look/style.css").status_code == 200


def test_visitors_behind_a_proxy_that_is_believed_count_apart(server: Server) -> None:
    """The trusted proxy of `server` is this computer; it appends the address after the one claimed by the visitor."""
    path, limit = "/api/v1/publications", Limits().api_requests_per_minute
    with httpx.Client(base_url=server.address) as proxy:

        def ask(came_from: str) -> int:
            return proxy.get(path, headers={"X-Forwarded-For": came_from}).status_code

        answers = 0
        while ask(f"198.51.100.{answers % 250}, 203.0.113.1") == 200:
            answers += 1
            assert answers < 10 * limit
        assert answers >= limit
        assert ask("203.0.113.2") == 200


def test_a_server_that_believes_everybody_does_not_start() -> None:
    told = "\n".join(_unsafe({"COP_MODE": "server", "FORWARDED_ALLOW_IPS": "10.0.0.1, *"}, {}))
    assert "FORWARDED_ALLOW_IPS: everybody could say that they come from another address." in told
    told = "\n".join(_unsafe({"COP_OPEN_WINDOWS": "none"}, {}))
    assert "COP_OPEN_WINDOWS: none is not a whole number above 0." in told


def test_a_limit_is_a_whole_number_or_the_server_does_not_start() -> None:
    assert limits_from({"COP_OPEN_WINDOWS": "7"}) == Limits(open_windows=7)
    assert list(limit_problems({"COP_OPEN_WINDOWS": "7", "COP_MESSAGES_PER_MINUTE": ""})) == []
    for wrong in ("0", "-1", "many", "1.5", "١٢"):
        assert list(limit_problems({"COP_OPEN_WINDOWS": wrong})) == [
            f"COP_OPEN_WINDOWS: {wrong} is not a whole number above 0. Write one, or leave it out."
        ]
        assert limits_from({"COP_OPEN_WINDOWS": wrong}) == Limits()
