"""Details, observations and the upgrade to the full profile in a browser, by mouse, by keyboard and on a phone."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment import Answer, Observation
from host.services import edition_of
from tests.support.screens import TESTER, begin, choose, expect_saved, open_question, store_in
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

GIVES = ".cop-gives"


def say(page: Page, indicator: str, field: int, said: str) -> None:
    """Click `said` on every item of a checklist, faster than the server responds."""
    page.evaluate("document.fonts.ready")
    items = page.locator(f"[class*='st-key-{indicator}-part-{field}-']")
    for number in range(items.count()):
        group = page.locator(f".st-key-{indicator}-part-{field}-{number}")
        group.get_by_text(said, exact=True).click()
        expect(group.locator("input:checked")).to_have_value("0" if said == "Yes" else "1")


def test_parts_give_the_level_and_another_needs_a_reason(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L02")
    expect(page.locator(GIVES)).to_have_text("Answer the parts: the level follows from them.")
    for field, said in ((0, "No"), (1, "Yes"), (2, "No")):
        say(page, "L02", field, said)
    expect(page.locator(GIVES)).to_have_text("These parts give level 3: Working.")
    expect_saved(page, 3)
    choose(page, "L02", "1")
    expect(page.locator(".cop-saved.problem")).to_contain_text("Level 1 is chosen, but the parts")
    page.get_by_label("Why the level differs").fill("The law is not applied.")
    page.get_by_label("Comment").click()
    expect_saved(page, 1)
    page.reload()
    expect(page.locator(".st-key-L02-choice input:checked")).to_have_value("1")
    expect(page.locator(".st-key-L02-part-1-0 input:checked")).to_have_value("0")
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).answer("L02")
    store.close()
    assert (result.level, result.override) == (1, "The law is not applied.")
    assert result.details is not None
    assert [list(items.values()) for items in result.details.checks.values()] == [
        [False], [True] * 5, [False] * 3,
    ]  # fmt: skip


def test_what_stands_above_a_part_does_not_move_when_it_is_answered(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L02")
    before = _settled_heights(page)
    page.locator(".st-key-L02-part-2-0").get_by_text("Yes", exact=True).click()
    expect(page.locator(".cop-saved.good .settled")).to_contain_text("Saved")
    assert _settled_heights(page) == before


def _settled_heights(page: Page) -> list[float]:
    """Return the heights once they are stable for a second, as the browser lays out choices when their code arrives."""
    result, alike = _heights(page), 0
    while alike < 10:
        page.wait_for_timeout(100)
        now = _heights(page)
        result, alike = now, alike + 1 if now == result else 0
    return result


def _heights(page: Page) -> list[float]:
    """Return the distance of each detail from the header in pixels."""
    result: list[float] = page.evaluate(
        "() => { const top = document.querySelector('.cop-head').getBoundingClientRect().top;"
        "return [...document.querySelectorAll('#question, .st-key-parts [class*=\"-part-\"]')]"
        ".map(e => Math.round(e.getBoundingClientRect().top - top)) }"
    )
    return result


def test_figures_are_saved_and_survive_a_reload(server: Server, page: Page) -> None:
    key = begin(server.folder)
    page.goto(f"{server.address}/statistics?a={key}&s=EDU-INT-1")
    page.get_by_role("button", name="Add a figure to").click()
    page.get_by_label("Figure (% of schools)").fill("47,5")
    page.get_by_label("Year", exact=True).fill("2023/24")
    page.get_by_label("Source", exact=True).fill("School census")
    page.get_by_label("Source", exact=True).press("Tab")
    expect(page.locator(".cop-figures").first).to_contain_text("School census")
    page.reload()
    name = edition_of("2026").statistic["EDU-INT-1"].name
    expect(page.get_by_label(f"{name}: figure in % of schools")).to_have_value("47.5")
    expect(page.get_by_label(f"{name}: year")).to_have_value("2024")
    expect(page.get_by_label(f"{name}: source")).to_have_value("School census")
    store = store_in(server.folder)
    result = store.load(key, person=TESTER).figures
    store.close()
    assert result == {"EDU-INT-1": (Observation(value=47.5, year=2024, source="School census"),)}


def test_what_is_typed_while_the_field_before_is_being_saved_stays(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    page.goto(f"{server.address}/statistics?a={key}&s=EDU-INT-1")
    page.get_by_role("button", name="Add a figure to").click()
    page.get_by_label("Figure (% of schools)").fill("47.5")
    page.get_by_label("Year", exact=True).fill("2024")
    source = page.get_by_label("Source", exact=True)
    source.focus()  # what leaving the year saves comes back while this is typed
    page.keyboard.type("School census of the ministry", delay=60)
    expect(source).to_have_value("School census of the ministry")
    page.keyboard.press("Tab")
    expect(page.locator(".cop-figures").first).to_contain_text("School census of the ministry")


def test_a_complete_quick_scan_goes_on_and_keeps_its_answers(server: Server, page: Page) -> None:
    key = begin(server.folder, profile="quick")
    requested = edition_of("2026").profile_indicators("quick")
    store = store_in(server.folder)
    for indicator in requested:
        store.save_answer(
            key, indicator, Answer(level=2), expected_revision=0, person=TESTER,
            at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    open_question(page, server.address, key, requested[0])
    page.get_by_role(
        "button", name=f"Go on to the full assessment: your {len(requested)} answers"
    ).click()
    page.get_by_role("button", name="Yes, ask all questions").click()
    expect(page.get_by_role("button", name="Next unanswered question")).to_be_visible()
    result = store.load(key, person=TESTER)
    store.close()
    assert result.profile == "full"
    assert {result.level(indicator) for indicator in requested} == {2}


@pytest.mark.parametrize("indicator", ["L01", "L02", "T03", "O11"])
def test_parts_fit_a_phone(server: Server, browser: Browser, indicator: str) -> None:
    page = new_page(browser, width=360, height=740)
    open_question(page, server.address, begin(server.folder), indicator)
    expect(page.locator(GIVES)).to_be_visible()
    if indicator == "T03":
        page.get_by_role("button", name="Add a row").click()
        expect(page.get_by_role("button", name="Remove this row")).to_be_visible()
    wide = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth)"
    )
    assert max(wide) <= 0
    page.context.close()


def test_a_part_is_answered_by_keyboard_alone(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L02")
    page.locator(".st-key-L02-part-1-0 input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".st-key-L02-part-1-0 input:checked")).to_have_value("0")
    expect(page.locator(".cop-saved.good .settled")).to_contain_text("Saved")
