"""One record of the log that holds 4 MB of text, by kind of text and by the way in which it reaches the log."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator

from benchmarks.measure import Result
from serving.log_redaction import redact_log_records

BYTES = 4_000_000
AIM = "50 ms of processor time"

UNITS = {
    "letters": "a",
    "spaces": " ",
    "line breaks": "\r\n",
    "digits": "7",
    "colons": ":",
    "direction marks": "\u202e",
    "Arabic words": "\u0645\u0631\u062d\u0628\u0627 ",
    "emoji": "\U0001f600",
    "letters, signs and breaks": "aZ9 :=/@.-_\n\t\u200f\u00e9",
    "`password = `": "password  =  ",
    "addresses of people": "a.b+c@d.e ",
    "signed tokens": "eyJabcdefgh.",
    "`://user:password@`": "https://a:b@c/",
    "NUL": "\0",
}
RUNS = 5


def results() -> Iterator[Result]:
    """The slowest way of each kind of text; the median of `RUNS` runs."""
    before = logging.getLogRecordFactory()
    log = logging.getLogger("benchmarks.log")
    log.propagate = False
    handler = logging.StreamHandler(io.StringIO())
    log.addHandler(handler)
    try:
        redact_log_records(["a secret of the server"])
        for kind, unit in UNITS.items():
            text = unit * (BYTES // len(unit.encode()))
            times = {way: _milliseconds(write, log, text) for way, write in _WAYS.items()}
            slowest = max(times, key=lambda way: times[way])
            yield Result(
                f"4 MB of {kind}", f"{times[slowest]:.1f} ms", f"slowest: {slowest}", "", "", AIM
            )
    finally:
        logging.setLogRecordFactory(before)
        log.removeHandler(handler)


def _milliseconds(
    write: Callable[[logging.Logger, str], None], log: logging.Logger, text: str
) -> float:
    times = []
    for _run in range(RUNS):
        start = time.process_time()
        write(log, text)
        times.append(time.process_time() - start)
    return 1000 * sorted(times)[RUNS // 2]


def _failure(log: logging.Logger, text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        log.exception("failed")


_WAYS: dict[str, Callable[[logging.Logger, str], None]] = {
    "in the message": lambda log, text: log.warning(text),
    "as an argument": lambda log, text: log.warning("got %s", text),
    "as Python writes it": lambda log, text: log.warning("got %r", text),
    "in a table": lambda log, text: log.warning("got %s", {"id": text}),
    "in a format that does not fit": lambda log, text: log.warning("got %d of %s", text),  # noqa: PLE1206 -- it does not fit on purpose
    "in a traceback": _failure,
}
