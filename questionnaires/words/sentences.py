"""Split a text into sentences and words, as precisely as a lint needs.

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
    """The sentences of a text; a full stop after a known abbreviation does not end one."""
    split: list[str] = []
    for part in _END.split(text.strip()):
        if split and _ABBREVIATION.search(split[-1]):
            split[-1] = f"{split[-1]} {part}"
        elif part:
            split.append(part)
    return tuple(split)


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, without numbers; hyphens and apostrophes are parts of a word."""
    return tuple(_WORD.findall(text))
