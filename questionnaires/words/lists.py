"""Word lists of this folder, and patterns that match whole words in any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def word_list(name: str) -> Any:
    """The content of `name`.yaml in this folder."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))


def whole_words(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases, the longest first; `*` at the end matches any ending.

    >>> whole_words(["sex tour*"]).findall("Sex tourism, sextant")
    ['Sex tourism']
    """
    parts = (
        re.escape(phrase.removesuffix("*")).replace(r"\ ", r"\s+")
        + (r"\w*" if phrase.endswith("*") else "")
        for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def found_words(
    pattern: re.Pattern[str], text: str, allowed: re.Pattern[str] | None
) -> Iterator[str]:
    """The matches of `pattern` in `text`, except those inside a phrase of `allowed`."""
    free = [match.span() for match in allowed.finditer(text)] if allowed else []
    for match in pattern.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in free):
            yield match[0]
