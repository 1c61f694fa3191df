"""Keep secrets, tokens, cookies and e-mail addresses out of the log."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any

HIDDEN = "[hidden]"

PATTERNS = (
    re.compile(r"eyJ[\w-]{8,}(?:\.[\w-]+){1,4}"),  # a signed token
    re.compile(r"(?i)(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),  # user:password in an address
    re.compile(r"(?<=_streamlit_user=)[^\s;,'\"]+|(?<=_streamlit_user_tokens=)[^\s;,'\"]+"),
    re.compile(r"(?<=_streamlit_session=)[^\s;,'\"]+|(?<=_streamlit_xsrf=)[^\s;,'\"]+"),
    re.compile(r"(?i)(?<!\w)(?:code|state|nonce|provider|code_verifier|id_token_hint)=[^\s&'\"]+"),
    re.compile(
        r"(?i)(?<!\w)(?:id_token|access_token|refresh_token|client_secret|cookie_secret|code_verifier|password)"
        r"['\"]?\s*[=:]\s*['\"]?[^\s&'\",}]+"
    ),
    re.compile(r"(?i)authorization['\"]?[:,]\s*b?['\"]?(?:basic|bearer)\s+[\w.~+/=-]+"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # an e-mail address
)


def redact_log_records(secrets: Iterable[str]) -> None:
    """Redact `secrets`, and what matches `PATTERNS`, in every later record of every logger."""
    redact = redactor(secrets)
    make_record = logging.getLogRecordFactory()

    def make_redacted(*arguments: Any, **keywords: Any) -> logging.LogRecord:
        record = make_record(*arguments, **keywords)
        record.msg, record.args = redact(_message(record)), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = redact(
                "".join(traceback.format_exception(record.exc_info[1])).rstrip()
            )
        return record

    logging.setLogRecordFactory(make_redacted)


def _message(record: logging.LogRecord) -> str:
    """The formatted message; format and arguments side by side where they do not fit."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"


def redactor(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that replaces `secrets`, and what matches `PATTERNS`, by `HIDDEN` in a text.

    >>> redactor(["s3cret"])("GET /oauth2callback?code=abc&state=x for ana@example.org with s3cret")
    'GET /oauth2callback?[hidden]&[hidden] for [hidden] with [hidden]'
    """
    exact = [re.compile(re.escape(item)) for item in secrets if item]

    def redact(text: str) -> str:
        for pattern in (*exact, *PATTERNS):
            text = pattern.sub(HIDDEN, text)
        return text

    return redact
