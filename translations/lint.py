"""What is wrong in a catalogue of translations: each text by itself, its terms, and its place among its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from translations.order_checks import order_problems
from translations.term_checks import missing_terms
from translations.text_checks import ENGLISH_LEFT, text_problems

SHOWN = 60
"""Characters of an English text that stand for it where it has no context."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of the text `key`: its context, else the beginning of its English."""

    key: str
    problem: str


def catalogue_findings(catalogue: Catalog, language: str) -> Iterator[Finding]:
    """Yield every problem of a catalogue. A text without translation has no other."""
    texts: dict[str, tuple[str, str]] = {}
    for message in catalogue:
        if not message.id:
            continue
        english, forms = _tuple(message.id), _tuple(message.string)
        key = message.context or english[0][:SHOWN]
        if not all(forms):
            yield Finding(key, "not translated")
            continue
        if message.fuzzy:
            yield Finding(key, "the English has changed")
        if len(english) > 1 and len(forms) != catalogue.num_plurals:
            yield Finding(key, f"{len(forms)} plural forms, not {catalogue.num_plurals}")
        if _is_kept(message):
            continue
        texts[key] = english[-1], forms[-1]
        for form in forms:
            for problem in text_problems(english, form, language):
                if problem != ENGLISH_LEFT or not _names_a_source(key):
                    yield Finding(key, problem)
        if len(english) > 1:
            yield from (
                Finding(key, f"place lost: {place}") for place in _lost_places(english[-1], forms)
            )
    for key, term in missing_terms(texts, language):
        yield Finding(key, f"term off the list: {term}")
    if any("." in key for key in texts):
        for key, problem in order_problems(texts, language):
            yield Finding(key, problem)


def _tuple(texts: object) -> tuple[str, ...]:
    """One text or several as a tuple."""
    return (texts,) if isinstance(texts, str) else tuple(texts)  # type: ignore[arg-type]


def _is_kept(message: Message) -> bool:
    """Whether a text is the title of a source, which is cited in the language that it was read in."""
    return (message.context or "").endswith(".title") and message.id == message.string


def _names_a_source(key: str) -> bool:
    """Whether a text is title or issuer of a source, which may hold names in English."""
    owner, _point, field = key.partition(".")
    return owner.islower() and field in ("title", "issuer")


def _lost_places(english: str, forms: tuple[str, ...]) -> Iterator[str]:
    """Yield the places of the English plural that no form of the translation has."""
    for name in english.split("{")[1:]:
        place = "{" + name.partition("}")[0] + "}"
        if not any(place in form for form in forms):
            yield place
