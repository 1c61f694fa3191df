"""A flood within the limit of each window keeps nobody else waiting.

Required is 1 s for health and 5 s for a page; the tests allow three times as much, as they share the computer with others.
Without limits of runs and messages health waits for minutes.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.attacks.signed_in import cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.server import Server
from tests.support.sign_in_server import signing_in

WINDOWS, PER_SECOND, SECONDS = 20, 10, 10
SECONDS_OF_HEALTH, SECONDS_OF_A_PAGE = 3.0, 15.0


@contextmanager
def flood(server: Server, cookies: dict[str, str]) -> Iterator[threading.Event]:
    """Twenty windows, each requesting a page ten times a second; the event is set once all have ended."""
    with ExitStack() as stack:
        windows = [stack.enter_context(Window(server, cookies=cookies)) for _ in range(WINDOWS)]
        ended = threading.Event()
        threads = [threading.Thread(target=shout, args=(window,)) for window in windows]
        for thread in threads:
            thread.start()
        watch = threading.Thread(target=lambda: ([item.join() for item in threads], ended.set()))
        watch.start()
        try:
            yield ended
        finally:
            watch.join()
            # The server does not complete a closing handshake while messages wait.
            for window in windows:
                with suppress(OSError):  # closed by the server
                    window.socket.socket.shutdown(socket.SHUT_RDWR)


def shout(window: Window) -> None:
    message = BackMsg()
    message.rerun_script.page_name = ""
    started = time.monotonic()
    try:
        for number in range(PER_SECOND * SECONDS):
            window.socket.send(message.SerializeToString())
            following = started + (number + 1) / PER_SECOND
            while (left := following - time.monotonic()) > 0:
                try:
                    window.socket.recv(timeout=left)
                except TimeoutError:
                    break
    except ConnectionClosed:
        pass


def seconds_of(ask: object) -> float:
    started = time.monotonic()
    assert callable(ask)
    ask()
    return time.monotonic() - started


def worst_waits(server: Server, attacker: dict[str, str], visitor: dict[str, str]) -> list[float]:
    """Seconds that health and the page of another visitor take at most during a flood."""

    def page() -> None:
        with Window(server, cookies=visitor) as window:
            window.show()

    health, pages = [0.0], [0.0]
    with httpx.Client(base_url=server.address, timeout=120) as opened:
        assert opened.get("/healthz").status_code == 200
        with flood(server, attacker) as ended:
            while not ended.is_set():
                health.append(seconds_of(lambda: opened.get("/healthz").raise_for_status()))
                pages.append(seconds_of(page))
                ended.wait(0.3)
    return [max(health), max(pages)]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"COP_WINDOWS_WITHOUT_SIGN_IN": "23", "COP_WINDOWS_OF_A_PERSON": "22"}
    with signing_in(tmp_path_factory.mktemp("flood"), **limits) as running:
        yield running


@pytest.mark.parametrize(("signed_in", "maximum"), [(False, 23), (True, 22)])
def test_strangers_and_persons_have_few_windows(
    strict: Server, signed_in: bool, maximum: int
) -> None:
    cookies = cookies_of(sign_in(strict, "eve@example.org")) if signed_in else {}
    other = {} if signed_in else cookies_of(sign_in(strict, "ana@example.org"))
    with ExitStack() as stack:
        for _number in range(maximum):
            stack.enter_context(Window(strict, cookies=cookies))
        with pytest.raises(InvalidStatus) as refused:
            stack.enter_context(Window(strict, cookies=cookies))
        assert refused.value.response.status_code == 429
        stack.enter_context(Window(strict, cookies=other))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("alone")).start()
    yield running
    running.stop()


def test_a_flood_on_one_computer_keeps_neither_health_nor_a_page_waiting(alone: Server) -> None:
    health, page = worst_waits(alone, {}, {})
    assert health < SECONDS_OF_HEALTH
    assert page < SECONDS_OF_A_PAGE


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_flood_on_a_server_keeps_neither_health_nor_a_page_waiting(
    strict: Server, signed_in: bool
) -> None:
    """By a stranger and by a person; whose windows are counted together, from whatever address."""
    visitor = cookies_of(sign_in(strict, "ana@example.org"))
    attacker = cookies_of(sign_in(strict, "mallory@example.org")) if signed_in else {}
    health, page = worst_waits(strict, attacker, visitor)
    assert health < SECONDS_OF_HEALTH
    assert page < SECONDS_OF_A_PAGE
