"""Counters of this process in the text format of Prometheus, and the handler that counts events of the log.

Every record of a logger below `cop` with the attribute `event` is one event; `count` is how many times it happened, 1
without it, and `seconds` how long it took. Code of lower layers therefore needs nothing but `logging` to be counted.
"""

from __future__ import annotations

import logging

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
"""Metrics of the application, without those that the library adds about Python."""

EVENTS = Counter("cop_events", "Events of the log, by name.", ["event"], registry=REGISTRY)

REFUSED = Counter(
    "cop_refused_requests", "Requests and messages refused, by limit.", ["limit"], registry=REGISTRY
)

ANSWERS = Counter("cop_answers_stored", "Revisions of answers stored.", registry=REGISTRY)
SIGN_INS = Counter("cop_sign_ins", "Sign-ins.", registry=REGISTRY)
DOCUMENTS = Counter("cop_documents_made", "PDF documents made.", registry=REGISTRY)
FAILURES = Counter("cop_failures", "Records of the log of level ERROR or above.", registry=REGISTRY)

SECONDS_OF_A_RUN = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SECONDS_OF_A_DOCUMENT = (0.5, 1, 2.5, 5, 10, 20, 40, 80, 160)

RUN_SECONDS = Histogram(
    "cop_run_seconds",
    "Seconds of a run of the script, without the wait for a slot.",
    buckets=SECONDS_OF_A_RUN,
    registry=REGISTRY,
)
DOCUMENT_SECONDS = Histogram(
    "cop_document_seconds",
    "Seconds to make a PDF document, without the wait for others.",
    buckets=SECONDS_OF_A_DOCUMENT,
    registry=REGISTRY,
)

OF_EVENTS = {"answer_saved": ANSWERS, "signed_in": SIGN_INS, "document_made": DOCUMENTS}
"""Counter by event that has one of its own."""


class EventCounter(logging.Handler):
    """Logging handler that counts events and failures."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            FAILURES.inc()
        event = getattr(record, "event", None)
        if event is None:
            return
        count = getattr(record, "count", 1)
        EVENTS.labels(event).inc(count)
        if event in OF_EVENTS:
            OF_EVENTS[event].inc(count)
        seconds = getattr(record, "seconds", None)
        if event == "document_made" and seconds is not None:
            DOCUMENT_SECONDS.observe(seconds)
