"""What is shown as saved is in the store: after a killed server, a lost connection, and a concurrent answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessment import NATIONAL
from assessment.answers.settlement import answers_of
from host.services import edition_of
from tests.support.screens import (
    TESTER,
    begin,
    choose,
    expect_question,
    expect_quiet,
    expect_saved,
    list_institution,
    open_question,
    store_in,
)
from tests.support.server import Server
from tests.support.servers.tcp_proxy import TcpProxy

pytestmark = pytest.mark.browser

NOT_APPLICABLE = "6"
"""Its index after levels 0 to 4 and “don’t know”."""


def test_a_killed_server_loses_no_answer_that_said_saved(own_server: Server, page: Page) -> None:
    key = begin(own_server.folder)
    pillar = edition_of("2026").pillars[0]
    ids = [item.id for item in pillar.walk_indicators()][:14]
    saved = {}
    open_question(page, own_server.address, key, ids[0])
    for index, indicator in enumerate(ids):
        expect_question(page, indicator)
        level = index % 5
        choose(page, indicator, str(level))
        expect_saved(page, level)
        saved[indicator] = level
        if index == 6:
            own_server.kill()
            own_server.start()
            open_question(page, own_server.address, key, ids[index + 1])
        elif indicator != ids[-1]:
            page.get_by_role("button", name="Next unanswered question").click()
    own_server.kill()
    store = store_in(own_server.folder)
    result = store.load(key, person=TESTER)
    store.close()
    assert {indicator: result.level(indicator) for indicator in ids} == saved
    own_server.start()
    for indicator in ids[::6]:
        open_question(page, own_server.address, key, indicator)
        expect_saved(page, saved[indicator])
        expect(page.locator(f".st-key-{indicator}-choice input:checked")).to_have_value(
            str(saved[indicator])
        )


@pytest.mark.parametrize("institution", ["", "police"])
def test_an_answer_chosen_while_the_connection_is_lost_is_saved_or_says_that_it_is_not(
    own_server: Server, page: Page, institution: str
) -> None:
    """The connection is lost for longer than a session lives, so Streamlit runs no callback for the choice."""
    key = begin(own_server.folder)
    list_institution(own_server.folder, key, "police", "L01", "L02")
    proxy = TcpProxy(own_server.port)
    open_question(page, f"http://127.0.0.1:{proxy.port}", key, "L01", institution)
    choose(page, "L01", "1")
    expect_saved(page, 1)
    expect_quiet(page)  # the browser also holds the revision that it carries back
    proxy.cut()
    choose(page, "L01", "3")
    expect(page.locator(".cop-saved .pending")).to_be_visible()
    expect(page.locator(".cop-saved .settled")).to_be_hidden()
    page.wait_for_timeout(4_000)
    expect(page.locator(".cop-saved .settled")).to_be_hidden()
    proxy.restore()
    expect_saved(page, 3)
    page.get_by_role("button", name="Next unanswered question").click()
    expect_question(page, "L02")
    choose(page, "L02", "2")
    expect_saved(page, 2)
    proxy.close()
    store = store_in(own_server.folder)
    result = answers_of(store.load(key, person=TESTER), institution or NATIONAL)
    store.close()
    assert {key: answer.level for key, answer in result.items()} == {"L01": 3, "L02": 2}


def test_the_second_of_two_people_sees_both_answers_and_chooses(
    server: Server, context: BrowserContext
) -> None:
    key = begin(server.folder)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        open_question(page, server.address, key, "L05")
    choose(first, "L05", "1")
    expect_saved(first, 1)
    choose(second, "L05", "4")
    cards = second.locator(".cop-two section")
    expect(cards.nth(0)).to_contain_text("4 Improving")
    expect(cards.nth(1)).to_contain_text("1 Started")
    expect(second.locator(".cop-saved.problem")).to_contain_text("Not saved")
    second.get_by_role("button", name="Keep mine").click()
    expect_saved(second, 4)
    store = store_in(server.folder)
    history = store.answer_history(key, "L05", person=TESTER)
    store.close()
    assert [item.value.level for item in history] == [1, 4]


def test_a_typed_reason_is_saved_when_the_field_is_left(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L03")
    choose(page, "L03", NOT_APPLICABLE)
    expect(page.locator(".cop-saved.problem")).to_contain_text(re.compile("needs a reason"))
    page.get_by_label("Reason").fill("=1+1 لا ينطبق 🙂")
    expect(page.locator(".cop-saved .pending")).to_be_visible()
    page.get_by_role("button", name="Next unanswered question").click()
    expect_question(page, "L04")
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answer("L03")
    store.close()
    assert (result.state.value, result.reason) == ("not_applicable", "=1+1 لا ينطبق 🙂")


def test_evidence_is_saved_field_by_field(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L06")
    choose(page, "L06", "2")
    expect_saved(page, 2)
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_text("More about it").click()
    page.get_by_label("Title of the document").fill("Children’s Act")
    page.get_by_label("Year or date").fill("2022-07-06")
    page.get_by_label("Web address").fill("not an address")
    page.get_by_label("Article or page").click()
    expect(page.get_by_text("is no web address")).to_be_visible()
    page.get_by_label("Web address").fill("https://example.org/act")
    page.get_by_label("Article or page").fill("22")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".cop-evidence")).to_contain_text("Children’s Act · 22 · 2022-07-06")
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answer("L06")
    store.close()
    assert [(item.title, str(item.date), item.url) for item in result.evidence] == [
        ("Children’s Act", "2022-07-06", "https://example.org/act")
    ]
