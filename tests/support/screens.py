"""Steps of a user on the pages for the browser tests, and assessments prepared in the store."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Page, WebSocketRoute, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from assessment import Answer, Institution
from assessment.files.assessment_file import read_assessment
from assessment.store import Store, local_person
from host.services import edition_of
from tests.support.timeouts import STEP_TIMEOUT

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SAVED = ".cop-saved.good .settled"
TESTER = local_person("tester")
CHOICE_TRIES = 4


def store_in(folder: Path) -> Store:
    """Open the database in a folder."""
    return Store.open(f"sqlite:///{folder / 'cop.sqlite3'}")


def choose_option(page: Page, label: str, words: str) -> None:
    """Choose the first option of a select box that has the words; reopen the list where a rerun or scrolling closed it."""
    field = page.get_by_role("combobox", name=label)
    option = page.get_by_role("option").filter(has_text=words).first
    for tries_left in reversed(range(CHOICE_TRIES)):
        expect_quiet(page)
        field.click()
        field.fill(words)
        try:
            option.click(timeout=STEP_TIMEOUT / CHOICE_TRIES)
        except PlaywrightTimeout:
            if not tries_left:
                raise
        else:
            expect_quiet(page)
            return


def begin(folder: Path, country: str = "KEN", profile: str = "full") -> str:
    """Create an assessment in the database of a folder and return its id."""
    edition = edition_of("2026")
    at = dt.datetime.now(dt.UTC)
    store = store_in(folder)
    key = store.create(country, "2026", edition.content_hash, 2026, profile, person=TESTER, at=at)
    store.close()
    return key


def list_institution(folder: Path, assessment: str, institution: str, *indicators: str) -> None:
    """Add an institution with these indicators to an assessment."""
    store = store_in(folder)
    before = store.institutions(assessment, person=TESTER)
    listed = Institution(id=institution, name=institution.title(), indicators=indicators)
    store.save_institutions(
        assessment,
        (*before.value, listed),
        expected_revision=before.number,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()


def bring_example(folder: Path, name: str = "xtc") -> str:
    """Import an example assessment into the database of a folder and return its id."""
    edition = edition_of("2026")
    store = store_in(folder)
    key = store.import_assessment(
        read_assessment(EXAMPLES / f"{name}.yaml"),
        edition_hash=edition.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    return key


def bring_answered(folder: Path, name: str = "xtc", country: str | None = None) -> str:
    """Import an example with its open questions at level 1, so that a plan can be made, and return its id.

    `country` replaces its country, so that tests that share a server do not publish for the same.
    """
    edition = edition_of("2026")
    given = read_assessment(EXAMPLES / f"{name}.yaml")
    answers = dict.fromkeys(edition.indicators, Answer(level=1))
    known = {key: item for key, item in given.answers.items() if item.level is not None}
    store = store_in(folder)
    key = store.import_assessment(
        given.model_copy(
            update={"answers": {**answers, **known}, "country": country or given.country}
        ),
        edition_hash=edition.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    return key


def open_question(
    page: Page, address: str, assessment: str, indicator: str, institution: str = ""
) -> None:
    """Open a question and wait until it is drawn."""
    answers_for = f"&as={institution}" if institution else ""
    page.goto(f"{address}/answer?a={assessment}&i={indicator}{answers_for}")
    expect_question(page, indicator)
    expect_quiet(page)


def expect_question(page: Page, indicator: str) -> None:
    """Wait until a question and its choices are drawn."""
    expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
    # The radio is drawn after its container, once the browser has loaded its code.
    expect(page.locator(f".st-key-{indicator}-choice input").first).to_be_attached()


def choose(page: Page, indicator: str, choice: str) -> None:
    """Click the card of a choice, by its index from 0; of a question whose parts give the level, unfold the cards first."""
    folded = page.locator(f"details:not([open]):has(.st-key-{indicator}-choice) > summary")
    if folded.count():
        folded.click()
    page.locator(f".st-key-{indicator}-choice input[value='{choice}']").locator(
        "xpath=ancestor::label"
    ).click()


def expect_saved(page: Page, index: int) -> None:
    """Wait until the choice with this index is shown as saved and nothing is pending."""
    expect(page.locator(f".cop-saved.good[data-choice='{index}'] .settled")).to_be_visible()
    expect(page.locator("body[data-pending]")).to_have_count(0)


def expect_quiet(page: Page) -> None:
    """Wait until the run of the page has ended and no element is stale."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def expect_still(page: Page) -> None:
    """Wait until the page is quiet, the code of every element has come, and nothing on it moves or fades in."""
    expect_quiet(page)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    page.wait_for_function(
        "() => document.getAnimations().every(({effect, playState}) =>"
        " playState !== 'running' || effect.getComputedTiming().iterations === Infinity)"
    )


@contextmanager
def whole_run(page: Page) -> Iterator[None]:
    """Context manager that waits, at its end, until a run of the script that began inside it has ended."""
    expect_quiet(page)
    page.evaluate(
        """() => {
          const app = document.querySelector("[data-test-script-state]");
          let began = false;
          window.runHasEnded = false;
          new MutationObserver((changes) => {
            const state = app.dataset.testScriptState;
            began ||= state === "running" || changes.some(({ oldValue }) => oldValue === "running");
            window.runHasEnded ||= began && state === "notRunning";
          }).observe(app, { attributeFilter: ["data-test-script-state"], attributeOldValue: true });
        }"""
    )
    yield
    page.wait_for_function("() => window.runHasEnded")
    expect_quiet(page)


def slow_down(page: Page, seconds: float = 0.03) -> None:
    """Delay each message of the server by `seconds`, so that a page is drawn piece by piece; before the page is opened."""

    def slow(socket: WebSocketRoute) -> None:
        far = socket.connect_to_server()

        def late(message: str | bytes) -> None:
            time.sleep(seconds)
            socket.send(message)

        far.on_message(late)

    page.route_web_socket(lambda url: "stream" in url, slow)


def expect_fits_and_is_accessible(page: Page, address: str) -> None:
    """Assert that nothing overflows horizontally and axe finds no serious violation; `address` names the page."""
    wide = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth)"
    )
    assert max(wide) <= 0, address
    assert [
        f"{item['id']}: {item['nodes'][0]['html'][:200]}"
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ] == [], address


def download(page: Page, name: str) -> Download:
    """Click a download button once the page is drawn and return the download; click again where none starts.

    A file generated on request belongs to one run of the page: a click during the next run fails with "Failed to
    generate file". Raises AssertionError with the button's HTML where the second click starts no download either.
    """
    button = page.get_by_role("button", name=name)
    expect(button).to_be_enabled(timeout=60_000)
    for _press in range(2):
        expect_quiet(page)
        try:
            with page.expect_download(timeout=40_000) as started:
                button.click()
            return started.value
        except PlaywrightTimeout:
            expect(button).to_be_enabled(timeout=60_000)
    raise AssertionError(
        button.locator("xpath=ancestor::*[@data-testid='stDownloadButton']").inner_html()
    )
