"""A file is sent to the person for whom it was made, and to nobody else who knows its address."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.media_file_manager import MediaFileManager

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from host.streamlit import private
from host.streamlit.download_access import (
    MAXIMUM_REQUESTED,
    Requested,
    file_id_of,
    protect_downloads,
)
from host.streamlit.private import MediaFileStorageError
from serving.client_slots import ClientSlots
from tests.attacks.conftest import NOW
from tests.attacks.signed_in import cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.screens import TESTER, begin, store_in
from tests.support.server import Server
from tests.support.sign_in_server import signing_in
from translations import PSEUDO_LANGUAGE, current_language, use_language
from translations.local_time import local_day, use_time_zone

ANA, BEN = "ana@example.org", "ben@example.org"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server with two coordinators of Ghana, and its assessment."""
    folder = tmp_path_factory.mktemp("downloads")
    with signing_in(folder) as running:
        with closing(store_in(folder)) as store:
            for email in (ANA, BEN):
                role = Grant(AccessRole.COORDINATOR, "GHA", "")
                store.give_role(email, role, person=TESTER, at=NOW)
        yield running, begin(folder, "GHA")


def requested_file(
    server: Server, person: httpx.Client, assessment: str, page: str = "workbooks"
) -> tuple[Window, str]:
    """The window of a person who has pressed the first download of a page, and the id of the request."""
    window = Window(server, cookies=cookies_of(person))
    window.show(page, f"a={assessment}")
    for said in window.show(page, f"a={assessment}"):
        if said.delta.new_element.WhichOneof("type") == "download_button":
            return window, said.delta.new_element.download_button.deferred_file_id
    raise AssertionError("the page has no download")


def url_of(window: Window, file_id: str) -> str:
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = window.session
    message.backend_operation_request.deferred_file.file_id = file_id
    window.socket.send(message.SerializeToString())
    while True:
        data = window.socket.recv(timeout=60)
        assert isinstance(data, bytes)
        answer = ForwardMsg.FromString(data)
        if answer.WhichOneof("type") == "backend_operation_response":
            said = answer.backend_operation_response
            assert said.deferred_file.url, said.error_msg
            return said.deferred_file.url


def test_a_file_is_not_sent_to_another_person_of_the_same_country(two: tuple[Server, str]) -> None:
    server, assessment = two
    ana, ben = sign_in(server, ANA), sign_in(server, BEN)
    hers, request = requested_file(server, ana, assessment)
    with hers:
        url = url_of(hers, request)
        assert ana.get(url).status_code == 200
        assert ben.get(url).status_code == 404
        assert ben.get("/media/x.xlsx").text == ben.get(url).text


def test_a_request_of_another_window_makes_a_file_for_its_owner_only(
    two: tuple[Server, str],
) -> None:
    server, assessment = two
    ana, ben = sign_in(server, ANA), sign_in(server, BEN)
    hers, request = requested_file(server, ana, assessment)
    with hers, Window(server, cookies=cookies_of(ben)) as his:
        his.show()
        url = url_of(his, request)
        assert ben.get(url).status_code == 404
        assert ana.get(url).status_code == 200


def test_a_document_is_made_without_a_word_in_the_log(two: tuple[Server, str]) -> None:
    server, assessment = two
    ana = sign_in(server, ANA)
    hers, request = requested_file(server, ana, assessment, "documents")
    with hers:
        assert ana.get(url_of(hers, request)).content.startswith(b"PK")
    assert "ScriptRunContext" not in (server.folder / "server.log").read_text("utf-8")


def test_a_file_is_made_in_the_language_and_time_zone_of_the_page_that_offers_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = private.memory_media_file_storage
    monkeypatch.setattr(storage, "_calculate_file_id", storage._calculate_file_id)
    manager: Any = MediaFileManager(storage.MemoryMediaFileStorage("/media"))
    runtime: Any = SimpleNamespace(media_file_mgr=manager)
    protect_downloads(runtime, ClientSlots(1, 1))
    late = dt.datetime(2026, 11, 27, 3, tzinfo=dt.UTC)

    def make() -> str:
        return f"{current_language()} {local_day(late)}"

    def offer() -> str:
        with use_language(PSEUDO_LANGUAGE), use_time_zone(ZoneInfo("America/Lima")):
            return str(manager.add_deferred(make, "text/plain", "0"))

    request = offer()
    with ThreadPoolExecutor(1) as thread:
        made = thread.submit(manager._deferred_callables[request]["callable"]).result()
    assert made == f"{PSEUDO_LANGUAGE} 2026-11-26"


def test_two_large_files_that_differ_in_one_byte_have_two_addresses() -> None:
    one = bytearray(3 * MEGABYTE)
    other = bytearray(one)
    other[MEGABYTE] = 1
    assert file_id_of(bytes(one), "a/b", "x") != file_id_of(bytes(other), "a/b", "x")


def test_the_parts_of_an_address_are_told_apart() -> None:
    assert file_id_of(b"c", "a", "b") != file_id_of(b"bc", "a", "")
    assert file_id_of(b"", "a", "b") != file_id_of(b"", "ab", "")


def test_one_person_has_few_files_made_at_once_and_keeps_nobody_else_waiting() -> None:
    requested, go = Requested(), threading.Event()
    begun = threading.Semaphore(0)

    def make() -> None:
        with requested.one("ana"):
            begun.release()
            go.wait()

    threads = [threading.Thread(target=make) for _number in range(MAXIMUM_REQUESTED)]
    for thread in threads:
        thread.start()
        begun.acquire()
    with pytest.raises(MediaFileStorageError), requested.one("ana"):
        pass
    with requested.one("ben"):
        pass
    go.set()
    for thread in threads:
        thread.join()
    with requested.one("ana"):
        pass
