"""Every page in a browser: width, console, requests, accessibility, keyboard; and the PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app_pages.pages import START
from host.streamlit.icon_font import icon_fonts, icon_names
from tests.support.pages import PAGES
from tests.support.screens import (
    TESTER,
    begin,
    bring_answered,
    choose,
    choose_option,
    download,
    expect_question,
    expect_saved,
    expect_still,
    open_question,
    store_in,
)
from tests.support.server import Server
from tests.support.users import new_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def example(server: Server) -> str:
    return bring_answered(server.folder)


ICONS = """async () => {
    await document.fonts.ready;
    return [...document.querySelectorAll("[data-testid=stIconMaterial]")].map((icon) => {
        const range = document.createRange();
        range.selectNodeContents(icon);
        return [icon.textContent, range.getBoundingClientRect().width / parseFloat(getComputedStyle(icon).fontSize)];
    });
}"""
"""Name of each icon, and its width in its font size: above 1 where the name is spelt out."""


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_fits_is_quiet_asks_no_other_host_is_accessible_and_has_its_title_and_icons(
    server: Server, browser: Browser, example: str, width: int, scheme: Literal["dark", "light"]
) -> None:
    page = new_page(browser, width=width, height=800)
    page.emulate_media(color_scheme=scheme)
    noise: list[str] = []
    problems: list[str] = []
    page.on("console", lambda message: _note(noise, message.type, message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: _foreign(noise, server.address, request.url))
    # Streamlit's protobuf library tests whether WebAssembly is allowed and works without it.
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', event => "
        "event.blockedURI === 'wasm-eval' || console.error("
        "'CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))"
    )
    known, titles, icons = icon_names(*icon_fonts()), [], set[str]()
    for name in PAGES:
        page.goto(f"{server.address}/{name.removeprefix(START)}?a={example}")
        expect(page.locator("h1")).to_be_visible()
        if name in ("results", "roadmap"):
            expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        expect_still(page)
        if width > 700:
            expect(page.locator("[data-testid=stSidebar]")).to_be_visible()
        wide = page.evaluate(
            "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".map(e => e.scrollWidth - e.clientWidth)"
        )
        problems += [f"{name}: {item}" for item in noise]
        problems += [f"{name} scrolls sideways: {wide}"] if max(wide) > 0 else []
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            problems += [
                f"{name} on {media}: {item['id']}: {[node['html'][:200] for node in item['nodes'][:3]]}"
                for item in Axe().run(page).response["violations"]
                if item["impact"] in ("serious", "critical")
            ]
        page.emulate_media(media="screen")
        noise.clear()  # axe does what the policy refuses to the page
        drawn = page.evaluate(ICONS)
        icons |= {icon for icon, _width in drawn}
        problems += [f"{name}: icon {icon}" for icon, size in drawn if icon not in known or size > 1.01]  # fmt: skip
        titles.append(page.title())
    page.context.close()
    assert icons
    assert len(set(titles)) == len(titles)
    assert all(title.endswith("Child online protection") for title in titles)
    assert not problems, "\n".join(problems)


def _note(noise: list[str], kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        noise.append(f"{kind}: {text}")


def _foreign(noise: list[str], address: str, url: str) -> None:
    if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
        noise.append(f"foreign: {url}")


def test_a_question_is_answered_and_left_by_keyboard_alone(server: Server, page: Page) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L04")
    _tab_to(page, "document.activeElement.matches('.st-key-L04-choice input')")
    page.keyboard.press("Space")
    expect(page.locator(".cop-saved.good[data-choice='0']")).to_be_visible()
    for index in (1, 2):
        page.keyboard.press("ArrowDown")
        expect(page.locator(f".cop-saved.good[data-choice='{index}']")).to_be_visible()
    there = "document.activeElement.textContent.trim() === 'Next unanswered question'"
    _tab_to(page, there, "Shift+Tab")  # in the bar above
    page.keyboard.press("Enter")
    expect_question(page, "L05")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.evaluate("document.querySelector('#question').getBoundingClientRect().top") < 400


def _tab_to(page: Page, there: str, key: str = "Tab") -> None:
    for _step in range(60):
        page.keyboard.press(key)
        if page.evaluate(there):
            return
    raise AssertionError(f"60 tabs did not lead to: {there}")


def test_the_address_names_the_question_on_the_screen(server: Server, page: Page) -> None:
    """So that a reload or a restored connection returns to it."""
    key = begin(server.folder)
    open_question(page, server.address, key, "L05")
    page.get_by_role("link", name="Capacity").click()
    expect_question(page, "C01")
    expect(page).to_have_url(re.compile("i=C01"))
    page.get_by_role("button", name="Next", exact=True).click()
    expect_question(page, "C02")
    expect(page).to_have_url(re.compile("i=C02"))
    page.go_back()
    expect_question(page, "C01")


def test_the_side_bar_of_a_phone_closes_when_something_is_chosen(
    server: Server, browser: Browser
) -> None:
    page = new_page(browser, width=360, height=700)
    open_question(page, server.address, begin(server.folder), "L05")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Capacity").click()
    expect_question(page, "C01")
    expect(page.get_by_role("button", name="Menu")).to_be_visible()
    # One that was left open does not cover the page that is loaded next.
    page.get_by_role("button", name="Menu").click()
    bar = page.get_by_test_id("stSidebar")
    expect(bar).to_have_attribute("data-collapsed", "false")
    page.reload()
    expect_question(page, "C01")
    expect(bar).to_have_attribute("data-collapsed", "true")
    page.context.close()


def test_an_assessment_is_begun_and_its_first_question_shows(server: Server, page: Page) -> None:
    page.goto(server.address)
    opener = page.get_by_text("Begin an assessment")
    button = page.get_by_role("button", name="Begin", exact=True)
    expect(opener).to_be_visible()
    # The content of an expander may not be drawn yet, even if it is open.
    if page.locator("details", has=opener).get_attribute("open") is None:
        opener.click()
    choose_option(page, "Country", "Côte d'Ivoire")
    button.click()
    expect_question(page, "L01")
    expect(page.locator(".cop-where")).to_contain_text("Côte d'Ivoire")


def test_a_name_is_kept_also_when_the_page_is_left_at_once(server: Server, page: Page) -> None:
    key = begin(server.folder, "TUV")  # no other test of the shared server begins it
    page.goto(server.address)
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("link", name="Tuvalu 2026").click()  # leaves the field, and the page
    page.get_by_role("link", name="Begin with L01").click()
    expect_question(page, "L01")
    choose(page, "L01", "1")
    expect_saved(page, 1)
    store = store_in(server.folder)
    (newest,) = store.answer_history(key, "L01", person=TESTER)
    store.close()
    assert newest.author == "Ana"


def test_the_pdf_is_made_and_downloaded(server: Server, page: Page, example: str) -> None:
    page.goto(f"{server.address}/documents?a={example}")
    page.get_by_role("button", name="Make the PDF").click()
    file = download(page, "Download the PDF")
    assert file.suggested_filename == "xtc-2026.pdf"
    assert Path(file.path()).read_bytes().startswith(b"%PDF-")


CAN_BE_REACHED = """() => {
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const wanted = 'a[href], button, input, select, textarea, summary, [role=button], [role=combobox], [tabindex="0"]';
  const controls = [...document.querySelectorAll('.stMain ' + wanted.split(', ').join(', .stMain '))]
    .filter(e => shown(e) && !e.disabled && e.tabIndex >= 0 && e.type !== 'file' && !e.closest('.js-plotly-plot'));
  const names = new Set();
  for (const e of controls) {
    e.dataset.control ??= String(names.size) + '-' + e.tagName;
    const group = e.closest('[role=radiogroup], [role=toolbar], [role=group][aria-label]');  // arrows go on inside
    if (group && e.tagName === 'BUTTON') e.dataset.control = 'group ' + (group.getAttribute('aria-label') ?? '');
    names.add(e.type === 'radio' ? 'radio ' + e.name : e.dataset.control);
  }
  return [...names];
}"""

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return ['', true];
  const control = e.type === 'radio' ? 'radio ' + e.name : (e.dataset.control || '');
  const ring = el => { const s = getComputedStyle(el); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; };
  let seen = false;
  for (let el = e, up = 0; el && up < 6; el = el.parentElement, up++) {
    const s = getComputedStyle(el);
    if (ring(el) || s.borderColor === 'rgb(11, 92, 122)') { seen = true; break; }
  }
  return [control, seen];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_every_control_of_a_page_is_reached_by_tab_alone_and_shows_it(
    server: Server, page: Page, example: str, name: str
) -> None:
    page.goto(f"{server.address}/{name.removeprefix('start')}?a={example}")
    expect(page.locator("h1")).to_be_visible()
    expect_still(page)
    wanted = set(page.evaluate(CAN_BE_REACHED))
    reached: set[str] = set()
    unseen: set[str] = set()
    for _step in range(3 * len(wanted) + 120):
        page.keyboard.press("Tab")
        control, seen = page.evaluate(FOCUSED)
        if control in wanted:
            reached.add(control)
            unseen |= set() if seen else {control}
        if wanted <= reached:
            break
    assert wanted - reached == set()
    assert unseen == set()


def test_the_code_of_the_fields_comes_with_the_page_and_not_one_after_the_other(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    open_question(page, server.address, key, "L02")
    late = page.evaluate(
        """() => {
            const named = [...document.querySelectorAll("link[rel=modulepreload], script[src]")].map((e) => e.src || e.href);
            const requested = performance.getEntriesByType("resource").map((e) => e.name.split("?")[0]);
            return requested.filter((name) => name.includes("/static/js/") && !named.includes(name));
        }"""
    )
    assert late == []
