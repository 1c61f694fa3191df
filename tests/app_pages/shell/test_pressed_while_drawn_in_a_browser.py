"""What is pressed or typed while a page is drawn, on a slow connection, is stored where it was meant or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from assessment import Answer
from assessment.workflow.states import Transition
from host.services import edition_of
from tests.support.counts import QUESTIONS
from tests.support.screens import (
    TESTER,
    begin,
    bring_example,
    expect_quiet,
    list_institution,
    open_question,
    slow_down,
    store_in,
)
from tests.support.server import Server

pytestmark = pytest.mark.browser


def choose_on_the_way(page: Page, left: str, area: str, level: str) -> None:
    """Choose a level as soon as another question's heading is in the page, whatever choices are drawn."""
    expect(page.locator(f'#question:not([data-indicator="{left}"])')).to_have_count(1)
    choices = page.locator(f"[class*='st-key-{area}-'][class*='-choice'] input[value='{level}']")
    choices.first.locator("xpath=ancestor::label").click()
    expect_quiet(page)


def shown(page: Page) -> str:
    return page.locator("#question").get_attribute("data-indicator") or ""


def test_a_level_chosen_on_the_way_to_the_next_question_to_settle_is_for_that_one(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    store = store_in(server.folder)
    for who, level in (("police", 1), ("justice", 3)):
        list_institution(server.folder, key, who, "L04", "L08")
        for indicator in ("L04", "L08"):
            store.save_answer(
                key, indicator, Answer(level=level), expected_revision=0, person=TESTER,
                at=dt.datetime.now(dt.UTC), institution=who,
            )  # fmt: skip
    slow_down(page)
    page.goto(f"{server.address}/settle?a={key}&i=L04")
    expect(page.locator('#question[data-indicator="L04"]')).to_be_visible()
    expect_quiet(page)
    page.locator(".st-key-settle-L04-choice input[value='1']").locator(
        "xpath=ancestor::label"
    ).click()
    page.get_by_label("Why (needed").fill("Seen by the ministry")
    page.get_by_role("button", name="Settle and go on").click()
    choose_on_the_way(page, "L04", "settle", "3")
    page.get_by_label("Why (needed").fill("Both agreed in the meeting")
    page.get_by_role("button", name="Settle and go on").click()
    expect(page.get_by_text(f"2 of {QUESTIONS} settled")).to_be_visible()
    result = store.load(key, person=TESTER).answers
    store.close()
    assert {name: item.level for name, item in result.items()} == {"L04": 1, "L08": 3}
    assert result["L04"].settlement is not None
    assert result["L04"].settlement.reason == "Seen by the ministry"


def test_a_level_chosen_on_the_way_to_the_next_question_to_review_is_for_that_one(
    server: Server, page: Page
) -> None:
    key = bring_example(server.folder)
    store = store_in(server.folder)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
        store.apply_transition(key, step, seen=seen, person=TESTER, at=dt.datetime.now(dt.UTC))
    slow_down(page)
    page.goto(f"{server.address}/review?a={key}")
    expect(page.locator(".st-key-review-same button")).to_be_enabled()
    expect_quiet(page)
    first = shown(page)
    page.get_by_role("button", name="Same as the country: go on").click()
    choose_on_the_way(page, first, "review", "1")
    second = shown(page)
    page.get_by_label("Why (needed").fill("What was shown to us")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text(f"2 of {QUESTIONS} looked at")).to_be_visible()
    reviews = store.reviews(key, person=TESTER)
    own = store.load(key, person=TESTER).level(first)
    store.close()
    views = {name: item.view for name, item in reviews.items() if item.view is not None}
    assert set(views) == {first, second}
    assert views[first].level == own
    assert (views[second].level, views[second].text) == (1, "What was shown to us")


def test_a_figure_typed_before_another_is_opened_is_stored_with_its_own(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    slow_down(page)
    page.goto(f"{server.address}/statistics?a={key}&s=EDU-INT-1")
    expect_quiet(page)
    names = [edition_of("2026").statistic[code].name for code in ("EDU-INT-1", "EDU-INT-2")]
    page.get_by_role("button", name=f"Add a figure to {names[0]}").click()
    page.get_by_label("Figure (% of schools)").fill("47.5")
    page.get_by_label("Year", exact=True).fill("2024")
    page.get_by_label("Source", exact=True).fill("School census")
    page.get_by_role("link", name=names[1]).click()
    page.get_by_role("button", name=f"Add a figure to {names[1]}").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=names[0]))
    expect(row).to_contain_text("School census")
    expect_quiet(page)
    expect(page.get_by_label("Source", exact=True)).to_have_value("")
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).figures
    store.close()
    assert {name: [it.source for it in items] for name, items in result.items()} == {
        "EDU-INT-1": ["School census"]
    }


def test_a_title_typed_before_the_next_question_is_called_is_stored_with_its_own(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    slow_down(page)
    open_question(page, server.address, key, "L04")
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Title of the document").fill("Act 3 of 2019")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator('#question[data-indicator="L04"]')).to_have_count(0)
    expect_quiet(page)
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answers
    store.close()
    assert {name: [it.title for it in item.evidence] for name, item in result.items()} == {
        "L04": ["Act 3 of 2019"]
    }
