"""The public pages of the real application, without sign-in and JavaScript."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from public.site import POLICY
from tests.host.test_http import ask
from tests.support.screens import TESTER, bring_example, store_in
from tests.support.server import Server

pytestmark = pytest.mark.browser

TOP = "/repository/KEN/2026"
PAGES = ("/repository", TOP, f"{TOP}/roadmap", f"{TOP}/answers", f"{TOP}/answers/legal", f"{TOP}/evidence", "/repository/x")  # fmt: skip


def agree(server: Server, name: str) -> str:
    """Import an example, apply the transitions up to agreement and return its id."""
    key = bring_example(server.folder, name)
    store = store_in(server.folder)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)):
        store.apply_transition(key, step, seen=seen, person=TESTER, at=dt.datetime.now(dt.UTC))
    store.close()
    return key


@pytest.fixture(scope="session")  # of the server: Kenya 2026 is published in its store once
def public(server: Server) -> Server:
    key = agree(server, "ken")
    store = store_in(server.folder)
    at = dt.datetime.now(dt.UTC)
    store.apply_transition(
        key, Transition.PUBLISH, seen=3, person=TESTER, at=at, parts=tuple(PublicPart)
    )
    store.close()
    return server


def test_a_public_page_is_whole_and_has_its_own_policy(public: Server) -> None:
    result = ask(public, TOP)
    text = result.body.decode()
    assert result.status == 200
    assert text.startswith("<!DOCTYPE html>")
    assert "streamlit" not in text.lower()
    assert result.headers.get_all("content-security-policy") == [POLICY]
    assert result.headers["x-content-type-options"] == "nosniff"
    assert result.headers["set-cookie"] is None


def test_a_public_page_is_compressed_and_not_sent_twice(public: Server) -> None:
    plain = ask(public, TOP)
    packed = ask(public, TOP, **{"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    again = ask(public, TOP, **{"If-None-Match": packed.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", [TOP, "/repository/ZZZ/2026", "/api/v1/publications"])
def test_head_says_what_get_says_without_the_body(public: Server, path: str) -> None:
    head, get = ask(public, path, "HEAD"), ask(public, path)
    assert head.body == b""
    assert head.status == get.status
    for name in ("content-type", "content-length", "etag", "cache-control"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("path", [TOP, "/api/v1/publications"])
def test_a_write_is_refused_with_what_is_allowed(public: Server, path: str) -> None:
    result = ask(public, path, "POST")
    assert (result.status, result.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_screens_are_still_where_they_were(public: Server) -> None:
    for path in ("/", "/answer", "/publication"):
        assert b"streamlit" in ask(public, path).body.lower()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_pages_are_accessible_fit_and_need_no_script(
    public: Server, browser: Browser, width: int
) -> None:
    problems = []
    for scripts in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            bypass_csp=scripts,  # the checker is a script
        )
        page = context.new_page()
        questions_asked: list[str] = []
        page.on(
            "request",
            lambda request, questions_asked=questions_asked: questions_asked.append(request.url),
        )
        for path in PAGES:
            page.goto(f"{public.address}{path}")
            expect(page.locator("h1")).to_be_visible()
            if scripts:
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                problems += [f"{path} scrolls sideways by {wide}"] if wide > 0 else []
                problems += [
                    f"{path}: {item['id']}: {item['nodes'][0]['html'][:200]}"
                    for item in Axe().run(page).response["violations"]
                ]
        assert context.cookies() == []
        assert all(url.startswith(public.address) for url in questions_asked)
        assert any(url.endswith(".css") for url in questions_asked)
        assert not any(url.endswith(".js") for url in questions_asked)
        context.close()
    assert not problems, "\n".join(problems)


def test_an_approver_sees_it_publishes_it_and_takes_it_back(server: Server, page: Page) -> None:
    key = agree(server, "irl")
    address = "/repository/IRL/2026"
    page.goto(f"{server.address}/publication?a={key}")
    expect(page.get_by_text("Nothing of this assessment is public.")).to_be_visible()
    page.get_by_text("Profile", exact=True).click()
    expander = page.get_by_text(address, exact=True)
    expect(expander).to_be_visible()
    expander.click()
    preview = page.locator(".cop-public").first
    expect(preview.get_by_role("heading", name="Ireland 2026")).to_be_visible()
    seen = _words(preview.inner_text())
    assert ask(server, address).status == 404
    page.get_by_role("button", name="Publish these parts").click()
    expect(page.get_by_text("Everybody can read: Profile.")).to_be_visible()
    assert ask(server, address).status == 200
    reader = page.context.new_page()
    reader.goto(f"{server.address}{address}")
    assert _words(reader.locator("main").inner_text()) == seen
    assert ask(server, f"{address}/answers").status == 404
    page.get_by_label("Why, in one sentence").fill("A wrong figure.")
    page.get_by_label("Why, in one sentence").press("Tab")
    page.get_by_role("button", name="Take it back from the public").click()
    expect(page.get_by_text("Nothing of this assessment is public.")).to_be_visible()
    assert ask(server, address).status == 404


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
