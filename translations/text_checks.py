"""Checks of one translation against its English: what must be in both is compared as sets of signs, not as language.

Word borders are those of ASCII: beside a Chinese sign or an Arabic letter a code ends as beside a space.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

ENGLISH_LEFT = "English left"

_PLACE = re.compile(r"\{[^{}]*\}")
_LINK = re.compile(r"https?://(?:[^\s<>\"'（）「」，。]*[^\s<>\"'（）「」，。,.;:)])?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|`[^`]*`")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,4}[0-9]{1,3}(?:-[a-z])?(?![A-Za-z0-9])|(?<![A-Za-z0-9])JMS(?![A-Za-z0-9])"
)
_GROUPED = re.compile(r"(?<=[0-9])[,.\u00a0\u202f\u2009 ](?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SCALED = re.compile(r"\b[mb]illion\b")
"""Other languages count in thousands of millions, or in ten thousands: such numbers are left to the reader."""

_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_MONTH_NUMBER = re.compile(r"[0-9]{1,2}月")
_LATIN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")

_PHRASE = re.compile(r"(?<![\w-])[a-z]+(?: [a-z]+){2,}(?![\w-])")
"""Three words of a sentence; names of keys and options are fewer."""

_QUOTED = re.compile(r"[“«][^“”«»]{1,60}[”»]")
"""A name in quotation marks, such as that of a choice in another program."""

_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "with",
        "which",
        "are",
        "is",
        "whether",
        "from",
        "that",
        "this",
        "not",
        "by",
        "has",
        "have",
        "their",
        "who",
        "been",
        "must",
        "where",
    ]
)
"""Words that no sentence of another language has, two of which in one text are a sentence left in English."""


def text_problems(english: tuple[str, ...], translated: str, language: str) -> Iterator[str]:
    """Yield what is wrong with a translation of a text, or of a singular and a plural.

    >>> list(text_problems(("Ask {name} by L02.",), "Demandez d’ici L03.", "fr"))
    ['place lost: {name}', 'code lost: L02', 'code added: L03']
    """
    yield from _differences("place", _PLACE, english, translated, may_lack=len(english) > 1)
    bare = [_PLACE.sub(" ", text) for text in english]
    left = _PLACE.sub(" ", translated)
    for name, pattern in (("link", _LINK), ("tag", _TAG), ("code", _CODE)):
        yield from _differences(name, pattern, tuple(bare), left, may_lack=False)
        bare = [pattern.sub(" ", text) for text in bare]
        left = pattern.sub(" ", left)
    bare = [_GROUPED.sub("", text) for text in bare]
    numbers = _GROUPED.sub("", left)
    if _MONTH.search(bare[-1]):
        numbers = _MONTH_NUMBER.sub(" ", numbers)
    if not _SCALED.search(bare[-1]):
        yield from _differences(
            "number", _NUMBER, tuple(bare), numbers, may_lack=len(english) > 1, point=","
        )
    if _is_english(bare[0], left, language):
        yield ENGLISH_LEFT


def _differences(
    name: str,
    pattern: re.Pattern[str],
    english: tuple[str, ...],
    translated: str,
    *,
    may_lack: bool,
    point: str = "",
) -> Iterator[str]:
    """Yield what the translation lacks or has beyond the English; of a plural form only what it has beyond."""

    def found(text: str) -> Counter[str]:
        return Counter(
            item.replace(point, ".") if point else item for item in pattern.findall(text)
        )

    expected, has = found(english[-1]), found(translated)
    allowed = expected
    for text in english:
        allowed = allowed | found(text)
    if not may_lack:
        for item in (expected - has).elements():
            yield f"{name} lost: {item}"
    for item in (has - allowed).elements():
        yield f"{name} added: {item}"


def _is_english(english: str, translated: str, language: str) -> bool:
    """Whether a translation holds a part of the English: the same words, or several that only English has."""
    words = [word.lower() for word in _LATIN.findall(translated)]
    plain = [word for word in _LATIN.findall(english) if word.islower() and len(word) > 1]
    if english.strip() == translated.strip() and len(plain) > 1:
        return True
    if len(_ENGLISH.intersection(words)) > 1:
        return True
    if language in ("ar", "ru", "zh"):
        return any(run in english for run in _PHRASE.findall(_QUOTED.sub(" ", translated)))
    return False
