"""Ids that are guessed, forwarded or of another country reveal and change nothing, whether they exist or not."""

from __future__ import annotations

import re
from contextlib import closing

import httpx
import pytest

from assessment.access.permissions import Grant
from assessment.errors import AssessmentError
from assessment.model.roles import AccessRole
from assessment.store import account_person
from tests.attacks.conftest import NOW
from tests.attacks.signed_in import client, cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.pages import PAGES
from tests.support.screens import TESTER, bring_example, store_in
from tests.support.server import Server

COORDINATOR = "coordinator.of.ghana@example.org"
NOT_THERE = "00000000-0000-4000-8000-000000000000"
WRONG = (NOT_THERE, "x", "../x", "%", "' OR 1=1 --", "a" * 5000, "\u202e", "__class__")


@pytest.fixture(scope="module")
def key(with_accounts: Server) -> str:
    """Import an assessment of Kenya, and grant a person the role of coordinator in Ghana."""
    result = bring_example(with_accounts.folder, "ken")
    with closing(store_in(with_accounts.folder)) as store:
        role = Grant(AccessRole.COORDINATOR, "GHA", "")
        store.give_role(COORDINATOR, role, person=TESTER, at=NOW)
    return result


@pytest.fixture(scope="module")
def abroad(with_accounts: Server, key: str) -> httpx.Client:
    return sign_in(with_accounts, COORDINATOR)


@pytest.fixture(scope="module")
def stranger(with_accounts: Server) -> httpx.Client:
    return sign_in(with_accounts, "nobody@example.org")


def shown(server: Server, cookies: dict[str, str], page: str, key: str) -> str:
    """The texts of a page, without ids of elements."""
    with Window(server, cookies=cookies) as window:
        window.show(page, f"a={key}")
        texts = (
            str(item.delta) for item in window.show(page, f"a={key}") if item.HasField("delta")
        )
        plain = "\n".join(texts).replace("\\", "")
        return re.sub(r"[0-9a-f]{32,}", "", plain).replace(key, "KEY")


@pytest.mark.parametrize("page", [name for name in PAGES if name != "start"])
def test_an_assessment_of_another_country_is_like_one_that_is_not_there(
    with_accounts: Server, key: str, abroad: httpx.Client, page: str
) -> None:
    there = shown(with_accounts, cookies_of(abroad), page, key)
    assert there == shown(with_accounts, cookies_of(abroad), page, NOT_THERE)
    assert "Kenya" not in there


def test_a_stranger_and_somebody_not_signed_in_learn_nothing(
    with_accounts: Server, key: str, stranger: httpx.Client
) -> None:
    with closing(client(with_accounts)) as nobody:
        for cookies in (cookies_of(stranger), cookies_of(nobody)):
            there = shown(with_accounts, cookies, "answer", key)
            assert there == shown(with_accounts, cookies, "answer", NOT_THERE)
            assert "Kenya" not in there


def test_what_is_no_id_breaks_nothing(with_accounts: Server, abroad: httpx.Client) -> None:
    for wrong in WRONG:
        text = shown(with_accounts, cookies_of(abroad), "answer", wrong)
        assert "could not be shown" not in text, wrong
        assert "Traceback" not in text


def test_the_store_gives_nothing_for_hashes_that_belong_to_another_country(
    with_accounts: Server, key: str
) -> None:
    abroad = account_person(COORDINATOR)
    with closing(store_in(with_accounts.folder)) as store:
        calls = (
            lambda: store.load(key, person=abroad),
            lambda: store.snapshot(key, "a" * 64, person=abroad),
            lambda: store.transitions(key, person=abroad),
            lambda: store.audit(key, person=abroad),
            lambda: store.reviews(key, person=abroad),
            lambda: store.institutions(key, person=abroad),
        )
        for call in calls:
            with pytest.raises(AssessmentError):
                call()


def test_a_file_that_was_made_for_somebody_is_not_handed_to_a_stranger(
    server: Server,
    with_accounts: Server,
    poisoned_assessments: tuple[str, str],
    abroad: httpx.Client,
) -> None:
    """In local mode the address of a file suffices; on a server a sign-in is required."""
    with closing(client(with_accounts)) as nobody:
        for path in ("/media/x.pdf", "/_stcore/upload_file/x/y"):
            assert nobody.get(path).status_code == 403
            forged = {"Cookie": "_streamlit_user=x.y.z"}
            assert httpx.get(f"{with_accounts.address}{path}", headers=forged).status_code == 403
        assert abroad.get("/media/x.pdf").status_code == 404
        assert httpx.get(f"{server.address}/media/x.pdf").status_code == 404


def test_a_file_is_not_put_into_the_session_of_nobody(
    with_accounts: Server, abroad: httpx.Client
) -> None:
    token = {"X-Xsrftoken": cookies_of(abroad)["_streamlit_xsrf"]}
    for session in (NOT_THERE, "x", "..%2f"):
        answer = abroad.put(f"/_stcore/upload_file/{session}/1", files={"f": b"x"}, headers=token)
        assert answer.status_code in (403, 404)


def test_who_has_signed_in_brings_a_file_to_their_own_window(
    with_accounts: Server, abroad: httpx.Client
) -> None:
    token = {"X-Xsrftoken": cookies_of(abroad)["_streamlit_xsrf"]}
    with Window(with_accounts, cookies=cookies_of(abroad)) as window:
        window.show()
        address = f"/_stcore/upload_file/{window.session}/1"
        assert abroad.put(address, files={"f": b"x"}, headers=token).status_code == 204
        with closing(client(with_accounts)) as nobody:
            own = {"X-Xsrftoken": cookies_of(nobody)["_streamlit_xsrf"]}
            assert nobody.put(address, files={"f": b"x"}, headers=own).status_code == 403


def test_nobody_asks_streamlit_who_else_is_here(with_accounts: Server, server: Server) -> None:
    for running in (with_accounts, server):
        for path in ("/_stcore/metrics", "/_stcore/script-health-check", "/x/_stcore/metrics"):
            assert httpx.get(f"{running.address}{path}").status_code == 404


def test_a_browser_is_not_told_path_versions_and_installation(with_accounts: Server) -> None:
    with Window(with_accounts) as window:
        told = [item for item in window.show() if item.WhichOneof("type") == "new_session"]
    text = "\n".join(str(item.new_session) for item in told)
    assert told
    assert "/app_pages/" not in text
    assert ".final" not in text
    started = told[0].new_session.initialize
    assert {started.user_info.installation_id, started.environment_info.streamlit_version} == {
        "app"
    }
