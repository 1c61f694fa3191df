"""Two institutions and a coordinator from invitation to settled answer, by mouse and keyboard."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment import Answer, Institution
from assessment.store import Store
from tests.support.counts import QUESTIONS
from tests.support.screens import (
    TESTER,
    begin,
    choose,
    choose_option,
    expect_fits_and_is_accessible,
    expect_question,
    expect_saved,
    expect_still,
    store_in,
    whole_run,
)
from tests.support.server import Server
from tests.support.users import click_button, fill_field, new_page

pytestmark = pytest.mark.browser

POLICE, JUSTICE = "police", "justice"


def test_two_institutions_and_a_coordinator_from_invitation_to_settled_answer(
    server: Server, browser: Browser
) -> None:
    key = begin(server.folder)
    coordinator = new_page(browser)
    coordinator.goto(f"{server.address}/institutions?a={key}")
    for role in ("Police and ministry", "Ministry responsible for justice"):
        coordinator.locator(".st-key-roles label").filter(has_text=role).click()
    coordinator.get_by_role("button", name="Add 2 institutions").click()
    links = [
        _link_for(coordinator, name, key)
        for name, key in (("Police", POLICE), ("Ministry responsible for justice", JUSTICE))
    ]

    for link, level, reason, title in (
        (links[0], "3", "The unit works.", "Annual report of the unit"),
        (links[1], "1", "The law is a draft.", "Draft bill"),
    ):
        _answer(browser, link, "L14", level, reason, title)

    coordinator.goto(f"{server.address}/settle?a={key}&i=L14")
    cards = coordinator.locator(".cop-opinions section")
    expect(cards).to_have_count(2)
    expect(cards.filter(has_text="Police")).to_contain_text("The unit works.")
    expect(cards.filter(has_text="justice")).to_contain_text("Draft bill")
    coordinator.get_by_role("button", name="Settle and go on").click()
    expect(coordinator.get_by_text("choose the national answer first")).to_be_visible()
    choose(coordinator, "settle-L14", "1")
    coordinator.get_by_role("button", name="Settle and go on").click()
    expect(coordinator.get_by_text(": say why. ")).to_be_visible()
    coordinator.get_by_label("Why (needed").fill("Only the draft can be shown.")
    coordinator.get_by_role("button", name="Settle and go on").click()
    expect(coordinator.get_by_text("L14 is settled and stored.")).to_be_visible()

    sent = coordinator.locator(f".st-key-invitation-{POLICE}")
    coordinator.goto(f"{server.address}/institutions?a={key}")
    expect(sent).to_contain_text("1 of ")
    expect(sent.locator(".cop-state")).to_have_text("answering")
    mail = sent.get_by_role("link", name="E-mail")
    assert (mail.get_attribute("href") or "").startswith("mailto:?subject=Child%20online")
    mail.click()
    expect(sent.get_by_role("button", name="I have sent it")).to_have_count(0)
    _sign_off(browser, links[0])
    coordinator.reload()
    expect(sent).to_contain_text("Ben Ali, ")

    result = _load(server, key)
    national = result.answers["L14"]
    assert national.level == 1
    assert national.settlement is not None
    assert national.settlement.reason == "Only the draft can be shown."
    assert national.settlement.positions == {POLICE: "3", JUSTICE: "1"}
    assert [item.title for item in national.evidence] == ["Draft bill"]
    assert result.institution_answers[POLICE]["L14"].level == 3
    coordinator.goto(f"{server.address}/settle?a={key}&i=L14")
    expect(coordinator.get_by_text("said 3")).to_be_visible()
    coordinator.context.close()


def _link_for(page: Page, name: str, key: str) -> str:
    choose_option(page, "Write to an institution", name)
    letter = page.locator(".st-key-institution-editor code")
    shown = page.get_by_role("link", name="See what it sees")
    expect(shown).to_have_attribute("href", re.compile(rf"as={key}\b"))
    said = letter.inner_text()
    # Nobody else can open an address of this computer.
    assert "127.0.0.1" not in said
    assert "http" not in said
    assert "workbook attached to this letter" in said
    assert f"Invite {name}" in page.locator(".st-key-institution-editor").inner_text()
    assert "No personal data of children" in said
    return urllib.parse.urljoin(page.url, shown.get_attribute("href") or "")


def _answer(
    browser: Browser, link: str, indicator: str, level: str, reason: str, title: str
) -> None:
    page = new_page(browser, width=360)
    page.goto(f"{link.replace('/home', '/answer')}&i={indicator}")
    expect_question(page, indicator)
    choose(page, indicator, level)
    expect_saved(page, int(level))
    page.get_by_label("Reason: what makes").fill(reason)
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Title of the document").fill(title)
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".cop-evidence")).to_contain_text(title)
    page.context.close()


def _sign_off(browser: Browser, link: str) -> None:
    page = new_page(browser, width=360)
    page.goto(link)
    expect(page.get_by_text("You may stop at any time")).to_be_visible()
    page.get_by_role("button", name="Sign off the answers").click()
    expect(page.get_by_role("alert").filter(has_text="Write who signs off")).to_be_in_viewport()
    fill_field(page, "First and last name", "Ben Ali")
    click_button(page, "Sign off the answers")
    expect(page.get_by_text("Signed off by Ben Ali")).to_be_visible()
    page.context.close()


def _load(server: Server, key: str):  # type: ignore[no-untyped-def]
    store = store_in(server.folder)
    result = store.load(key, person=TESTER)
    store.close()
    return result


def _differing(server: Server, indicators: tuple[str, ...]) -> str:
    """Create an assessment in which two institutions answer each of `indicators` with levels 1 and 3."""
    key = begin(server.folder)
    store: Store = store_in(server.folder)
    at = dt.datetime.now(dt.UTC)
    listed = tuple(
        Institution(id=name, name=name.title(), indicators=indicators) for name in (POLICE, JUSTICE)
    )
    store.save_institutions(key, listed, expected_revision=0, person=TESTER, at=at)
    for name, level in ((POLICE, 3), (JUSTICE, 1)):
        for indicator in indicators:
            store.save_answer(
                key, indicator, Answer(level=level), expected_revision=0, person=TESTER, at=at,
                institution=name,
            )  # fmt: skip
    store.close()
    return key


def test_many_are_settled_in_one_sitting_by_keyboard_alone(server: Server, page: Page) -> None:
    requested = ("L04", "L08", "O06")
    key = _differing(server, requested)
    page.goto(f"{server.address}/settle?a={key}")
    for indicator, level in zip(requested, "123", strict=True):
        expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
        expect(page.locator(f".st-key-settle-{indicator}-choice input")).to_have_count(7)
        page.keyboard.press(level)
        expect(page.locator(f".st-key-settle-{indicator}-choice input:checked")).to_have_value(
            level
        )
        page.keyboard.press("e")
        expect(page.locator(f".st-key-settle-{indicator}-reason textarea")).to_be_focused()
        page.keyboard.type(
            f"As said in the room, no. {level}"
        )  # digits and letters that are no keys now
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        expect(page.get_by_text(f"{indicator} is settled and stored.")).to_be_visible()
    expect(page.get_by_text(f"3 of {QUESTIONS} settled")).to_be_visible()
    result = _load(server, key)
    assert [result.answers[indicator].level for indicator in requested] == [1, 2, 3]
    assert result.answers["L08"].settlement.reason == "As said in the room, no. 2"


def test_what_is_typed_for_a_field_that_is_drawn_anew_settles_nothing(
    server: Server, page: Page
) -> None:
    key = _differing(server, ("L04",))
    page.goto(f"{server.address}/settle?a={key}")
    page.locator(".st-key-settle-L04-choice").get_by_text("1 Started").click()
    reason = page.locator(".st-key-settle-L04-reason textarea")
    reason.fill("As said")
    page.evaluate(  # as when the server draws the page anew while somebody types
        "() => { const box = document.querySelector('.st-key-settle-L04-reason'), field = box.innerHTML;"
        "box.innerHTML = ''; setTimeout(() => { box.innerHTML = field }, 500) }"
    )
    page.keyboard.type("sd")  # settle, and don't know, where they are keys
    expect(reason).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.get_by_text("L04 is settled and stored.")).to_have_count(0)
    expect(page.locator(".st-key-settle-L04-choice input:checked")).to_have_value("1")
    assert _load(server, key).answers.get("L04") is None


def test_keys_can_be_switched_off(server: Server, page: Page) -> None:
    key = _differing(server, ("L04",))
    page.goto(f"{server.address}/settle?a={key}")
    page.get_by_text("Keys", exact=True).click()
    page.get_by_role("button", name="Keys are on").click()
    page.reload()
    expect(page.locator(".st-key-settle-L04-choice input")).to_have_count(7)
    page.keyboard.press("2")
    page.wait_for_timeout(500)
    expect(page.locator(".st-key-settle-L04-choice input:checked")).to_have_count(0)


def test_what_another_settled_meanwhile_is_shown_and_what_was_written_stays(
    server: Server, page: Page
) -> None:
    key = _differing(server, ("L04",))
    page.goto(f"{server.address}/settle?a={key}&i=L04")
    choose(page, "settle-L04", "2")
    why = page.get_by_label("Why (needed")
    expect(why).to_be_visible()
    with whole_run(page):  # begun by leaving the field, or by a pause in typing
        why.fill("Between the two.")
        why.press("Tab")
    store = store_in(server.folder)
    at = dt.datetime.now(dt.UTC)
    store.save_answer(key, "L04", Answer(level=3), expected_revision=0, person=TESTER, at=at)
    store.close()
    page.get_by_role("button", name="Settle and go on").click()
    expect(page.get_by_text("someone has settled it at “3” meanwhile")).to_be_visible()
    expect(why).to_have_value("Between the two.")
    page.get_by_role("button", name="Settle and go on").click()
    expect(page.get_by_text("L04 is settled and stored.")).to_be_visible()
    assert _load(server, key).answers["L04"].level == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_coordinator_fit_and_are_accessible_when_full(
    server: Server, browser: Browser, width: int
) -> None:
    key = _differing(server, ("L04", "L08", "O06"))
    page = new_page(browser, width=width)
    for address in (f"institutions?a={key}", f"settle?a={key}"):
        page.goto(f"{server.address}/{address}")
        expect(page.locator("h1")).to_be_visible()
        if "institutions" in address:
            choose_option(page, "Write to an institution", "Police")
            expect(page.locator(".st-key-institution-editor")).to_be_visible()
            deadline = page.get_by_label("Deadline of all")
            deadline.fill("2026-12-20")
            deadline.press("Tab")
            expect(page.get_by_text("20 December 2026").first).to_be_visible()
            expect(page.locator("body[data-pending]")).to_have_count(0)
        expect_still(page)
        expect_fits_and_is_accessible(page, address)
    page.context.close()
