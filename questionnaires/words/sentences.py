"""Sentences and words, as far as a lint needs to tell them apart.

>>> sentences("Reports go to police (art. 9). They have 24 hours!")
('Reports go to police (art. 9).', 'They have 24 hours!')
>>> words("The child's law, e.g. art. 9")
('The', "child's", 'law', 'e', 'g', 'art')
"""

from __future__ import annotations

import re
from functools import cache

_END = re.compile(
    r"""(?<=[.!?])["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9])""",
)
_ABBREVIATION = re.compile(r"\b(?:art|arts|cf|ch|e\.g|etc|i\.e|no|nos|para|paras|vs)\.$", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a full stop after a known abbreviation ends none."""
    found: list[str] = []
    for part in _END.split(text.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return tuple(found)


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text; figures are none, and a hyphen or an apostrophe ends none."""
    return tuple(_WORD.findall(text))
