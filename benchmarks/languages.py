"""Each language against English in turn: bytes of the first load, rerun of a question, processor time of a document.

Bytes pass through a counting proxy: the requests of the page and the messages of its WebSocket, in both directions.
"""

from __future__ import annotations

import statistics
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from assessment.model.readership import DEFAULT
from benchmarks.documents import SMALL, Made, documents_made, page_request
from benchmarks.measure import Result, in_turn
from benchmarks.pages import stored_assessment
from benchmarks.scoring import full_assessment
from benchmarks.server import ROOT, Visitor, serve
from questionnaires import load_published_edition
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.servers.tcp_proxy import TcpProxy
from translations import LANGUAGES, TRANSLATED, use_language

RERUNS, DOCUMENTS = 51, 3
RATIOS = {"ar": "at most 1.5"}
"""Aim of the ratio of times by language, where it is not `RATIO`."""

RATIO = "at most 1.2"


def results() -> list[Result]:
    """Bytes and reruns of the page of a question, then the default PDF, by language."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        query = f"a={stored_assessment(data)}&i=L02"
        with serve(ROOT / "app.py", data) as (address, _id):
            return [*_loads(address, query), *_reruns(address, query), *_documents()]


def _loads(address: str, query: str) -> list[Result]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS])
        sizes = {
            language: _first_load(browser, address, f"answer?{query}&lang={language}")
            for language in LANGUAGES
        }
        browser.close()
    english = sizes.pop("en")
    return [
        Result(
            f"{language}: bytes of the first load",
            f"{size / 1000:.0f} kB",
            "English",
            f"{english / 1000:.0f} kB",
            f"{(size - english) / 1000:+.1f} kB",
            "at most +60 kB",
        )
        for language, size in sizes.items()
    ]


def _first_load(browser: Browser, address: str, path: str) -> int:
    with closing(TcpProxy(int(address.rpartition(":")[2]))) as proxy:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{proxy.port}/{path}")
        page.wait_for_selector("[data-testid=stMain] .st-key-L02-choice input", state="attached")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        context.close()
        return proxy.passed


def _reruns(address: str, query: str) -> list[Result]:
    lines = []
    for language in TRANSLATED:
        with (
            Visitor(address, f"{query}&lang={language}", "answer") as here,
            Visitor(address, f"{query}&lang=en", "answer") as english,
        ):
            ours, theirs, ratio = in_turn(here.rerun, english.rerun, runs=RERUNS)
        lines.append(
            Result(
                f"{language}: rerun of the page of a question",
                f"{ours * 1000:.1f} ms",
                "English",
                f"{theirs * 1000:.1f} ms",
                f"{ratio:.2f}",
                RATIOS.get(language, RATIO),
            )
        )
    return lines


def _documents() -> list[Result]:
    edition = load_published_edition("2026")
    assessment = full_assessment(edition, 1)
    requests = {}
    for language in LANGUAGES:
        with use_language(language):
            requests[language] = page_request(edition, assessment, DEFAULT)
    made: dict[str, list[Made]] = {language: [] for language in LANGUAGES}
    for _turn in range(DOCUMENTS):
        for language, request in requests.items():
            made[language].append(documents_made(SMALL, request)[1])
    times = {key: statistics.median(item.seconds for item in items) for key, items in made.items()}
    return [
        Result(
            f"{language}: processor time of the default PDF ({made[language][0].size / 1024:.0f} kB)",
            f"{times[language]:.1f} s",
            f"English ({made['en'][0].size / 1024:.0f} kB)",
            f"{times['en']:.1f} s",
            f"{times[language] / times['en']:.2f}",
            RATIOS.get(language, RATIO),
        )
        for language in TRANSLATED
    ]
