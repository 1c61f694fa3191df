"""Uploads need a role, an own window and a free quota; every other upload is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from tests.attacks.conftest import NOW
from tests.attacks.signed_in import cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.screens import TESTER, store_in
from tests.support.server import Server
from tests.support.sign_in_server import signing_in

MEGABYTE = 1024 * 1024
ANA, BEN = "ana@example.org", "ben@example.org"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which a person's windows may hold 3 MB, and two coordinators."""
    folder = tmp_path_factory.mktemp("small")
    with signing_in(folder, COP_UPLOADED_MEGABYTES_OF_A_PERSON="3") as running:
        with closing(store_in(folder)) as store:
            for email, country in ((ANA, "GHA"), (BEN, "KEN")):
                role = Grant(AccessRole.COORDINATOR, country, "")
                store.give_role(email, role, person=TESTER, at=NOW)
        yield running


@pytest.fixture(scope="module")
def ana(small: Server) -> httpx.Client:
    result = sign_in(small, ANA)
    with Window(small, cookies=cookies_of(result)) as window:
        window.show()  # the first page binds the e-mail address to the account
    return result


def put(client: httpx.Client, window: Window, name: str, size: int, method: str = "PUT") -> int:
    answer = client.request(
        method,
        f"/_stcore/upload_file/{window.session}/{name}",
        files={"f": b"x" * size} if method == "PUT" else None,
        headers={"X-Xsrftoken": cookies_of(client)["_streamlit_xsrf"]},
    )
    return answer.status_code


def opened(server: Server, client: httpx.Client) -> Window:
    window = Window(server, cookies=cookies_of(client))
    window.show()
    return window


@pytest.mark.parametrize("size", [1, MEGABYTE])
def test_somebody_without_a_role_uploads_nothing(small: Server, size: int) -> None:
    stranger = sign_in(small, "nobody@example.org")
    with opened(small, stranger) as window:
        assert put(stranger, window, "1", size) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_file_of_another_window_is_neither_added_nor_deleted(
    small: Server, ana: httpx.Client, method: str
) -> None:
    ben = sign_in(small, BEN)
    with opened(small, ben) as his, opened(small, ana) as hers:
        assert put(ben, his, "1", 1) == 204
        assert put(ana, his, "1", 1, method) == 403
        assert put(ana, hers, "1", 1, method) == 204


def test_a_person_fills_the_memory_only_up_to_the_quota_over_all_windows(
    small: Server, ana: httpx.Client
) -> None:
    with opened(small, ana) as first, opened(small, ana) as second:
        assert put(ana, first, "1", MEGABYTE) == 204
        assert put(ana, second, "2", MEGABYTE) == 204
        assert [put(ana, window, "3", MEGABYTE) for window in (first, second)] == [413, 413]
        assert put(ana, first, "1", 0, "DELETE") == 204
        assert put(ana, second, "3", MEGABYTE) == 204
