"""The page of a question over slow lines in Chromium: first text, first use, bytes of the load and of an answer.

Chromium slows requests, not the messages of a WebSocket, so the last step of a load and an answer are faster here than on such a
line; an answer is therefore given in bytes, as they pass between browser and server.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.measure import Result
from benchmarks.pages import SLOW_LINE, stored_assessment
from benchmarks.server import EMPTY_PAGE, ROOT, serve
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.servers.tcp_proxy import TcpProxy

STARTS = 3
ANSWERS = 3
"""Answers of a load; the median of their bytes is given."""

CHOICES = ".st-key-L04-choice input"
"""The levels of a question without parts."""

WEAK_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
"""400 kbit/s and 400 ms; units as in `SLOW_LINE`."""


@dataclass(frozen=True, slots=True)
class _Load:
    """A load without cache: seconds from the first byte to the first text, seconds to `landmark`, bytes; bytes of an answer.

    Bytes of a load are those of its requests, as sent; its messages of the WebSocket come after the text.
    """

    text: float
    use: float
    received: float
    answer: float


def results() -> list[Result]:
    """First loads of a question over two lines, each beside an empty application in turn, and the bytes of an answer."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder)
        empty = data / "empty.py"
        empty.write_text(EMPTY_PAGE)
        page = f"answer?a={stored_assessment(data)}&i=L04"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS])
        with (
            serve(ROOT / "app.py", data) as (ours, _id),
            serve(empty, data) as (theirs, _other),
            closing(TcpProxy(int(ours.rpartition(":")[2]))) as proxy,
        ):
            lines = []
            for name, line, aim in (
                ("400 kbit/s and 400 ms", WEAK_LINE, "at most 10 s"),
                ("1.6 Mbit/s and 150 ms", SLOW_LINE, "at most 4 s"),
            ):
                pairs = [
                    (
                        _load(
                            browser, f"http://127.0.0.1:{proxy.port}/{page}", line, CHOICES, proxy
                        ),
                        _load(browser, f"http://{theirs}/", line, "p"),
                    )
                    for _start in range(STARTS)
                ]
                lines += _results(name, pairs, aim)
        browser.close()
        return lines


def _results(name: str, pairs: list[tuple[_Load, _Load]], aim: str) -> list[Result]:
    reference = "an empty Streamlit application"
    texts, uses, loads = (
        [statistics.median(getattr(pair[side], what) for pair in pairs) for side in (0, 1)]
        for what in ("text", "use", "received")
    )
    ratios = [f"{here / there:.2f}" for here, there in (texts, uses, loads)]
    return [
        Result(
            f"{name}: first byte to first text", f"{texts[0]:.1f} s", reference, f"{texts[1]:.1f} s",
            ratios[0], "at most 1 s",
        ),
        Result(
            f"{name}: until a level can be chosen", f"{uses[0]:.1f} s", reference, f"{uses[1]:.1f} s",
            ratios[1], aim,
        ),
        Result(
            f"{name}: bytes of the first load", f"{loads[0] / 1000:.0f} kB", reference,
            f"{loads[1] / 1000:.0f} kB", ratios[2], "below 800 kB",
        ),
        Result(
            f"{name}: bytes of one answer, both ways",
            f"{statistics.median(pair[0].answer for pair in pairs) / 1000:.1f} kB", "", "", "",
            "below 15 kB",
        ),
    ]  # fmt: skip


def _load(
    browser: Browser,
    address: str,
    line: Mapping[str, object],
    landmark: str,
    proxy: TcpProxy | None = None,
) -> _Load:
    """Load an address in a new context over a line until `landmark` is there, and through `proxy` choose another level."""
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    counted = _count_bytes(network)
    network.send("Network.emulateNetworkConditions", dict(line))
    page.goto(address, wait_until="commit")
    page.wait_for_selector(f"[data-testid=stMain] {landmark}", state="attached", timeout=180_000)
    use = page.evaluate("performance.now() / 1000")
    text = page.evaluate(
        "(performance.getEntriesByType('paint').find((entry) => entry.name === 'first-contentful-paint').startTime"
        " - performance.getEntriesByType('navigation')[0].responseStart) / 1000"
    )
    page.wait_for_load_state("networkidle")
    received = counted["received"]
    answer = statistics.median(_answer(page, proxy) for _time in range(ANSWERS)) if proxy else 0.0
    context.close()
    return _Load(text, use, received, answer)


def _answer(page: Page, proxy: TcpProxy) -> int:
    """Choose another level, and return the bytes that passed until it was shown as stored, in both directions."""
    page.wait_for_timeout(1000)
    before = proxy.passed
    other = page.locator(f"{CHOICES}:not(:checked)").first
    other.locator("xpath=ancestor::label").click()
    page.wait_for_selector("body:not([data-pending]) .cop-saved.good")
    page.wait_for_timeout(1000)
    return proxy.passed - before


def _count_bytes(network: CDPSession) -> dict[str, float]:
    """Return a counter, `received`, that grows with the bytes of the answers to a page's requests, as sent."""
    counted = {"received": 0.0}

    def loaded(event: dict[str, float]) -> None:
        counted["received"] += event["encodedDataLength"]

    network.send("Network.enable")
    network.on("Network.loadingFinished", loaded)
    return counted
