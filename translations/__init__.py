"""The words a person reads, in the language of that person: gettext for interface and content.

English is the source language, so a text without a translation is shown in English.
The pseudo-language `qps` marks every text that came through here, so that a test finds those that did not.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

__all__ = [
    "LANGUAGES",
    "PSEUDO_LANGUAGE",
    "content_text",
    "current_language",
    "gettext",
    "ngettext",
    "set_language",
    "use_language",
]

LANGUAGES = ("en",)
"""Languages with a complete catalogue; the first is the source."""

PSEUDO_LANGUAGE = "qps"
"""Marks each text as ⟦text⟧; never offered to a person."""

CATALOGUES = Path(__file__).parent


class PseudoTranslations(_gettext.NullTranslations):
    """Wraps every text in ⟦ ⟧ so that a text which bypasses gettext stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _translations(language: str, domain: str) -> _gettext.NullTranslations:
    if language == PSEUDO_LANGUAGE:
        return PseudoTranslations()
    return _gettext.translation(domain, CATALOGUES, [language], fallback=True)


def current_language() -> str:
    """The BCP 47 code of the language in use in this context, `en` unless set."""
    return _language.get()


def set_language(language: str) -> None:
    """Use `language` from here on in this context (a page run, a command)."""
    _language.set(language)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Use `language` inside the block."""
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


def content_text(context: str, message: str) -> str:
    """A text of an edition in the current language; `context` is its id and field (`L02.question`)."""
    return _translations(_language.get(), "content").pgettext(context, message) if message else ""
