"""Two processes behind a proxy behave as one: windows stay, nothing acknowledged is lost, limits and sign-outs hold."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from weasyprint import HTML
from websockets.exceptions import InvalidStatus

from assessment import Answer
from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store import Store
from host.services import edition_of
from scripts.cluster.cluster import Cluster, running_cluster
from tests.attacks.window import Window
from tests.support.screens import (
    TESTER,
    choose,
    download,
    expect_saved,
    open_question,
)
from tests.support.server import Server
from tests.support.timeouts import STEP_TIMEOUT
from tests.support.users import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.postgresql]

MEGABYTE = 1024 * 1024
ANA = "ana@example.org"
API_REQUESTS, STRANGERS = 20, 6
COMMENT = "Comment (optional)"
PATIENCE = 120


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(
        tmp_path_factory.mktemp("cluster"),
        accounts=True,
        COP_API_REQUESTS_PER_MINUTE=str(API_REQUESTS),
        COP_WINDOWS_WITHOUT_SIGN_IN=str(STRANGERS),
        COP_UPLOADED_MEGABYTES_OF_A_PERSON="3",
    ) as running:
        with closing(Store.open(running.database_url)) as store:
            role, at = Grant(AccessRole.COORDINATOR, "KEN"), dt.datetime.now(dt.UTC)
            store.give_role(ANA, role, person=TESTER, at=at)
        yield running


@pytest.fixture
def visitor(browser: Browser, cluster: Cluster) -> Iterator[BrowserContext]:
    """A browser in which Ana has signed in through the proxy."""
    context = browser.new_context(ignore_https_errors=True, accept_downloads=True)
    context.set_default_timeout(STEP_TIMEOUT)
    sign_in(context.new_page(), cluster, ANA)  # type: ignore[arg-type]  # of a server, only its address is used
    yield context
    context.close()


def cookies_in(context: BrowserContext) -> dict[str, str]:
    return {
        str(item.get("name")): str(item.get("value"))
        for item in context.cookies()
        if "streamlit" in str(item.get("name")) or item.get("name") == "cop_process"
    }


def process_of(cluster: Cluster, context: BrowserContext) -> Server:
    return cluster.process_on(cookies_in(context)["cop_process"])


def other_than(cluster: Cluster, process: Server) -> Server:
    (other,) = (item for item in cluster.processes if item is not process)
    return other


def begin(cluster: Cluster) -> str:
    with closing(Store.open(cluster.database_url)) as store:
        return store.create(
            "KEN", "2026", edition_of("2026").content_hash, 2026, "full",
            person=TESTER, at=dt.datetime.now(dt.UTC),
        )  # fmt: skip


def stored(cluster: Cluster, key: str, indicator: str) -> Answer:
    with closing(Store.open(cluster.database_url)) as store:
        return store.load(key, person=TESTER).answer(indicator)


def test_an_address_has_one_limit_whichever_process_it_reaches(cluster: Cluster) -> None:
    began = time.monotonic()
    with ExitStack() as opened:
        clients = [
            opened.enter_context(
                httpx.Client(
                    base_url=process.address,
                    transport=httpx.HTTPTransport(local_address="127.0.0.9"),
                )
            )
            for process in cluster.processes
        ]
        answers = [
            clients[turn % 2].get("/api/v1/publications").status_code
            for turn in range(API_REQUESTS + 10)
        ]
    refilled = int((time.monotonic() - began) * API_REQUESTS / 60) + 1
    assert set(answers) == {200, 429}
    assert API_REQUESTS <= answers.count(200) <= API_REQUESTS + refilled


def test_open_windows_of_an_address_are_counted_over_both_processes(cluster: Cluster) -> None:
    first, second = cluster.processes
    source = "127.0.0.8"
    with ExitStack() as stack:
        for turn in range(STRANGERS):
            process = cluster.processes[turn % 2]
            stack.enter_context(Window(process, source=source)).show()
        for process in (first, second):
            with pytest.raises(InvalidStatus) as refused:
                stack.enter_context(Window(process, source=source))
            assert refused.value.response.status_code == 429


def test_a_browser_stays_on_one_process_with_its_uploads_and_documents(
    cluster: Cluster, visitor: BrowserContext
) -> None:
    key, process = begin(cluster), process_of(cluster, visitor)
    page = visitor.pages[0]
    for _window in range(3):
        open_question(page, cluster.address, key, "L04")
        assert process_of(cluster, visitor) is process
        page = visitor.new_page()
    (cookie,) = (item for item in visitor.cookies() if item.get("name") == "cop_process")
    assert cookie.get("secure")
    assert cookie.get("httpOnly")
    page = visitor.pages[0]
    data: bytes = HTML(string="<h1>Decree 12</h1>").write_pdf()
    choose(page, "L04", "3")
    expect_saved(page, 3)
    page.get_by_role("button", name="Add evidence").click()
    page.locator(".st-key-evidence-editor input[type=file]").set_input_files(
        {"name": "Decree.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    expect(page.locator(".cop-evidence")).to_contain_text("Decree.pdf")
    file = download(page, "Download Decree.pdf")
    assert Path(file.path()).read_bytes() == data
    address = httpx.URL(file.url)
    assert address.path.startswith("/media/")
    cookies = cookies_in(visitor)
    for item, status in ((process, 200), (other_than(cluster, process), 404)):
        answer = httpx.get(f"{item.address}{address.path}", headers=header_of(cookies))
        assert answer.status_code == status


def trusting(cluster: Cluster) -> ssl.SSLContext:
    """TLS that trusts the certificate of the proxy."""
    return ssl.create_default_context(cafile=str(cluster.proxy.certificate))


def test_a_sign_in_that_begins_in_one_process_ends_in_the_other(
    cluster: Cluster, browser: Browser
) -> None:
    with browser.new_context(ignore_https_errors=True) as context:
        context.set_default_timeout(STEP_TIMEOUT)
        page = context.new_page()
        page.goto(cluster.address)
        page.get_by_role("button", name="Sign in").click()
        page.locator("input[name=login]").fill(ANA)
        other = other_than(cluster, process_of(cluster, context))
        context.add_cookies(
            [{"name": "cop_process", "value": str(other.port), "url": cluster.address}]
        )
        page.locator("input[name=password]").fill("any")
        page.locator("button[type=submit]").click()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text(f"Signed in as {ANA}")).to_be_visible()
        assert process_of(cluster, context) is other


def header_of(cookies: dict[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def test_the_quota_of_uploads_and_a_sign_out_hold_in_the_other_process(
    cluster: Cluster, visitor: BrowserContext
) -> None:
    cookies = cookies_in(visitor)
    with ExitStack() as stack:
        tls = trusting(cluster)
        jars = [cookies | {"cop_process": str(process.port)} for process in cluster.processes]
        windows = [stack.enter_context(Window(cluster, cookies=jar, tls=tls)) for jar in jars]
        for window in windows:
            window.show()

        def put(number: int, megabytes: int) -> int:
            return httpx.put(
                f"{cluster.address}/_stcore/upload_file/{windows[number].session}/1",
                files={"f": b"x" * (megabytes * MEGABYTE)},
                headers=header_of(jars[number]) | {"X-Xsrftoken": cookies["_streamlit_xsrf"]},
                timeout=PATIENCE,
                verify=tls,
            ).status_code

        assert [put(0, 1), put(1, 2), put(1, 1)] == [204, 413, 204]

        process = process_of(cluster, visitor)
        page = visitor.pages[0]
        page.goto(cluster.address)
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.get_by_role("button", name="Yes, sign me out").click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        time.sleep(1)  # a sign-in found valid is trusted for so long
        assert put(1 - cluster.processes.index(process), 1) == 403


class Readers(threading.Thread):
    """Somebody who requests the page and public pages again and again through the proxy; `refused` are errors."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self.cluster, self.refused, self.count = cluster, [], 0
        self.ended = threading.Event()

    def run(self) -> None:
        trusted = trusting(self.cluster)
        while not self.ended.is_set():
            for path in ("/", "/repository", "/_stcore/health"):
                answer = httpx.get(
                    f"{self.cluster.address}{path}", verify=trusted, timeout=PATIENCE
                )
                self.count += 1
                if answer.status_code != 200:
                    self.refused.append((path, answer.status_code))
            self.ended.wait(0.1)


def type_in(page: Page, text: str) -> None:
    page.get_by_label(COMMENT).click()
    page.keyboard.insert_text(text)


def expect_comment(page: Page, cluster: Cluster, key: str, text: str) -> None:
    """Wait until the browser keeps no draft any more; the text is then in the database."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((name) => name.startsWith('cop-draft:'))"
    )
    expect(page.get_by_label(COMMENT)).to_have_value(text)
    assert stored(cluster, key, "L04").comment == text


def expect_moved(page: Page, cluster: Cluster, process: Server) -> None:
    """Wait until the browser has its window in another process, and is not told that it has no connection."""
    deadline = time.monotonic() + PATIENCE
    while process_of(cluster, page.context) is process:
        assert time.monotonic() < deadline, "the browser stays with a process that has ended"
        page.wait_for_timeout(100)
    expect(page.get_by_text("You are cut off.")).to_be_hidden()


def test_a_killed_and_a_restarted_process_lose_nothing_and_nobody_sees_an_error(
    cluster: Cluster, visitor: BrowserContext
) -> None:
    key, first = begin(cluster), process_of(cluster, visitor)
    second, page = other_than(cluster, first), visitor.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    open_question(page, cluster.address, key, "L04")
    choose(page, "L04", "2")
    expect_saved(page, 2)
    readers = Readers(cluster)
    readers.start()
    try:
        type_in(page, "Typed before ")
        first.kill()
        page.keyboard.insert_text("and after the process was killed.")
        expect_moved(page, cluster, first)
        expect_comment(page, cluster, key, "Typed before and after the process was killed.")
        assert stored(cluster, key, "L04").level == 2

        first.start()
        type_in(page, "More: ")
        second.stop()
        expect_moved(page, cluster, second)
        second.start()
        choose(page, "L04", "3")
        expect_saved(page, 3)
        assert stored(cluster, key, "L04").level == 3
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
    finally:
        readers.ended.set()
        readers.join()
    assert readers.count > 0
    assert readers.refused == []
    with closing(Store.open(cluster.database_url)) as store:
        assert store.verify_audit().broken == ()
