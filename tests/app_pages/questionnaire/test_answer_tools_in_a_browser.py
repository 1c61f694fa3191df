"""Tools of a question in a browser: search, keys, undo and earlier versions; typed text is never overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from assessment import Answer, Observation
from host.services import edition_of
from tests.support.counts import QUESTIONS
from tests.support.screens import (
    TESTER,
    begin,
    choose,
    expect_question,
    expect_quiet,
    expect_saved,
    open_question,
    slow_down,
    store_in,
)
from tests.support.server import Server

pytestmark = pytest.mark.browser


def _levels(server: Server, key: str, indicator: str) -> list[int | None]:
    store = store_in(server.folder)
    result = store.answer_history(key, indicator, person=TESTER)
    store.close()
    return [item.value.level for item in result]


def _options(page: Page, indicator: str) -> None:
    expect(page.locator(f".st-key-{indicator}-choice input").first).to_be_attached()


def test_questions_are_found_and_answered_by_keyboard_alone(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L04")
    _options(page, "L04")
    page.keyboard.press("3")
    expect_saved(page, 3)
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("t02")
    page.keyboard.press("Enter")
    expect(page.locator("ul.cop-found li").first).to_contain_text("child helpline")
    expect_quiet(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_question(page, "T02")
    expect(page.locator("#question")).to_be_focused()
    page.go_back()
    expect_question(page, "L04")
    page.keyboard.press("n")
    expect(page.locator('#question[data-indicator="L04"]')).to_have_count(0)
    second = page.locator("#question").get_attribute("data-indicator")
    assert second is not None
    _options(page, second)
    page.keyboard.press("d")
    expect(page.locator(".cop-saved.good .settled")).to_contain_text("Saved")
    page.keyboard.press("n")
    expect(page.locator(f'#question[data-indicator="{second}"]')).to_have_count(0)
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.press("p")
    expect_question(page, second)
    page.keyboard.press("u")
    expect(page.locator(f'#question[data-indicator="{second}"]')).to_have_count(0)
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("textarea:focus")).to_have_count(1)  # once the question is drawn
    page.keyboard.type("4")  # typed, not chosen
    page.wait_for_timeout(300)
    store = store_in(server.folder)
    answers = store.load(key, person=TESTER).answers
    store.close()
    assert answers[second].state.value == "dont_know"
    assert set(answers) == {"L04", second}


def test_a_change_is_undone_and_an_earlier_version_brought_back(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L04")
    for level in ("1", "3"):
        choose(page, "L04", level)
        expect_saved(page, int(level))
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.locator(".st-key-L04-choice input:checked")).to_have_value("1")
    expect_saved(page, 1)
    page.get_by_text("Earlier versions of this answer (2)").click()
    page.get_by_role("button", name="Bring version 2 back").click()
    expect(page.locator(".st-key-L04-choice input:checked")).to_have_value("3")
    expect_saved(page, 3)
    assert _levels(server, key, "L04") == [1, 3, 1, 3]


def test_the_filter_of_unanswered_questions_says_when_none_is_left(
    server: Server, page: Page
) -> None:
    key = begin(server.folder, profile="quick")
    store = store_in(server.folder)
    asked = edition_of("2026").profile_indicators("quick")
    for indicator in asked:
        store.save_answer(
            key, indicator, Answer(level=2), expected_revision=0, person=TESTER,
            at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    store.close()
    first = asked[0]
    page.goto(f"{server.address}/questions?a={key}")
    filters = page.locator(".st-key-questions-filters")
    filters.get_by_role("button", name="unanswered").click()
    expect(page.get_by_text("No question fits.")).to_be_visible()
    expect_quiet(page)
    filters.get_by_role("button", name="unanswered").click()
    filters.get_by_role("button", name="without evidence").click()
    expect(page.get_by_text(f"{len(asked)} questions fit")).to_be_visible()
    page.locator(".cop-map").get_by_role("link", name=first).click()
    expect_question(page, first)
    expect(page.locator(".cop-among")).to_contain_text(f"stay among {len(asked)} questions")


def test_figures_saved_by_two_people_stand_side_by_side(server: Server, page: Page) -> None:
    key = begin(server.folder)
    page.goto(f"{server.address}/statistics?a={key}&s=EDU-INT-1")
    page.get_by_role("button", name="Add a figure to").click()
    page.get_by_label("Figure (% of schools)").fill("47.5")
    store = store_in(server.folder)
    other = Observation(value=50.0, year=2023, source="Ministry")
    store.save_figures(
        key, "EDU-INT-1", (other,), expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    page.get_by_label("Year", exact=True).fill("2024")
    page.get_by_label("Year", exact=True).press("Tab")
    expect(page.get_by_text("someone else has saved other figures meanwhile")).to_be_visible()
    expect(page.locator(".cop-two section").nth(0)).to_contain_text("47.5")
    expect(page.locator(".cop-two section").nth(1)).to_contain_text("Ministry")
    page.get_by_role("button", name="Keep both").click()
    expect(page.locator(".cop-figures").first).to_contain_text("47.5")
    result = store.load(key, person=TESTER).figures["EDU-INT-1"]
    store.close()
    assert other in result
    assert [item.value for item in result] == [50.0, 47.5]


@pytest.mark.parametrize("delay", [0.0, 0.005])
def test_what_was_left_while_the_server_is_slow_is_never_overwritten(
    server: Server, page: Page, delay: float
) -> None:
    """Three fields of an observation and two of evidence, left one after the other before the server responds."""
    slow_down(page, delay)
    key = begin(server.folder)
    open_question(page, server.address, key, "O11")
    for number, code in enumerate(("EDU-INT-1", "EDU-INT-2")):
        name = edition_of("2026").statistic[code].name
        page.get_by_role("button", name=f"Add a figure to {name}").click()
        editor = page.locator(".st-key-figure-editor")
        expect(editor).to_be_visible(timeout=30_000)
        expect(editor.get_by_label("Source", exact=True)).to_have_value("", timeout=30_000)
        editor.get_by_label("Figure (").fill(f"4{number}")
        editor.get_by_label("Year", exact=True).fill("2024")
        editor.get_by_label("Source", exact=True).fill(f"Census {number}")
        editor.get_by_label("Source", exact=True).press("Tab")
        expect(page.locator(".cop-figures").nth(number)).to_contain_text(
            f"Census {number}", timeout=30_000
        )
        done = page.get_by_role("button", name="Done")
        expect(done).to_have_count(1)  # while a run draws the page, a button can stand there twice
        done.click()
        expect(editor).to_have_count(0, timeout=30_000)
    open_question(page, server.address, key, "L04")
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Title of the document").fill("Act 12")
    page.get_by_text("More about it").click()
    page.get_by_label("Issued by").fill("Parliament")
    page.get_by_label("Article or page").fill("s. 4")
    page.get_by_label("Article or page").press("Tab")
    expect(page.locator(".cop-evidence")).to_contain_text(
        "Act 12 · Parliament · s. 4", timeout=30_000
    )
    store = store_in(server.folder)
    result = store.load(key, person=TESTER)
    store.close()
    for number, code in enumerate(("EDU-INT-1", "EDU-INT-2")):
        (figure,) = result.figures[code]
        assert (figure.value, figure.year, figure.source) == (40 + number, 2024, f"Census {number}")
    (item,) = result.answers["L04"].evidence
    assert (item.title, item.issuer, item.place) == ("Act 12", "Parliament", "s. 4")


def test_a_question_shows_where_institutions_differ(server: Server, page: Page) -> None:
    from tests.app_pages.institutions.test_institutions_in_a_browser import _differing

    key = _differing(server, ("L04",))
    open_question(page, server.address, key, "L04")
    expect(page.get_by_text("They differ: Police: 3; Justice: 1.")).to_be_visible()
    expect(page.locator(".cop-far")).to_have_text(
        f"Answered 0 of {QUESTIONS} · with evidence 0 of 0 · settled 0 of {QUESTIONS}"
    )
    page.get_by_role("link", name="Settle", exact=True).click()
    expect_question_to_settle(page, "L04")


def expect_question_to_settle(page: Page, indicator: str) -> None:
    expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
    expect(page.get_by_role("button", name="Settle and go on")).to_be_visible()
