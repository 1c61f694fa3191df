"""Whether translations use the terms of `terms.csv`: by the beginnings of their words, as endings change."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TERMS = Path(__file__).with_name("terms.csv")
SECOND_FORMS = TERMS.with_name("second_forms.csv")
"""Other forms that a language has for a term, with the reason of each."""

OTHER_SENSES = TERMS.with_name("other_senses.csv")
"""English phrases in which the word of a term means something else, with what it means there."""

BINDING_SHARE, BINDING_TEXTS = 0.9, 5
"""A term binds where this share of its texts use it, of at least so many: a word of many meanings is left to its reader."""

_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_VARIANTS = re.compile(r"[/;]")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL_SIGN = re.compile("[\u064b-\u0652]")
_NAME = re.compile(
    r"\{[^{}]*\}|'[\w./:-]+'|`[^`]*`|<[^<>]*>|--[a-z]+|(?<![\w/.{}])[\w/.{}]*\.(?:csv|json|yaml)\b"
)
"""Places, keys, mark-up, options and files, whose names are no words of a sentence."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its English, and for its translation the beginnings of the words, by variant."""

    id: str
    english: str
    variants: tuple[tuple[str, ...], ...]

    def is_in(self, translated: str) -> bool:
        """Whether a translation has the beginnings of the words of one variant."""
        folded = _folded(translated)
        return any(all(part in folded for part in variant) for variant in self.variants)


class Terms:
    """The terms of the list that a language has, found in English texts."""

    def __init__(self, language: str) -> None:
        self._terms = sorted(_read(language), key=lambda term: -len(term.english))
        self._other_senses = re.compile(
            "|".join(re.escape(row["phrase"]) for row in _rows(OTHER_SENSES)), re.IGNORECASE
        )
        choices = "|".join(f"({re.escape(term.english)}(?:s|es)?)" for term in self._terms)
        self._pattern = re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)

    def of(self, english: str) -> frozenset[Term]:
        """Return the terms in an English text; one inside a longer one is none of its own.

        Names, and phrases in which a word has another sense, hold none.
        """
        words = self._other_senses.sub("|", _NAME.sub("|", english))
        return frozenset(
            self._terms[found.lastindex - 1]
            for found in self._pattern.finditer(words)
            if found.lastindex
        )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(language: str) -> Iterator[Term]:
    """Yield the terms of the file that have a translation, with the second forms of the language."""
    second: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in _rows(SECOND_FORMS):
        if row["language"] == language:
            second[row["term"]].append((_folded(row["form"]),))
    for row in _rows(TERMS):
        english = _BRACKETS.sub("", row["term_en"]).strip()
        texts = [_BRACKETS.sub("", text).strip() for text in _VARIANTS.split(row[language])]
        variants = tuple(_beginnings(text, language) for text in texts if text)
        if english and variants:
            yield Term(row["id"], english, (*variants, *second[row["id"]]))


def _beginnings(text: str, language: str) -> tuple[str, ...]:
    """The beginnings of the words of a term; of Chinese the whole."""
    if language == "zh":
        return (_folded(text),)
    words = [_without_article(word, language) for word in _WORD.findall(_folded(text))]
    return tuple(word[: max(3, round(len(word) * 0.65))] for word in words if len(word) > 3) or (
        _folded(text),
    )


def _folded(text: str) -> str:
    """The text in small letters, without the signs of Arabic that are written only where a word would be misread."""
    return _VOWEL_SIGN.sub("", text.lower())


def _without_article(word: str, language: str) -> str:
    return word.removeprefix("ال") if language == "ar" else word


def missing_terms(texts: Mapping[str, tuple[str, str]], language: str) -> Iterator[tuple[str, str]]:
    """Yield key and term of each text whose translation lacks a binding term; `texts` are English and translation by key."""
    terms = Terms(language)
    uses: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for key, (english, translated) in texts.items():
        for term in terms.of(english):
            uses[term.id].append((key, term.is_in(translated)))
    for term_id, found in uses.items():
        used = sum(is_used for _key, is_used in found)
        if len(found) >= BINDING_TEXTS and used >= min(BINDING_SHARE * len(found), len(found) - 1):
            yield from ((key, term_id) for key, is_used in found if not is_used)
