"""Translation of interface and content into the current language, by gettext.

English is the source language, so a text without a translation is shown in English.
The pseudo-languages mark every translated text, so that a test finds those that bypass gettext.

Catalogues are PO files; gettext reads MO files. An MO file that is missing or older is made when it is first needed.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from translations.languages import (
    LANGUAGES,
    PSEUDO_LANGUAGE,
    PSEUDO_LANGUAGES,
    PSEUDO_RIGHT_TO_LEFT,
    RIGHT_TO_LEFT,
    TRANSLATED,
    direction_of,
    document_language,
    is_right_to_left,
    statuses,
)

__all__ = [
    "LANGUAGES",
    "PSEUDO_LANGUAGE",
    "PSEUDO_LANGUAGES",
    "PSEUDO_RIGHT_TO_LEFT",
    "RIGHT_TO_LEFT",
    "TRANSLATED",
    "content_text",
    "current_language",
    "direction_of",
    "document_language",
    "gettext",
    "is_right_to_left",
    "language_note",
    "ngettext",
    "pgettext",
    "set_language",
    "statuses",
    "use_language",
]

CATALOGUES = Path(__file__).parent


class PseudoTranslations(_gettext.NullTranslations):
    """Wraps every text in ⟦ ⟧, so that a text that bypasses gettext is visible."""

    def gettext(self, message: str) -> str:
        """The message, marked."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for `n` in English, marked."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """The message, marked, whatever its context."""
        return f"⟦{message}⟧"


_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _translations(language: str, domain: str) -> _gettext.NullTranslations:
    if language in PSEUDO_LANGUAGES:
        return PseudoTranslations()
    if language not in TRANSLATED:
        return _gettext.NullTranslations()
    from translations.catalogue import compiled, path_of  # English needs no Babel

    return _gettext.GNUTranslations(io.BytesIO(compiled(path_of(CATALOGUES, language, domain))))


def current_language() -> str:
    """The BCP 47 code of the language of this context, `en` unless set."""
    return _language.get()


def set_language(language: str) -> None:
    """Set the language of this context (a page run, a command)."""
    _language.set(language)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Set the language inside the block, and restore the former one after it."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str) -> str:
    """The interface text in the current language."""
    return _translations(_language.get(), "interface").gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The interface text for `number` things in the current language."""
    return _translations(_language.get(), "interface").ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The interface text in the current language; `context` tells texts apart that are one in English only."""
    return _translations(_language.get(), "interface").pgettext(context, message)


def content_text(context: str, message: str) -> str:
    """A text of an edition in the current language; `context` is its id and field (`L02.question`)."""
    return _translations(_language.get(), "content").pgettext(context, message) if message else ""


def language_note() -> str:
    """The sentence that says how far texts in the current language are checked; empty where there is nothing to say."""
    status = statuses().get(_language.get())
    if status is None or not status.is_draft:
        return ""
    return gettext("Draft translation, not yet read by an expert who speaks it.")
