"""Limits of a text file from people, YAML or JSON, and its decoding."""

from __future__ import annotations

from questionnaires.errors import Problem
from translations import gettext as _

MAXIMUM_BYTES = 16 * 1024 * 1024
"""Largest file read. A full assessment with long comments has about 1 MB; 100 MB is a mistake."""

MAXIMUM_DEPTH = 30
"""Deepest nesting read; an assessment has 9 levels, the deepest content known 12."""


def decode_text(data: bytes, name: str) -> str | Problem:
    """The text in `data`, UTF-8 with or without a mark; or the problem where it is too large or none.

    `name` is the file's name in the message.
    """
    if len(data) > MAXIMUM_BYTES:
        return Problem(
            name,
            "",
            _("has more than {limit} MB.").format(limit=MAXIMUM_BYTES // 1024**2),
            _("Is it the right file?"),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(
            name,
            _("byte {number}").format(number=error.start + 1),
            _("is not text in UTF-8."),
            _("Save the file as plain text in UTF-8, or choose another file."),
        )
