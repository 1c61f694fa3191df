"""Keep secrets, tokens, cookies and e-mail addresses out of the log, and each record on a line of bounded length."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any

HIDDEN = "[hidden]"

MAXIMUM_CHARACTERS = 8_000
"""Of one message or traceback in the log. A message through a socket can have 4 MB, and a pattern reads all of it."""

LINE_BREAKING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, line separators and direction marks: they could forge a second record, or another order of words."""

PATTERNS = (
    re.compile(r"(?<![\w-])eyJ[\w-]{8,}+(?:\.[\w-]++){1,4}"),  # a signed token
    re.compile(r"(?i)(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),  # user:password in an address
    re.compile(
        r"(?<=_streamlit_)(?:user|session|xsrf)\w{0,20}=\\?['\"]?[^\s;,'\"]+"
    ),  # also their chunks
    re.compile(r"(?i)(?<!\w)(?:code|state|nonce|provider|code_verifier|id_token_hint)=[^\s&'\"]+"),
    re.compile(
        r"(?i)(?<!\w)(?:id_token|access_token|refresh_token|client_secret|cookie_secret|code_verifier|password)"
        r"['\"]?\s*[=:]\s*['\"]?[^\s&'\",}]+"
    ),
    re.compile(r"(?i)authorization['\"]?[:,]\s*b?['\"]?[a-z]+\s+[\w.~+/=-]+"),
    re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"),  # an e-mail address
)


def redact_log_records(secrets: Iterable[str]) -> None:
    """Redact `secrets`, and what matches `PATTERNS`, in every later record of every logger.

    A message becomes one line; a traceback keeps its lines, each indented, so that none looks like a record.
    """
    redact = redactor(secrets)
    make_record = logging.getLogRecordFactory()

    def make_redacted(*arguments: Any, **keywords: Any) -> logging.LogRecord:
        record = make_record(*arguments, **keywords)
        record.msg, record.args = escape_line_breaks(redact(_message(record, redact))), ()
        if record.exc_info and record.exc_info[1] is not None:
            lines = redact(_traceback(record.exc_info[1], redact)).splitlines()
            record.exc_text = "\n".join(f"  {escape_line_breaks(line)}" for line in lines)
        return record

    logging.setLogRecordFactory(make_redacted)


def _message(record: logging.LogRecord, redact: Callable[[str], str]) -> str:
    """The formatted message, long arguments shortened; format and arguments side by side where they do not fit."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            _shortened(item, redact) if isinstance(item, str) else item for item in record.args
        )
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"


def _shortened(text: str, redact: Callable[[str], str]) -> str:
    """A text with at most half of `MAXIMUM_CHARACTERS`, redacted where it is cut."""
    half = MAXIMUM_CHARACTERS // 2
    if len(text) <= half:
        return text
    return f"{redact(text)[:half]}… [{len(text) - half} characters cut]"


def _traceback(error: BaseException, redact: Callable[[str], str]) -> str:
    """The traceback of an error and of those that led to it, each with the start of its text, redacted.

    The standard library indents each line of a text: of four million, a quarter of a second.
    """
    parts = [traceback.TracebackException.from_exception(error, compact=True)]
    for part in parts:  # grows
        part._str = _shortened(str(part), redact)  # type: ignore[attr-defined] # has no public name
        notes = getattr(part, "__notes__", None)
        if isinstance(notes, list | tuple):
            part.__notes__ = [_shortened("\n".join(map(str, notes)), redact)]
        led_to_it = (part.__cause__, part.__context__, *(getattr(part, "exceptions", None) or ()))
        parts += [item for item in led_to_it if item is not None]
    return "".join(parts[0].format())


def escape_line_breaks(text: str) -> str:
    """`text` with control characters as their escapes.

    >>> escape_line_breaks("one\\r\\ntwo")
    'one\\\\r\\\\ntwo'
    """
    return LINE_BREAKING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def redactor(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that replaces `secrets`, and what matches `PATTERNS`, by `HIDDEN` in a text.

    Only the first `MAXIMUM_CHARACTERS` are kept; what is cut is counted.

    >>> redactor(["s3cret"])("GET /oauth2callback?code=abc&state=x for ana@example.org with s3cret")
    'GET /oauth2callback?[hidden]&[hidden] for [hidden] with [hidden]'
    """
    exact = [item for item in secrets if item]
    read = MAXIMUM_CHARACTERS + max(map(len, exact), default=0)

    def redact(text: str) -> str:
        kept = text[:read]  # a secret that begins before the cut is still whole
        for secret in exact:
            kept = kept.replace(secret, HIDDEN)
        for pattern in PATTERNS:
            kept = pattern.sub(HIDDEN, kept)
        cut = len(text) - MAXIMUM_CHARACTERS
        return f"{kept[:MAXIMUM_CHARACTERS]}… [{cut} characters cut]" if cut > 0 else kept

    return redact
