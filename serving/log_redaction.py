"""What no line of the log may hold: secrets, tokens, cookies, and who somebody is."""

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
    """From now on every line of every logger is written without `secrets` and what looks like one."""
    hide = hider(secrets)
    make = logging.getLogRecordFactory()

    def make_quietly(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        record.msg, record.args = hide(_message(record)), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = hide("".join(traceback.format_exception(record.exc_info[1])).rstrip())
        return record

    logging.setLogRecordFactory(make_quietly)


def _message(record: logging.LogRecord) -> str:
    """What the line says; where its places and its values do not fit, both as they are."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"


def hider(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that gives a text without `secrets` and without what looks like one.

    >>> hider(["s3cret"])("GET /oauth2callback?code=abc&state=x for ana@example.org with s3cret")
    'GET /oauth2callback?[hidden]&[hidden] for [hidden] with [hidden]'
    """
    exact = [re.compile(re.escape(item)) for item in secrets if item]

    def hide(text: str) -> str:
        for pattern in (*exact, *PATTERNS):
            text = pattern.sub(HIDDEN, text)
        return text

    return hide
