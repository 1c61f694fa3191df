"""The languages of the interface, their writing direction, and how far each translation is checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
"""The languages that a visitor can choose; the first is the source."""

TRANSLATED = LANGUAGES[1:]
"""The languages with catalogues."""

PSEUDO_LANGUAGE, PSEUDO_RIGHT_TO_LEFT = "qps", "qpr"
"""Mark each text as ⟦text⟧ in tests, the second on pages from right to left; never offered to a person."""

PSEUDO_LANGUAGES = frozenset({PSEUDO_LANGUAGE, PSEUDO_RIGHT_TO_LEFT})

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", PSEUDO_RIGHT_TO_LEFT})
"""Primary subtags of the languages written from right to left."""

STATUS = Path(__file__).with_name("languages.csv")


@dataclass(frozen=True, slots=True)
class Status:
    """A row of `languages.csv`: name of a language in itself, what was translated and checked, who signed it."""

    language: str
    name: str
    translated: str
    checked: str
    signed: str

    @property
    def is_draft(self) -> bool:
        """Whether no expert who speaks the language has signed the translation."""
        return not self.signed


@cache
def statuses() -> dict[str, Status]:
    """Return the status of each of `LANGUAGES`, in their order."""
    with STATUS.open(encoding="utf-8", newline="") as file:
        rows = {row["language"]: Status(**row) for row in csv.DictReader(file)}
    return {language: rows[language] for language in LANGUAGES}


def is_known(language: str) -> bool:
    """Whether texts can be shown in a language: one of `LANGUAGES` or a pseudo-language.

    >>> is_known("fr"), is_known("qps"), is_known("FR"), is_known("de")
    (True, True, False, False)
    """
    return language in LANGUAGES or language in PSEUDO_LANGUAGES


def is_right_to_left(language: str) -> bool:
    """Whether a BCP 47 code names a language written from right to left.

    >>> is_right_to_left("ar-EG"), is_right_to_left("en")
    (True, False)
    """
    return language.partition("-")[0] in RIGHT_TO_LEFT


def direction_of(language: str) -> Literal["rtl", "ltr"]:
    """The value of the HTML attribute `dir` for a BCP 47 code.

    >>> direction_of("fa"), direction_of("en-GB")
    ('rtl', 'ltr')
    """
    return "rtl" if is_right_to_left(language) else "ltr"


def document_language(language: str) -> str:
    """The BCP 47 code to declare in a document; English for the pseudo-languages.

    >>> document_language("qps"), document_language("ar")
    ('en', 'ar')
    """
    return LANGUAGES[0] if language in PSEUDO_LANGUAGES else language
