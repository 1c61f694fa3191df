"""The questionnaire page against an empty Streamlit page: rerun, bytes, time to the first page, load over a slow line."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from assessment.store import Store, local_person
from benchmarks.measure import Result, in_turn
from benchmarks.scoring import full_assessment
from benchmarks.server import EMPTY_PAGE, FROZEN_EMPTY_APP, ROOT, Visitor, serve
from questionnaires import load_published_edition

STARTS = 3
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}
"""Latency in ms, throughput in bytes per second: 1.6 Mbit/s, a mobile line with weak reception."""


def results() -> list[Result]:
    """Reruns and first loads of the questionnaire page of a full assessment."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        empty = data / "empty.py"
        empty.write_text(EMPTY_PAGE)
        query = f"a={stored_assessment(data)}&i=L02"
        reruns = reruns_against_empty(
            "questionnaire page", "answer", query, b'data-indicator="L02"', data
        )
        return [*reruns, *_first_pages(data, empty, query)]


def stored_assessment(data: Path, seed: int = 1) -> str:
    """Store a full assessment with random answers from `seed` in the folder `data`; returns its id."""
    edition = load_published_edition("2026")
    with closing(Store.open(f"sqlite:///{data}/cop.sqlite3")) as store:
        return store.import_assessment(
            full_assessment(edition, seed),
            edition_hash=edition.content_hash,
            person=local_person("bench"),
            at=datetime.now(UTC),
        )


def reruns_against_empty(name: str, page: str, query: str, sign: bytes, data: Path) -> list[Result]:
    """Seconds and bytes of a rerun of a page, whose messages must contain `sign`, against empty pages."""
    empty, frozen = data / "empty.py", data / "frozen.py"
    empty.write_text(EMPTY_PAGE)
    frozen.write_text(FROZEN_EMPTY_APP.format(page=empty))
    references = {"an empty Streamlit page": empty, "an empty page with frozen garbage": frozen}
    result = []
    for reference, script in references.items():
        with (
            serve(ROOT / "app.py", data) as (ours, _id),
            serve(script, data) as (theirs, _other_id),
            Visitor(ours, query, page) as mine,
            Visitor(theirs) as other,
        ):
            received = (mine.rerun(sign), other.rerun(b"Hello"))
            here, there, ratio = in_turn(mine.rerun, other.rerun, runs=101)
        result.append(
            Result(
                f"rerun of the {name}, at the server",
                f"{here * 1000:.1f} ms",
                reference,
                f"{there * 1000:.1f} ms",
                f"{ratio:.2f}",
                "at most 2",
            )
        )
    return [
        *result,
        Result(
            "its messages, uncompressed",
            f"{received[0] / 1024:.0f} kB",
            "an empty Streamlit page",
            f"{received[1] / 1024:.1f} kB",
            f"{received[0] / received[1]:.0f}",
        ),
    ]


def _first_pages(data: Path, empty: Path, query: str) -> list[Result]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        both = [
            (
                _first_page(browser, ROOT / "app.py", data, "h1"),
                _first_page(browser, empty, data, "p"),
            )
            for _start in range(STARTS)
        ]
        with serve(ROOT / "app.py", data) as (ours, _id), serve(empty, data) as (theirs, _other):
            here, there, slow_ratio = in_turn(
                lambda: _over_slow_line(
                    browser, f"{ours}/answer?{query}", ".st-key-L02-choice input"
                ),
                lambda: _over_slow_line(browser, theirs, "p"),
                runs=STARTS,
            )
        browser.close()
    (ours, our_bytes), (theirs, their_bytes) = (
        tuple(map(statistics.median, zip(*side, strict=True))) for side in zip(*both, strict=True)
    )
    return [
        Result(
            "start of the server to the first page in Chromium",
            f"{ours:.1f} s",
            "an empty Streamlit application",
            f"{theirs:.1f} s",
            f"{ours / theirs:.2f}",
        ),
        Result(
            "bytes of the first load, as transferred",
            f"{our_bytes / 1024:.0f} kB",
            "an empty Streamlit application",
            f"{their_bytes / 1024:.0f} kB",
            f"{our_bytes / their_bytes:.2f}",
        ),
        Result(
            "first load over 1.6 Mbit/s and 150 ms until the choices are there",
            f"{here:.1f} s",
            "an empty Streamlit application",
            f"{there:.1f} s",
            f"{slow_ratio:.2f}",
        ),
    ]


def _over_slow_line(browser: Browser, address: str, landmark: str) -> None:
    """Load `address` in a new browser context until `landmark` is there."""
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.goto(f"http://{address}", wait_until="commit")
    page.wait_for_selector(f"[data-testid=stMain] {landmark}", state="attached", timeout=120_000)
    context.close()


def _first_page(browser: Browser, script: Path, data: Path, landmark: str) -> tuple[float, float]:
    """Seconds from the start of the server until `landmark` is on its first page, and the bytes transferred."""
    start = time.perf_counter()
    with serve(script, data) as (address, _id):
        context = browser.new_context()
        page = context.new_page()
        network = context.new_cdp_session(page)
        received: list[float] = []
        network.send("Network.enable")
        network.on(
            "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
        )
        page.goto(f"http://{address}/")
        page.wait_for_selector(f"[data-testid=stMain] {landmark}")
        took = time.perf_counter() - start
        page.wait_for_load_state("networkidle")
        context.close()
    return took, sum(received)
