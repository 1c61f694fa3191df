"""The languages of the interface and their writing direction."""

from __future__ import annotations

from typing import Literal

LANGUAGES = ("en",)
"""Languages with a complete catalogue; the first is the source."""

DRAFT_LANGUAGES = ("ar", "es", "fr", "ru", "zh")
"""Languages whose catalogues are being made; not offered to anybody until they are complete and checked."""

PSEUDO_LANGUAGE = "qps"
"""Marks each text as ⟦text⟧ in tests; never offered to a person."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Primary subtags of the languages written from right to left."""


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
    """The BCP 47 code to declare in a document; English for the pseudo-language.

    >>> document_language("qps"), document_language("ar")
    ('en', 'ar')
    """
    return LANGUAGES[0] if language == PSEUDO_LANGUAGE else language
