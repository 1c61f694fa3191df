"""Log records as JSON, one object a line."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable

from serving.log_redaction import escape_line_breaks
from serving.monitoring.request_id import request_id

FIELDS = ("limit", "reason", "count", "seconds", "entry", "everywhere", "parts")
"""Attributes of an event that are written; others of a record are not."""


class JsonFormatter(logging.Formatter):
    """Formatter with time (UTC), level, logger, event, request and message; `redact` is applied to texts of fields.

    Message and traceback are redacted where records are made (`redact_log_records`).
    """

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return one line without a line break."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, object] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": getattr(record, "event", ""),
            "request": request_id.get(),
            "message": record.getMessage(),
        }
        for name in FIELDS:
            value = getattr(record, name, None)
            if isinstance(value, str):
                value = escape_line_breaks(self._redact(value))
            if value is not None:
                line[name] = value
        if record.exc_info and not record.exc_text:
            record.exc_text = self._redact(self.formatException(record.exc_info))
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)
