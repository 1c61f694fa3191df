"""The log of the server: plain lines, or with `COP_LOG=json` one JSON object a line; events are counted in both."""

from __future__ import annotations

import logging
import os
import sys

from host.settings import known_secrets
from host.streamlit.loggers import give_handler
from serving.log_redaction import redact_log_records, redactor
from serving.monitoring.json_log import JsonFormatter
from serving.monitoring.metrics import EventCounter

OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "websockets")
"""Loggers of libraries that have handlers of their own."""

_log = logging.getLogger("cop.startup")


def is_json() -> bool:
    """Whether the log is JSON: `COP_LOG` is `json`."""
    return os.environ.get("COP_LOG", "") == "json"


def set_up_log() -> None:
    """Redact every record, count events, and write the log of `cop` to standard error; for JSON, of all libraries."""
    redact_log_records(known_secrets())
    cop = logging.getLogger("cop")
    cop.setLevel(logging.INFO)
    cop.addHandler(EventCounter())
    if not is_json():
        plain = logging.StreamHandler()
        plain.setLevel(logging.WARNING)  # an event that is no fault is not shown
        cop.addHandler(plain)
        return
    logging.captureWarnings(capture=True)
    logging.getLogger().addHandler(_json_handler())
    adopt_loggers()


def adopt_loggers() -> None:
    """Make the loggers of Streamlit and uvicorn write JSON, again once uvicorn has set up its own; nothing for plain lines."""
    if not is_json():
        return
    handler = _json_handler()
    give_handler(handler)
    for name in OTHERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False


def say_started(text: str) -> None:
    """Write the line that says where the application is: to standard output, or as an event of the JSON log."""
    if is_json():
        _log.info("%s", text, extra={"event": "started"})
    else:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _json_handler() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(redactor(known_secrets())))
    return handler
