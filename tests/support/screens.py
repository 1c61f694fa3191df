"""What a person does on the screens, as steps of the browser tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

from assessment import Institution
from assessment.files.assessment_file import read_assessment
from assessment.store import Store, local_person
from host.services import edition_of

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SAVED = ".cop-saved.good .settled"
TESTER = local_person("tester")


def store_in(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'cop.sqlite3'}")


def begin(folder: Path, country: str = "KEN", profile: str = "full") -> str:
    """A new assessment, written to the store directly."""
    edition = edition_of("2026")
    at = dt.datetime.now(dt.UTC)
    store = store_in(folder)
    key = store.create(country, "2026", edition.content_hash, 2026, profile, person=TESTER, at=at)
    store.close()
    return key


def list_institution(folder: Path, assessment: str, institution: str, *indicators: str) -> None:
    """Put an institution on the list and ask it these questions."""
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


def bring_example(folder: Path, name: str = "ken") -> str:
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


def open_question(
    page: Page, address: str, assessment: str, indicator: str, institution: str = ""
) -> None:
    speaks_for = f"&as={institution}" if institution else ""
    page.goto(f"{address}/answer?a={assessment}&i={indicator}{speaks_for}")
    expect_question(page, indicator)
    expect_quiet(page)


def expect_question(page: Page, indicator: str) -> None:
    expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
    # The choices come a moment after their frame, once the browser has their code.
    expect(page.locator(f".st-key-{indicator}-choice input").first).to_be_attached()


def choose(page: Page, indicator: str, choice: str) -> None:
    """Press the card of the choice at a place, from 0 on."""
    page.locator(f".st-key-{indicator}-choice input[value='{choice}']").locator(
        "xpath=ancestor::label"
    ).click()


def expect_saved(page: Page, place: int) -> None:
    """The screen says that the choice at `place` is saved, and nothing is pending."""
    expect(page.locator(f".cop-saved.good[data-choice='{place}'] .settled")).to_be_visible()
    expect(page.locator("body[data-pending]")).to_have_count(0)


def expect_quiet(page: Page) -> None:
    """The page has been drawn to its end; a file that is made when asked for is asked of this run, not the one before."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def expect_fits_and_is_accessible(page: Page, address: str) -> None:
    """Nothing scrolls sideways, and axe finds nothing serious; `address` is told where it is not so."""
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
    """The file that a button hands over, pressed once the page is drawn to its end, and again where nothing came.

    A file made when asked for is asked of one run of the page: a press while the next run draws is answered with
    "Failed to generate file", and a person presses again. Where nothing comes then either, what the button says is told.
    """
    button = page.get_by_role("button", name=name)
    expect(button).to_be_enabled(timeout=60_000)
    for _press in range(2):
        expect_quiet(page)
        try:
            with page.expect_download(timeout=40_000) as started:
                button.click()
            return started.value
        except NothingCame:
            expect(button).to_be_enabled(timeout=60_000)
    raise AssertionError(
        button.locator("xpath=ancestor::*[@data-testid='stDownloadButton']").inner_html()
    )
