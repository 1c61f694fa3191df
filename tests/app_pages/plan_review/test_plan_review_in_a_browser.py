"""Browser tests of the page Review of the plan: two users up to approval, keyboard, layout and accessibility."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReviewOutcome,
    subject_of,
)
from assessment.store import Store
from assessment.workflow.states import Transition
from tests.app_pages.review.test_review_in_a_browser import enter, press, reviewed, side, write
from tests.support.screens import (
    TESTER,
    choose_option,
    expect_fits_and_is_accessible,
    expect_quiet,
    expect_still,
    store_in,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

K = PlanRemarkKind
UNDECIDED = "ken"
"""An example whose plan nobody has decided about; the training country has adopted its own."""

TARGET, MEASURE, DATE = "target:T02", "measure:O01-a", "date:O01-a"


def show_part(page: Page, group: str, subject: str) -> None:
    """Open a subject through the lists in reading order."""
    group_of_parts = page.locator(f"[class*='st-key-order-{group}-']")
    listed = group_of_parts.get_by_text(subject.partition(":")[2]).first
    opener = page.get_by_text("All parts in reading order")
    if page.locator("details", has=opener).get_attribute("open") is None:
        opener.click()
    listed.click()
    part_is(page, subject)


def follow(page: Page, name: str) -> None:
    page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()


def part_is(page: Page, subject: str) -> None:
    expect(page.locator(f'#question[data-indicator="{subject}"]')).to_be_visible()
    expect_quiet(page)


def press_of(page: Page, subject: str, kind: PlanRemarkKind) -> None:
    name = subject.replace(":", "-")
    said = page.locator(".cop-remarks li")
    before = said.count()
    page.locator(f".st-key-review-{name}-say-{kind.value} button").click()
    expect(said).to_have_count(before + 1)  # stored; leaving the page earlier could lose the text
    expect_quiet(page)


def plan_standing(store: Store, key: str) -> PlanReviewOutcome:
    return store.plan_review(key, person=TESTER).outcome


def message_is(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible()
    expect_quiet(page)


def test_an_expert_questions_the_plan_and_approves_what_the_country_made_of_it(
    own_server: Server, browser: Browser
) -> None:
    key = reviewed(own_server, UNDECIDED)
    store = store_in(own_server.folder)
    ben = enter(browser, own_server, "Ben", "Kenya 2026")
    side(ben, "Review of the plan", "Review of the plan")
    message_is(ben, "No expert has looked at the plan yet.")
    for group, subject, words in (
        ("urgent", TARGET, "Why no higher, when a child may be in danger?"),
        ("early", MEASURE, "Is this the right body to lead?"),
        ("date", DATE, "Is a quarter enough?"),
    ):
        show_part(ben, group, subject)
        write(ben, "Question to the country", words)
        press_of(ben, subject, K.QUESTION)
        expect(ben.locator(".cop-remarks").first).to_contain_text(words)
    expect(ben.get_by_role("button", name="Approve the plan")).to_have_count(0)
    write(ben, "Return the plan: why", "Three questions.")
    press_of(ben, "plan", K.RETURNED)
    message_is(ben, "3 questions on the plan are open. 3 questions wait for a reply.")

    ana = enter(browser, own_server, "Ana", "Kenya 2026")
    follow(ana, "Gaps")
    expect(ana.locator(".cop-plan-review")).to_contain_text("Target of T02")
    ana.get_by_role("link", name="To the review of the plan").click()
    part_is(ana, DATE)  # subjects that wait for a reply come first
    write(ana, "Reply of the country", "No: it now has two.")
    press_of(ana, DATE, K.REPLY)
    ana.get_by_role("link", name="Decide about O01-a").click()
    expect(ana.get_by_role("heading", name="What is decided about O01-a")).to_be_visible()
    expect_quiet(ana)
    for label, months in (("at best", "4"), (", likely", "6"), ("at worst", "9")):
        write(ana, f"Months{label if label[0] == ',' else ' ' + label}", months)
    write(ana, "Why", "The decree goes through parliament.")
    press(ana, "Save what is decided about O01-a")
    expect_quiet(ana)  # a link followed at once waits until the run of the button has ended
    side(ana, "Review of the plan", "Review of the plan")
    ana.get_by_role("button", name="Target of T02").first.click()
    part_is(ana, TARGET)
    choose_option(ana, "Target of T02", "4 Improving")
    press(ana, "Save the target")
    expect(ana.get_by_text("set by the country for this question")).to_be_visible()
    expect_quiet(ana)
    write(ana, "Reply of the country", "Raised to 4.")
    press_of(ana, TARGET, K.REPLY)
    ana.get_by_role("button", name="Measure O01-a").first.click()
    part_is(ana, MEASURE)
    write(ana, "Reply of the country", "The cabinet has said so.")
    press_of(ana, MEASURE, K.REPLY)
    message_is(ana, "3 questions on the plan are open. 0 questions wait for a reply.")

    for subject, name in (
        (DATE, "Date of O01-a"),
        (MEASURE, "Measure O01-a"),
        (TARGET, "Target of T02"),
    ):
        side(ben, "Review of the plan", "Review of the plan")
        ben.get_by_role("button", name=name).first.click()
        part_is(ben, subject)
        expect(ben.locator(".cop-remarks").first).to_contain_text("Ana")
        press_of(ben, subject, K.RESOLVED)
    message_is(ben, "Every question is resolved.")
    press(ben, "Approve the plan")
    message_is(ben, "The plan is approved (Ben")
    assert plan_standing(store, key) is PlanReviewOutcome.APPROVED

    store.apply_transition(key, Transition.AGREE, seen=2, person=TESTER, at=dt.datetime.now(dt.UTC))
    follow(ana, "Roadmap")
    expect(ana.locator(".cop-plan-review")).to_contain_text("The plan is approved (Ben")
    expect_quiet(ana)
    ana.get_by_text("Settings of the plan", exact=True).click()
    choose_option(ana, "Horizon", "24 months")
    expect(ana.locator(".cop-plan-review")).to_contain_text("and was changed since")
    assert plan_standing(store, key) is PlanReviewOutcome.CHANGED

    result = store.plan_review(key, person=TESTER)
    assert [(item.kind, item.author) for item in result.threads[WHOLE_PLAN].remarks] == [
        (K.RETURNED, "Ben"),
        (K.APPROVED, "Ben"),
    ]
    assert [(it.kind, it.author) for it in result.threads[subject_of(TARGET)].remarks] == [
        (K.QUESTION, "Ben"),
        (K.REPLY, "Ana"),
        (K.RESOLVED, "Ben"),
    ]
    saved = store.load(key, person=TESTER)
    assert saved.targets["T02"] == 4
    assert saved.plan.decisions["O01-a"].reason == "The decree goes through parliament."
    assert store.verify_audit().broken == ()
    store.close()
    for page in (ana, ben):
        page.context.close()


def drawn(page: Page) -> None:
    """Wait until the page is drawn completely."""
    expect(page.locator(".cop-keys")).to_be_visible()
    expect(page.locator(".st-key-next button")).to_be_enabled()
    expect_still(page)


def test_the_plan_is_gone_through_by_keys_alone(server: Server, page: Page) -> None:
    key = reviewed(server, UNDECIDED)
    page.goto(f"{server.address}/plan-review?a={key}")
    seen: list[str] = []
    for _number in range(4):
        drawn(page)
        seen.append(page.locator("#question").get_attribute("data-indicator") or "")
        page.keyboard.press("n")
        expect(page.locator(f'#question[data-indicator="{seen[-1]}"]')).to_have_count(0)
    assert len(set(seen)) == 4
    drawn(page)
    page.keyboard.press("p")
    part_is(page, seen[-1])
    drawn(page)
    page.keyboard.press("q")
    page.keyboard.type("Why not next year")  # letters that are no keys now
    page.keyboard.press("Tab")
    expect_quiet(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cop-remarks").first).to_contain_text("Why not next year")
    store = store_in(server.folder)
    assert store.plan_review(key, person=TESTER).open_questions == (subject_of(seen[-1]),)
    store.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_review_of_a_plan_fits_and_is_accessible_when_full(
    server: Server, browser: Browser, width: int
) -> None:
    key = reviewed(server, UNDECIDED)
    store, long = store_in(server.folder), "x" * 300
    for subject, kind in (
        (TARGET, K.QUESTION), (DATE, K.QUESTION), (DATE, K.REPLY),
        (MEASURE, K.QUESTION), (MEASURE, K.RESOLVED), ("plan", K.RETURNED),
    ):  # fmt: skip
        about, result = subject_of(subject), store.plan_review(key, person=TESTER)
        (store.respond_on_plan if kind is K.REPLY else store.review_plan)(
            key, about, PlanRemark(kind, long, result.plan), seen=len(result.thread(about).remarks),
            person=TESTER, at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    store.close()
    page = new_page(browser, width=width)
    for address in (
        f"plan-review?a={key}&i={TARGET}", f"plan-review?a={key}&i={DATE}",
        f"roadmap?a={key}&m=O01-a", f"gaps?a={key}", f"hand-in?a={key}",
    ):  # fmt: skip
        page.goto(f"{server.address}/{address}")
        expect(page.locator("h1")).to_be_visible()
        if "plan-review" in address:
            expect(page.locator(".cop-keys")).to_be_visible()
            page.get_by_text("All parts in reading order").click()
        expect_still(page)
        expect_fits_and_is_accessible(page, address)
    page.context.close()
