"""Browser tests from submission to agreement: two users, keyboard, layout and accessibility."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment import AssessmentState
from assessment.review.answer_review import RemarkKind, ReviewOutcome
from assessment.workflow.states import Transition
from tests.support.counts import QUESTIONS
from tests.support.screens import (
    TESTER,
    bring_example,
    expect_fits_and_is_accessible,
    expect_quiet,
    expect_still,
    store_in,
    whole_run,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser


def enter(
    browser: Browser, server: Server, name: str, link: str = "Exemplia (invented) 2026"
) -> Page:
    """Open a page, enter a name and open the example; the name is lost when the page is reloaded."""
    page = new_page(browser)
    page.goto(server.address)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    expect_quiet(page)
    page.get_by_role("link", name=link).first.click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()
    return page


def side(page: Page, name: str, title: str) -> None:
    page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect_quiet(page)


def draw_again(page: Page, name: str) -> None:
    """Click the link of the page that is open, and wait until the run that it begins has ended."""
    with whole_run(page):
        side(page, name, name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Tab")
    expect_quiet(page)


def state_is(page: Page, state: str) -> None:
    expect(page.locator(".cop-where")).to_contain_text(state)
    expect_quiet(page)


def show_question(page: Page, indicator: str) -> None:
    """Open a question through the lists in reading order."""
    listed = page.locator(".st-key-in-order").get_by_text(indicator).first
    if not listed.is_visible():
        page.get_by_text("All questions in reading order").click()
    listed.click()
    expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
    expect_quiet(page)


def test_two_people_take_an_assessment_from_handing_in_to_agreement(
    own_server: Server, browser: Browser
) -> None:
    key = bring_example(own_server.folder)
    store = store_in(own_server.folder)
    own = store.load(key, person=TESTER).answers["O02"].level
    assert own is not None
    ana = enter(browser, own_server, "Ana")
    side(ana, "Hand in", "Hand in")
    press(ana, "Hand in")
    state_is(ana, "Submitted")

    ben = enter(browser, own_server, "Ben")
    expect(ben.get_by_text("The answers are handed in and stand still")).to_be_visible()
    side(ben, "Hand in", "Hand in")
    press(ben, "Begin the review")
    state_is(ben, "In review")
    side(ben, "Review", "Review")
    show_question(ben, "O02")
    ben.keyboard.press("Escape")
    ben.locator("#question").focus()
    ben.keyboard.press(str(own + 1))
    expect(ben.locator(".st-key-review-O02-choice input:checked")).to_have_value(str(own + 1))
    write(ben, "Why (needed", "The body has a budget.")
    press(ben, "Save and go on")
    expect(ben.get_by_text("O02: stored.")).to_be_visible()
    show_question(ben, "L02")
    write(ben, "Question to the country", "Which of the five tests?")
    press(ben, "Ask")
    expect(ben.locator(".cop-remarks")).to_contain_text("Which of the five tests?")
    side(ben, "Hand in", "Hand in")
    write(ben, "Return with the open questions: why", "One question.")
    press(ben, "Return with the open questions")
    state_is(ben, "Returned")

    side(ana, "Review", "Review")
    state_is(ana, "Returned")
    show_question(ana, "L02")
    expect(ana.locator(".cop-remarks")).to_contain_text("Ben")
    write(ana, "Reply of the country", "Two: possession and grooming.")
    press(ana, "Reply")
    expect(ana.locator(".cop-remarks")).to_contain_text("Two: possession")
    side(ana, "Hand in", "Hand in")
    press(ana, "Hand in")
    state_is(ana, "Submitted")

    draw_again(ben, "Hand in")
    press(ben, "Begin the review")
    state_is(ben, "In review")
    expect(ben.get_by_role("button", name="Agree", exact=True)).to_have_count(0)
    side(ben, "Review", "Review")
    show_question(ben, "L02")
    press(ben, "Resolved")
    expect(ben.locator(".cop-remarks")).to_contain_text("Resolved")

    side(ana, "Review", "Review")
    show_question(ana, "O02")
    ana.get_by_role("button", name="Take over").click()
    expect(ana.locator(".cop-remarks")).to_contain_text("takes this level over")
    side(ana, "Hand in", "Hand in")
    press(ana, "Agree")
    state_is(ana, "Agreed")
    side(ana, "Results", "Self, expert and agreed")
    expect(ana.get_by_text("use the agreed levels")).to_be_visible()

    result = store.load(key, person=TESTER)
    assert result.state is AssessmentState.AGREED
    assert result.level("O02") == own + 1
    authors = [(item.transition, item.author) for item in store.transitions(key, person=TESTER)]
    assert authors == [
        (Transition.SUBMIT, "Ana"),
        (Transition.START_REVIEW, "Ben"),
        (Transition.RETURN, "Ben"),
        (Transition.SUBMIT, "Ana"),
        (Transition.START_REVIEW, "Ben"),
        (Transition.AGREE, "Ana"),
    ]
    said = store.reviews(key, person=TESTER)
    assert [(item.kind, item.author) for item in said["O02"].remarks] == [
        (RemarkKind.VIEW, "Ben"),
        (RemarkKind.ACCEPTED, "Ana"),
    ]
    assert store.verify_audit().broken == ()
    store.close()
    for page in (ana, ben):
        page.context.close()


def drawn(page: Page) -> None:
    """Wait until the page is drawn completely."""
    expect(page.locator(".st-key-queue, .cop-keys").first).to_be_visible()
    expect(page.locator(".st-key-review-same button")).to_be_enabled()
    expect_still(page)


def reviewed(server: Server, example: str = "xtc") -> str:
    """Import an example, start its review and return its id."""
    key = bring_example(server.folder, example)
    store = store_in(server.folder)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
        store.apply_transition(key, step, seen=seen, person=TESTER, at=dt.datetime.now(dt.UTC))
    store.close()
    return key


def test_many_are_reviewed_in_one_sitting_by_keys_alone(server: Server, page: Page) -> None:
    key = reviewed(server)
    page.goto(f"{server.address}/review?a={key}")
    seen: list[str] = []
    for number in range(1, 9):
        question = page.locator("#question")
        expect(question).to_be_visible()
        drawn(page)
        seen.append(question.get_attribute("data-indicator") or "")
        page.keyboard.press("a")
        expect(page.get_by_text(f"{number} of {QUESTIONS} looked at")).to_be_visible()
        expect(page.locator(f'#question[data-indicator="{seen[-1]}"]')).to_have_count(0)
    assert len(set(seen)) == 8
    here = page.locator("#question").get_attribute("data-indicator")
    drawn(page)
    page.keyboard.press("1")
    expect(page.locator(f".st-key-review-{here}-choice input:checked")).to_have_value("1")
    drawn(page)  # the choice was a run of its own
    reason = page.locator(f".st-key-review-{here}-reason textarea")
    page.keyboard.press("e")
    expect(reason).to_be_focused()
    said = "Seen in action 2 nights a week"  # letters and digits that are no keys now
    page.keyboard.type(said)
    expect(reason).to_have_value(said)
    page.keyboard.press("Escape")
    expect(page.locator("#question")).to_be_focused()
    drawn(page)
    page.keyboard.press("s")
    expect(page.get_by_text(f"{here}: stored.")).to_be_visible()
    expect(page.get_by_text(f"9 of {QUESTIONS} looked at")).to_be_visible()
    store = store_in(server.folder)
    result = store.reviews(key, person=TESTER)
    store.close()
    assert [result[item].outcome for item in seen] == [ReviewOutcome.AGREED] * 8
    assert result[str(here)].view.text == said  # type: ignore[union-attr]


def test_what_is_folded_opens_at_once_and_stands_still(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/review?a={reviewed(server)}")
    drawn(page)
    slid = page.locator(".st-key-in-order summary").evaluate(
        """async (summary) => {
            summary.click();
            for (let drawn = 0; drawn < 3; drawn++) await new Promise(requestAnimationFrame);
            return [summary.parentElement.open, summary.parentElement.getAnimations().length];
        }"""
    )
    assert slid == [True, 0]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_review_fit_and_are_accessible_when_full(
    server: Server, browser: Browser, width: int
) -> None:
    key = reviewed(server)
    page = new_page(browser, width=width)
    page.goto(f"{server.address}/review?a={key}&i=O02")
    write(page, "Question to the country", "x" * 300)
    press(page, "Ask")
    expect(page.locator(".cop-remarks")).to_contain_text("xxx")
    page.get_by_text("All questions in reading order").click()
    for address in ("", f"hand-in?a={key}", f"answer?a={key}&i=O02", f"results?a={key}"):
        if address:
            page.goto(f"{server.address}/{address}")
        expect(page.locator("h1")).to_be_visible()
        expect_still(page)
        expect_fits_and_is_accessible(page, address)
    page.context.close()
