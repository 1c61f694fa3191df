"""A flood within the limit of each window keeps nobody else waiting.

Required is 1 s for health and 5 s for a page on a computer that does nothing else. Work of a known size is measured in the
same seconds: where it takes longer than its processor time, the computer is busy, and the waits may be longer as well.
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

from serving.message_pace import Pace
from serving.visitor import ACCOUNT, address_and_kind_key
from tests.attacks.signed_in import cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.server import Server
from tests.support.sign_in_server import signing_in

WINDOWS, PER_SECOND, SECONDS = 20, 10, 10
SECONDS_OF_HEALTH, SECONDS_OF_A_PAGE = 1.0, 5.0
SECONDS_OF_WORK = 0.05


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


def slowness() -> float:
    """How often longer some work takes than its processor time: 1 on a computer with nothing else to do."""
    begun, worked = time.monotonic(), time.thread_time()
    while time.thread_time() - worked < SECONDS_OF_WORK:
        pass
    return (time.monotonic() - begun) / SECONDS_OF_WORK


def assert_nobody_waits(server: Server, attacker: dict[str, str], visitor: dict[str, str]) -> None:
    """Flood the server, and ask it for its health and a page of another visitor until the flood has ended."""

    def page() -> None:
        with Window(server, cookies=visitor) as window:
            window.show()

    health, pages, slow = [0.0], [0.0], [1.0]
    with httpx.Client(base_url=server.address, timeout=120) as opened:
        assert opened.get("/healthz").status_code == 200
        with flood(server, attacker) as ended:
            while not ended.is_set():
                health.append(seconds_of(lambda: opened.get("/healthz").raise_for_status()))
                pages.append(seconds_of(page))
                slow.append(slowness())
                ended.wait(0.3)
    assert max(health) < SECONDS_OF_HEALTH * max(slow)
    assert max(pages) < SECONDS_OF_A_PAGE * max(slow)


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
    assert_nobody_waits(alone, {}, {})


@pytest.mark.parametrize("attackers", ["a stranger", "a person"])
def test_a_flood_on_a_server_keeps_neither_health_nor_a_page_waiting(
    strict: Server, attackers: str
) -> None:
    """Windows of one person are counted together, for all addresses."""
    visitor = cookies_of(sign_in(strict, "ana@example.org"))
    attacker = (
        {} if attackers == "a stranger" else cookies_of(sign_in(strict, "mallory@example.org"))
    )
    assert_nobody_waits(strict, attacker, visitor)


def test_a_person_does_not_wait_for_the_messages_of_strangers_at_the_same_address() -> None:
    pace = Pace(60, lambda: 0.0)
    scope = {"client": ("192.0.2.7", 1)}
    for _number in range(3):
        pace.wait(address_and_kind_key(scope))
    assert pace.wait(address_and_kind_key(scope)) > 0
    assert not pace.wait(address_and_kind_key({**scope, ACCOUNT: "ana"}))
