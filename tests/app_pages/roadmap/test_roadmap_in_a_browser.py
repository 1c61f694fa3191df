"""Browser tests of Roadmap and Follow-up: decisions, conflicts, scenarios, adoption, progress, replanning."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assessment import Assessment, MeasureStatus, PlanSettings, apply_details, plan_roadmap
from host.services import edition_of
from tests.support.screens import (
    TESTER,
    bring_answered,
    choose_option,
    expect_quiet,
    expect_still,
    store_in,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser

PLAN = PlanSettings(start="2026-01", horizon_months=36)
"""A plan that has started on any day the tests run; the months used in the tests are past."""


@pytest.fixture
def example(server: Server) -> str:
    """Return the id of an assessment whose plan starts in January 2026 and has no budgets."""
    key = bring_answered(server.folder)
    store = store_in(server.folder)
    before = store.load(key, person=TESTER)
    store.save_settings(
        key,
        targets=before.targets,
        plan=PLAN,
        expected_revision=store.settings(key, person=TESTER).number,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    return key


def loaded(server: Server, key: str) -> Assessment:
    store = store_in(server.folder)
    result = store.load(key, person=TESTER)
    store.close()
    return result


def first_measure(server: Server, key: str) -> str:
    edition = edition_of("2026")
    return plan_roadmap(edition, apply_details(edition, loaded(server, key))).actions[0].measure.id


def open_page(page: Page, server: Server, name: str, key: str) -> None:
    page.goto(f"{server.address}/{name}?a={key}")
    expect(page.locator("h1")).to_be_visible()
    expect_quiet(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect_quiet(page)


def read_measure(page: Page, key: str) -> None:
    choose_option(page, "Read how to carry out a measure, and decide about it", key)
    expect(page.get_by_role("heading", name=f"What is decided about {key}")).to_be_visible()


def test_a_decision_is_stored_and_one_that_can_not_be_kept_is_named(
    server: Server, page: Page, example: str
) -> None:
    measure = first_measure(server, example)
    open_page(page, server, "roadmap", example)
    read_measure(page, measure)
    choose_option(page, "To be done by the end of", "January 2026")
    page.get_by_label("Months at best").fill("6")
    page.get_by_label("Months, likely").fill("9")
    page.get_by_label("Months at worst").fill("12")
    page.get_by_label("Why", exact=True).fill("Promised to parliament.")
    press(page, f"Save what is decided about {measure}")
    expect(page.get_by_role("heading", name="Not every wish can be met")).to_be_visible()
    expect(page.get_by_text(re.compile(f"{measure}.* must be done before"))).to_be_visible()
    decision = loaded(server, example).plan.decisions[measure]
    assert (decision.by, decision.reason) == ("2026-01", "Promised to parliament.")
    assert decision.months is not None
    assert decision.months.likely == 9


def test_a_press_on_a_bar_of_the_time_line_opens_the_sheet_of_its_measure(
    server: Server, page: Page, example: str
) -> None:
    open_page(page, server, "roadmap", example)
    bars = page.locator(".st-key-roadmap-timeline .barlayer .point path")
    expect(bars.first).to_be_visible()
    expect_still(page)
    bars.first.scroll_into_view_if_needed()
    bars.first.hover(force=True)
    expect(page.locator(".hoverlayer .hovertext").first).to_contain_text("Waits for")
    bars.first.click(force=True)
    expect(page.locator("h3#measure")).to_be_in_viewport()
    expect(page.locator("h3#measure")).to_be_focused()


def test_what_may_not_be_done_leaves_the_plan_and_says_why(
    server: Server, page: Page, example: str
) -> None:
    measure = first_measure(server, example)
    open_page(page, server, "roadmap", example)
    read_measure(page, measure)
    page.get_by_text("No, it must not be done").click()
    page.get_by_label("Why", exact=True).fill("Another law comes first.")
    press(page, f"Save what is decided about {measure}")
    page.locator("summary", has_text="left out").click()
    expect(
        page.get_by_text("The country decided against it. Another law comes first.")
    ).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_variant_is_seen_beside_the_plan_and_kept_with_its_reason(
    server: Server, browser: Browser, example: str, width: int
) -> None:
    page = new_page(browser, width=width)
    open_page(page, server, "roadmap", example)
    page.get_by_role("link", name="What if?", exact=True).click()
    expect(page.get_by_role("heading", name="A variant of the plan")).to_be_visible()
    choose_option(page, "Horizon of the variant", "12 months")
    page.get_by_label("Year 1", exact=True).fill("100000")
    page.get_by_label("Year 1", exact=True).press("Tab")
    expect_quiet(page)
    page.get_by_text("Compare the two").click()
    expect(page.get_by_text("The plan that stands and the variant")).to_be_visible(timeout=30_000)
    expect_quiet(page)
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    expect(page.get_by_text("dropped")).to_be_visible()
    charts = page.locator("[class*='st-key-what-if'] .js-plotly-plot")
    expect(charts).to_have_count(3)
    boxes = [charts.nth(index).bounding_box() for index in (1, 2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    side_by_side = abs(boxes[0]["y"] - boxes[1]["y"]) < 5
    assert side_by_side == (width > 700)
    wide = page.evaluate(
        "() => { const e = document.querySelector('[data-testid=stMain]');"
        " return e.scrollWidth - e.clientWidth; }"
    )
    assert wide <= 0
    assert [
        item["id"]
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ] == []
    press(page, "Keep the variant")
    expect(page.get_by_text("say in one sentence why this variant")).to_be_visible()
    assert loaded(server, example).plan.horizon_months == 36
    page.get_by_label("Why this variant").fill("The grant ends after a year.")
    page.get_by_label("Why this variant").press("Tab")
    expect_quiet(page)
    press(page, "Keep the variant")
    expect(page.get_by_text("say in one sentence why this variant")).to_have_count(0)
    expect(page.get_by_text("Why this plan: The grant ends after a year.")).to_be_visible()
    plan = loaded(server, example).plan
    assert (plan.horizon_months, plan.budget_by_year) == (12, (100_000.0,))
    assert plan.reason == "The grant ends after a year."
    page.context.close()


def test_a_measure_goes_from_adopted_to_done_with_evidence_and_a_new_plan_keeps_it(
    server: Server, page: Page, example: str
) -> None:
    measure = first_measure(server, example)
    open_page(page, server, "follow-up", example)
    press(page, "Adopt this plan")
    expect(page.get_by_text("The plan was adopted on")).to_be_visible()
    expect(page.get_by_text("Which measures", exact=True)).to_be_visible()

    choose_option(page, "Say where a measure stands", measure)
    form = page.get_by_test_id("stForm")
    form.get_by_text("Under way", exact=True).click()
    press(page, f"Save where {measure} stands")
    expect(page.get_by_text("Say when it started")).to_be_visible()
    choose_option(page, "Began in", "January 2026")
    press(page, f"Save where {measure} stands")
    expect(page.get_by_text("1 under way")).to_be_visible()

    form.get_by_text("Done", exact=True).click()
    choose_option(page, "Ended in", "May 2026")
    page.get_by_label("Evidence: title of the document, law or page").fill("Decree 12")
    page.get_by_label("Evidence: web address").fill("https://gazette.example/12")
    page.get_by_label("Evidence: year or date, such as 2027-11-08").fill("2026-05-30")
    press(page, f"Save where {measure} stands")
    expect(page.get_by_role("heading", name="1 of")).to_be_visible()
    page.locator("summary", has_text="Done: 1").click()
    shown = page.get_by_role("cell").filter(has_text="Decree 12 · 2026-05-30")
    expect(shown).to_contain_text("https://gazette.example/12")

    press(page, "Plan anew from this month")
    expect(page.get_by_text("Planned anew")).to_be_visible()
    result = loaded(server, example)
    assert result.plan.not_before is not None
    progress = result.plan.progress[measure]
    assert (progress.status, progress.started, progress.ended) == (
        MeasureStatus.DONE, "2026-01", "2026-05",
    )  # fmt: skip
    assert [item.url for item in progress.evidence] == ["https://gazette.example/12"]
    edition = edition_of("2026")
    roadmap = plan_roadmap(edition, apply_details(edition, result))
    (done,) = [item for item in roadmap.actions if item.measure.id == measure]
    assert (f"{done.start:%Y-%m}", f"{done.end:%Y-%m}") == ("2026-01", "2026-06")
    now = f"{dt.datetime.now(dt.UTC).astimezone():%Y-%m}"
    first = min(item.start for item in roadmap.actions if item.measure.id != measure)
    assert f"{dt.date(first.year, first.month + 2, 1):%Y-%m}" >= now
