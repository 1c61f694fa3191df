"""Keyboard shortcuts on a slow connection: keys pressed ahead wait for their question and never answer the previous one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessment import Answer
from host.services import edition_of
from tests.support.screens import (
    TESTER,
    begin,
    expect_question,
    expect_quiet,
    expect_saved,
    open_question,
    slow_down,
    store_in,
)
from tests.support.server import Server

pytestmark = pytest.mark.browser

FIRST, SECOND, THIRD, FOURTH = edition_of("2026").profile_indicators("full")[:4]


@pytest.fixture
def assessment(server: Server, page: Page) -> str:
    """Open the first question of a new assessment over a connection that delays each message; return the id."""
    slow_down(page)
    key = begin(server.folder)
    open_question(page, server.address, key, FIRST)
    return key


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _stored(server: Server, key: str) -> dict[str, Answer]:
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answers
    store.close()
    return dict(result)


def test_a_level_pressed_on_the_way_to_the_next_question_is_for_that_one(
    server: Server, page: Page, assessment: str
) -> None:
    _press(page, "2")
    expect_saved(page, 2)
    _press(page, "u", "3")
    expect_question(page, SECOND)
    expect_saved(page, 3)
    result = _stored(server, assessment)
    assert {key: item.level for key, item in result.items()} == {FIRST: 2, SECOND: 3}


def test_several_questions_are_answered_in_one_go(
    server: Server, page: Page, assessment: str
) -> None:
    _press(page, *"1n2n3n0")
    expect_question(page, FOURTH)
    expect_saved(page, 0)
    result = _stored(server, assessment)
    assert {key: item.level for key, item in result.items()} == {
        FIRST: 1,
        SECOND: 2,
        THIRD: 3,
        FOURTH: 0,
    }


def test_a_question_half_drawn_beside_the_one_before_takes_the_key(
    server: Server, page: Page, assessment: str
) -> None:
    _press(page, "u")
    expect(page.locator(f'#question[data-indicator="{SECOND}"]')).to_have_count(1)
    _press(page, "1")
    expect_saved(page, 1)
    assert {key: item.level for key, item in _stored(server, assessment).items()} == {SECOND: 1}


@pytest.mark.parametrize("delays", [False, True], ids=["at once", "once its heading stands there"])
def test_the_reason_entered_is_that_of_the_next_question(
    server: Server, page: Page, assessment: str, delays: bool
) -> None:
    _press(page, "u")
    if delays:
        expect(page.locator(f'#question[data-indicator="{SECOND}"]')).to_have_count(1)
    _press(
        page, "e", "n", "3"
    )  # meant for the field, which is not drawn yet: they are no shortcuts
    reason = page.locator(f".st-key-{SECOND}-reason textarea")
    expect(reason).to_be_focused()
    page.keyboard.type("Act 3, and no. 2")
    page.keyboard.press("Tab")
    expect(page.locator(".cop-saved.good .settled")).to_be_visible()
    expect(page.locator(f'#question[data-indicator="{SECOND}"]')).to_have_count(1)
    result = _stored(server, assessment)
    assert FIRST not in result
    assert result[SECOND].level is None
    assert result[SECOND].reason.endswith("Act 3, and no. 2")


def test_a_key_after_a_press_of_the_mouse_waits_too(
    server: Server, page: Page, assessment: str
) -> None:
    page.get_by_role("button", name="Next", exact=True).click()
    _press(page, "2")
    expect_question(page, SECOND)
    expect_saved(page, 2)
    assert {key: item.level for key, item in _stored(server, assessment).items()} == {SECOND: 2}


def test_escape_forgets_the_keys_that_wait(server: Server, page: Page, assessment: str) -> None:
    page.evaluate(  # in the task of the click: "u" itself may have waited until the first question was drawn
        """() => {
            const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            const left = (event) => {
                if (!event.target.closest(".st-key-on button")) return;
                document.removeEventListener("click", left);
                press("3");
                press("Escape");
            };
            document.addEventListener("click", left);
            press("u");
        }"""
    )
    expect_question(page, SECOND)
    expect_quiet(page)
    page.wait_for_timeout(1000)
    assert _stored(server, assessment) == {}


def test_keys_pressed_while_the_first_question_is_drawn_are_carried_out(
    server: Server, page: Page
) -> None:
    slow_down(page)
    key = begin(server.folder)
    page.add_init_script(
        """new MutationObserver((_changes, observer) => {
            if (!document.getElementById("question")) return;
            observer.disconnect();
            for (const key of ["2", "u", "3"])
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(f"{server.address}/answer?a={key}&i={FIRST}")
    expect_question(page, SECOND)
    expect_saved(page, 3)
    result = _stored(server, key)
    assert {key: item.level for key, item in result.items()} == {FIRST: 2, SECOND: 3}


@pytest.mark.parametrize("level", ["2", None], ids=["answered", "unanswered"])
def test_what_is_pressed_while_a_question_arrives_leaves_the_one_before_alone(
    server: Server, page: Page, assessment: str, level: str | None
) -> None:
    """The browser then also sends the fields of the previous question; here a card is clicked as soon as it is drawn."""
    if level:
        _press(page, level)
        expect_saved(page, int(level))
    page.evaluate(
        """(second) => new MutationObserver((_changes, observer) => {
            const card = document.querySelectorAll(`.st-key-${second}-choice [data-testid=stRadioOption]`)[1];
            if (card) { observer.disconnect(); card.click(); }
        }).observe(document.body, { childList: true, subtree: true })""",
        SECOND,
    )
    _press(page, "u")
    expect_question(page, SECOND)
    expect_saved(page, 1)
    expect(page.locator(f".st-key-{SECOND}-choice input:checked")).to_have_value("1")
    before = {FIRST: int(level)} if level else {}
    result = _stored(server, assessment)
    assert {key: item.level for key, item in result.items()} == {**before, SECOND: 1}
    page.get_by_role("button", name="Previous", exact=True).click()
    expect_question(page, FIRST)
    checked = page.locator(f".st-key-{FIRST}-choice input:checked")
    expect(checked).to_have_count(1 if level else 0)


def test_who_goes_back_at_once_finds_the_fields_as_they_were_left(
    server: Server, page: Page, assessment: str
) -> None:
    _press(page, "2")
    expect_saved(page, 2)
    reason = page.locator(f".st-key-{FIRST}-reason textarea")
    reason.fill("Because")
    reason.press("Escape")
    expect(page.locator("body[data-pending]")).to_have_count(0)
    page.evaluate(
        """(second) => new MutationObserver((_changes, observer) => {
            if (!document.querySelector(`.st-key-${second}-reason textarea`)) return;
            const back = document.querySelector(".st-key-previous button");
            if (back && !back.disabled) { observer.disconnect(); back.click(); }
        }).observe(document.body, { childList: true, subtree: true })""",
        SECOND,
    )
    _press(page, "u")
    expect(page.locator(f'#question[data-indicator="{SECOND}"]')).to_have_count(1)
    expect_question(page, FIRST)
    expect(reason).to_have_value("Because")
    expect(page.locator(f".st-key-{FIRST}-choice input:checked")).to_have_value("2")
    _press(page, "3")
    expect_saved(page, 3)
    (answer,) = _stored(server, assessment).values()
    assert (answer.level, answer.reason) == (3, "Because")
