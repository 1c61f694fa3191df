"""Addresses of the public pages: English below `/repository`, each other language below `/repository/fr` and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations import LANGUAGES, TRANSLATED, current_language, direction_of, statuses

ROOT = "/repository"

_OF_LANGUAGE = re.compile(rf"{ROOT}/({'|'.join(TRANSLATED)})(?=/|\Z)")


def split_language(path: str) -> tuple[str, str]:
    """Return the language of a path, and the path of the same page in English.

    >>> split_language("/repository/fr/KEN/2026"), split_language("/repository/KEN/2026")
    (('fr', '/repository/KEN/2026'), ('en', '/repository/KEN/2026'))
    """
    found = _OF_LANGUAGE.match(path)
    return (found[1], ROOT + path[found.end() :]) if found else (LANGUAGES[0], path)


def root_in(language: str) -> str:
    """Return the address of the list of publications in a language.

    >>> root_in("ar"), root_in("en"), root_in("qps")
    ('/repository/ar', '/repository', '/repository')
    """
    return f"{ROOT}/{language}" if language in TRANSLATED else ROOT


def root() -> str:
    """Return the address of the list of publications in the current language."""
    return root_in(current_language())


def language_links(below: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield code, direction, name and address of each language for the page at `below`, such as `/KEN/2026`."""
    for language in sorted(LANGUAGES):
        name = statuses()[language].name
        yield language, direction_of(language), name, root_in(language) + below
