"""Which language a visitor reads: what the address says, else what they chose before, else what their browser asks for.

For a command: what the environment says, as for other programs (POSIX, 8.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from translations.languages import LANGUAGES, is_known

ADDRESS = "lang"
"""The name in an address."""

COOKIE = "cop_language"
"""The cookie in which page.js keeps what was chosen."""

LONGEST_HEADER = 500
"""Characters read of the header Accept-Language."""

_ACCEPTED = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?"
)


def visitor_language(address: str = "", kept: str = "", accepted: str = "") -> str:
    """Return the language of a visitor: of the address, of the cookie, of the header Accept-Language; else English.

    >>> visitor_language("fr", "ru", "es"), visitor_language("tlh", "ru", "es"), visitor_language("", "", "es-MX")
    ('fr', 'ru', 'es')
    """
    if is_known(address):
        return address
    if kept in LANGUAGES:
        return kept
    return next((item for item in accepted_languages(accepted) if item in LANGUAGES), LANGUAGES[0])


def accepted_languages(header: str) -> Iterator[str]:
    """Yield the primary subtags of a header Accept-Language, the most wanted first; what is not well formed is left out.

    >>> list(accepted_languages("de;q=0.5, zh-Hant-TW, FR-ca;q=0.9, ru;q=0, *;q=0.1, ;;"))
    ['zh', 'fr', 'de']
    """
    found = (_ACCEPTED.fullmatch(item) for item in header[:LONGEST_HEADER].split(","))
    wanted = [(float(item[2] or 1), item[1].lower()) for item in found if item]
    yield from (tag for weight, tag in sorted(wanted, key=lambda pair: -pair[0]) if weight)


def environment_language(environment: Mapping[str, str]) -> str:
    """Return the language of a command: of the first of LC_ALL, LC_MESSAGES and LANG that is set; else English.

    >>> environment_language({"LANG": "fr_CA.UTF-8"}), environment_language({"LC_ALL": "C", "LANG": "fr_CA"})
    ('fr', 'en')
    """
    value = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = re.split(r"[_.@-]", value, maxsplit=1)[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]
