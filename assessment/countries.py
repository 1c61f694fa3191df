"""Countries by ISO 3166-1 alpha-3 code: names in the current language, and the nearest code to a wrong one."""

from __future__ import annotations

import difflib
import gettext
from functools import cache

import pycountry

from translations import current_language


def country_codes() -> tuple[str, ...]:
    """Every alpha-3 code of ISO 3166-1, in alphabetical order."""
    return tuple(sorted(country.alpha_3 for country in pycountry.countries))


def country_name(alpha3: str) -> str:
    """The name of ISO 3166-1 in the current language; the argument itself where it is not a code.

    >>> country_name("NAM")
    'Namibia'
    """
    country = pycountry.countries.get(alpha_3=alpha3)
    return _names(current_language()).gettext(country.name) if country else alpha3


def nearest_country(text: str) -> str | None:
    """The alpha-3 code nearest to `text`: an alpha-2 code, a name or a misspelt one; None where nothing is near.

    >>> nearest_country("KE"), nearest_country("Türkiye"), nearest_country("Kenia")
    ('KEN', 'TUR', 'KEN')
    """
    try:
        return str(pycountry.countries.lookup(text).alpha_3)
    except LookupError:
        names = {country.name.casefold(): country.alpha_3 for country in pycountry.countries}
        near = difflib.get_close_matches(text.casefold(), names, n=1)
        return str(names[near[0]]) if near else None


@cache
def _names(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, [language.replace("-", "_")], fallback=True
    )
