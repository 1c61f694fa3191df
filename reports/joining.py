"""Texts joined with the signs of the language: phrases, clauses, items of a list, a name and its value."""

from __future__ import annotations

from collections.abc import Iterable

from translations import gettext as _
from translations import pgettext


def join_phrases(*phrases: str) -> str:
    """The phrases that are not empty, with the language's commas between them."""
    return phrase_separator().join(filter(None, phrases))


def listed(items: Iterable[str]) -> str:
    """The items of a list that are not empty, with the language's sign for lists between them.

    >>> listed(["L02", "L03"])
    'L02, L03'
    """
    return list_separator().join(filter(None, items))


def list_separator() -> str:
    """The language's sign between two items of a list, with its space."""
    return _separator(pgettext("items of a list", "{first}, {second}"))


def join_clauses(clauses: Iterable[str]) -> str:
    """The clauses that are not empty, with the language's semicolons between them.

    >>> join_clauses(["2 closed", "", "1 open"])
    '2 closed; 1 open'
    """
    return clause_separator().join(filter(None, clauses))


def clause_separator() -> str:
    """The language's semicolon between two clauses, with its spaces."""
    return _separator(_("{first}; {second}"))


def phrase_separator() -> str:
    """The language's comma between two phrases, with its spaces."""
    return _separator(pgettext("phrases", "{first}, {second}"))


def name_separator() -> str:
    """The language's colon between a name and its value, with its spaces."""
    return _("{name}: {value}").format(name="", value="")


def _separator(pattern: str) -> str:
    """What a pattern has between its two places."""
    return pattern.format(first="", second="")
