"""A message is next to its button, in view and has the focus, on every form that needs a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment import Answer
from assessment.workflow.states import Transition
from tests.support.screens import (
    TESTER,
    begin,
    bring_example,
    choose,
    expect_quiet,
    list_institution,
    open_question,
    store_in,
)
from tests.support.server import Server
from tests.support.text_forms import FORMS, MEASURE, prepare

pytestmark = pytest.mark.browser

ALERT = "[class*=st-key-message-] [data-testid=stAlert]"
DONE = "[class*=st-key-message-] .cop-done"
MAXIMUM_DISTANCE = 250
"""Pixels between a message and its button."""


def expect_beside(page: Page, message: str, button: Locator) -> None:
    """Wait until a message is in view and has the focus, and assert that its button is near."""
    shown = page.locator(message)
    expect(shown).to_be_focused()
    expect(shown).to_be_in_viewport(ratio=0.9)
    above, below = shown.bounding_box(), button.bounding_box()
    assert above is not None
    assert below is not None
    assert abs(above["y"] - below["y"]) < MAXIMUM_DISTANCE


def in_review(server: Server) -> str:
    key = bring_example(server.folder)
    store = store_in(server.folder)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
        store.apply_transition(key, step, seen=seen, person=TESTER, at=dt.datetime.now(dt.UTC))
    store.close()
    return key


@pytest.mark.parametrize("height", [900, 500])
def test_a_review_says_beside_the_button_what_is_missing_and_what_was_stored(
    server: Server, page: Page, height: int
) -> None:
    key = in_review(server)
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(f"{server.address}/review?a={key}&i=O02")
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    ask = page.get_by_role("button", name="Ask", exact=True)
    ask.click()
    expect_beside(page, ALERT, ask)
    assert page.locator(ALERT).locator("xpath=ancestor-or-self::*[@role='alert']").count() or (
        page.locator(ALERT).locator("[role=alert]").count()
    )
    page.get_by_label("Question to the country").fill("Which budget?")
    ask.click()
    expect(page.locator(".cop-remarks")).to_contain_text("Which budget?")
    expect_beside(page, DONE, ask)
    expect(page.locator("body[data-pending]")).to_have_count(0)


def test_a_level_under_review_is_never_pending(server: Server, page: Page) -> None:
    key = in_review(server)
    page.goto(f"{server.address}/review?a={key}&i=O02")
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    page.locator(".st-key-review-O02-choice input").nth(1).locator("xpath=ancestor::label").click()
    page.get_by_label("Question to the country").fill("Which budget?")
    page.get_by_label("Question to the country").press("Tab")
    expect_quiet(page)
    expect(page.locator("body[data-pending]")).to_have_count(0)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator('#question:not([data-indicator="O02"])')).to_be_visible()
    page.get_by_role("button", name="Previous", exact=True).click()
    expect(page.locator('#question[data-indicator="O02"]')).to_be_visible()
    expect_quiet(page)
    expect(page.locator(".st-key-review-O02-question textarea")).to_have_value("Which budget?")
    expect(page.locator(".st-key-review-O02-choice input").nth(1)).to_be_checked()


def test_not_applicable_without_a_reason_says_so_at_the_choice_and_at_the_field(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "O02")
    choices = page.locator(".st-key-O02-choice input")
    card = choices.nth(choices.count() - 1).locator("xpath=ancestor::label")
    card.click()
    expect_beside(page, ALERT, card)
    expect(page.locator(".cop-field-problem")).to_contain_text("needs a reason")
    page.get_by_label("Reason: why it does not apply here").fill("There is no network.")
    page.get_by_label("Reason: why it does not apply here").press("Tab")
    expect(page.locator(ALERT)).to_have_count(0)
    expect(page.locator(".cop-field-problem")).to_have_count(0)


def test_arrow_keys_pass_not_applicable_without_losing_the_focus(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "O02")
    choose(page, "O02", "4")
    expect_quiet(page)
    for _time in range(2):
        page.keyboard.press("ArrowDown")
        expect_quiet(page)
    expect(page.locator(ALERT)).to_be_visible()
    expect(page.locator(".st-key-O02-choice input:focus")).to_have_count(1)


def test_settling_without_a_reason_says_so_beside_the_button(server: Server, page: Page) -> None:
    key = begin(server.folder)
    list_institution(server.folder, key, "police", "O02")
    list_institution(server.folder, key, "justice", "O02")
    store = store_in(server.folder)
    for institution, level in (("police", 1), ("justice", 3)):
        store.save_answer(
            key, "O02", Answer(level=level), expected_revision=0, person=TESTER,
            at=dt.datetime.now(dt.UTC), institution=institution,
        )  # fmt: skip
    store.close()
    page.goto(f"{server.address}/settle?a={key}&i=O02")
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    page.locator(".st-key-settle-O02-choice input").first.locator("xpath=ancestor::label").click()
    expect_quiet(page)
    settle = page.locator(".stMain").get_by_role("button", name="Settle").first
    settle.click()
    expect_beside(page, ALERT, settle)


def test_a_step_without_its_reason_says_so_beside_the_button(server: Server, page: Page) -> None:
    key = in_review(server)
    page.goto(f"{server.address}/hand-in?a={key}")
    page.get_by_text("Other steps").click()
    withdraw = page.locator(".st-key-other-steps").get_by_role("button").last
    withdraw.click()
    expect_beside(page, ALERT, withdraw)


@dataclass(frozen=True)
class Refusal:
    """A press that is refused: the form, the button, and what is typed into a field by the key of its element."""

    form: str
    button: str
    typed: Mapping[str, str] = field(default_factory=dict)


REFUSALS = (
    Refusal("expert’s level", ".st-key-review-go button"),
    Refusal("reply", ".st-key-review-reply button"),
    Refusal("question on the plan", ".st-key-review-plan-ask-buttons button"),
    Refusal("institution by name", ".st-key-institutions-add-named button"),
    Refusal("sign-off", ".st-key-sign-off-give button"),
    Refusal("retraction", ".st-key-retract button"),
    Refusal("variant", ".st-key-what-if-keep button"),
    Refusal("figure in its editor", ".st-key-figure-done button", {"figure-note": "Estimated."}),
    Refusal(
        "decision about a measure",
        f".st-key-decision-{MEASURE}-save button",
        {f"decision-{MEASURE}-cost-0": "much"},
    ),
    Refusal(
        "what became of a measure",
        f".st-key-status-{MEASURE}-save button",
        {f"status-{MEASURE}-evidence-0-url": "example.org"},
    ),
    Refusal("money", ".st-key-money-save button", {"money-year-0": "much"}),
)
"""Forms whose button can be refused; the others above, and those that store a field as it is left."""


@pytest.fixture(scope="module")
def assessments(server: Server) -> dict[str, str]:
    """An assessment in each state; refused presses change none."""
    return {
        state: prepare(server.folder, state, "XTM") for state in ("draft", "in review", "published")
    }


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.form)
def test_after_a_refused_press_an_alert_is_in_view_on_a_phone(
    server: Server, page: Page, assessments: dict[str, str], refusal: Refusal
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.set_viewport_size({"width": 360, "height": 740})
    form = next(item for item in FORMS if item.name == refusal.form)
    form.open(page, server.address, assessments[form.prepared])
    for key, text in refusal.typed.items():
        page.locator(f".st-key-{key} input").fill(text)
    expect_quiet(page)
    page.locator(refusal.button).first.click()
    alert = page.locator(ALERT).get_by_role("alert").or_(page.locator(f"{ALERT}[role=alert]"))
    expect(alert.first).to_be_in_viewport(ratio=0.5)
