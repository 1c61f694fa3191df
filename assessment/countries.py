"""Countries by ISO 3166-1 alpha-3 code: names as the UN writes them, and the codes of a typed name.

Invented countries for training have codes that ISO 3166-1 reserves for its users, `XAA` to `XZZ`.

`countries.yaml` holds what ISO 3166-1 lacks: the UN's names, common and former names, names without a code.
"""

from __future__ import annotations

import difflib
import gettext
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import yaml

from translations import current_language
from translations import gettext as _

DATA = Path(__file__).with_name("countries.yaml")

TYPED_LANGUAGES = ("ar", "de", "es", "fr", "it", "pt", "ru", "zh_CN")
"""Languages besides English whose names of countries are recognised when written in full."""

LIKENESS = 0.8
"""Lowest ratio of `difflib.SequenceMatcher` between a typed name and a known one to propose it."""

ALMOST_AS_LIKE = 0.05
"""Names within this of the most similar one are proposed together with it."""

MAXIMUM_PROPOSED = 3
"""Where more countries are as similar, none is proposed."""

SHORTEST_LIKENESS, LONGEST_NAME = 4, 80
"""Characters: shorter texts are compared exactly only, longer ones not at all."""

_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
"""One name with another in brackets, such as `Eswatini (Swaziland)`."""

_USER_ASSIGNED = re.compile(r"X[A-Z]{2}")
"""Alpha-3 codes free for users: ISO 3166-1, clause 8.1.3; here those with X."""

_TELLING_WORDS = {
    "north": "north", "northern": "north", "south": "south", "southern": "south", "east": "east",
    "eastern": "east", "west": "west", "western": "west", "central": "central", "democratic": "democratic",
    "french": "french", "british": "british", "american": "american", "new": "new", "papua": "papua",
    "equatorial": "equatorial",
}  # fmt: skip
"""Words that distinguish countries: a name is not a misspelling of one with other such words."""


def country_codes() -> tuple[str, ...]:
    """Every alpha-3 code of ISO 3166-1, in alphabetical order."""
    return tuple(sorted(country.alpha_3 for country in pycountry.countries))


def named_invented_codes() -> tuple[str, ...]:
    """The codes of invented countries that `countries.yaml` names."""
    return tuple(sorted(_data()["invented"]))


def is_invented(alpha3: str) -> bool:
    """Whether the code is free for an invented country: `XAA` to `XZZ` without codes that others use for a territory.

    >>> is_invented("XTC"), is_invented("XKX"), is_invented("KEN")
    (True, False, False)
    """
    return bool(_USER_ASSIGNED.fullmatch(alpha3)) and alpha3 not in _data()["used_by_others"]


def is_country_code(alpha3: str) -> bool:
    """Whether an assessment may have the code: one of ISO 3166-1, or that of an invented country.

    >>> is_country_code("KEN"), is_country_code("XTC"), is_country_code("ZZZ")
    (True, True, False)
    """
    return pycountry.countries.get(alpha_3=alpha3) is not None or is_invented(alpha3)


def country_name(alpha3: str) -> str:
    """The UN's name in the current language, else that of ISO 3166-1; the argument itself where it is not a code.

    >>> country_name("NAM"), country_name("TZA"), country_name("IRN")
    ('Namibia', 'United Republic of Tanzania', 'Iran (Islamic Republic of)')
    """
    country = pycountry.countries.get(alpha_3=alpha3)
    language = current_language()
    if country is None:
        return _invented_name(alpha3, language) if is_invented(alpha3) else alpha3
    names: Mapping[str, str] = _data()["names"].get(alpha3, {})
    united_nations = names.get(language.partition("-")[0])
    if united_nations:
        return united_nations
    translated = _catalogue(language).gettext(country.name)
    return names.get("en", translated) if translated == country.name else translated


def _invented_name(alpha3: str, language: str) -> str:
    names = _data()["invented"].get(alpha3)
    if names is None:
        return _("Training country {code}").format(code=alpha3)
    return str(names.get(language.partition("-")[0], names["en"]))


def countries_named(text: str) -> tuple[str, ...]:
    """The alpha-3 codes that a typed name may mean; empty where it names none or could mean too many.

    Alpha-2 codes, common, former and foreign names are recognised in full, misspelt English ones by likeness.

    >>> countries_named("KE"), countries_named("Swaziland"), countries_named("Kenia"), countries_named("Kosovo")
    (('KEN',), ('SWZ',), ('KEN',), ())
    """
    return _meaning(text) or ()


def has_no_code(text: str) -> bool:
    """Whether the text is a name that ISO 3166-1 has no code for, known from `countries.yaml`.

    >>> has_no_code("Kosovo"), has_no_code("Kenya"), has_no_code("Kenia")
    (True, False, False)
    """
    return _meaning(text) == ()


def _meaning(text: str) -> tuple[str, ...] | None:
    """The codes of a typed name, empty for a name without a code, None where nothing is similar enough."""
    key = _key(text)
    if not key or len(text) > LONGEST_NAME:
        return None
    exact = _exactly(key)
    if exact is None and (bracketed := _BRACKETED.fullmatch(text)):
        outside, inside = (_exactly(_key(part)) for part in bracketed.groups())
        exact = outside if outside == inside else None
    return exact if exact is not None else _by_likeness(key)


def _exactly(key: str) -> tuple[str, ...] | None:
    codes = _english_names().get(key)
    return codes if codes is not None else _foreign_names().get(key)


def _by_likeness(key: str) -> tuple[str, ...] | None:
    if len(key) < SHORTEST_LIKENESS:
        return None
    telling = _telling_words(key)
    ratios: dict[tuple[str, ...], float] = {}
    matcher = difflib.SequenceMatcher(b=key)
    for name, codes in _english_names().items():
        matcher.set_seq1(name)
        if (
            len(name) < SHORTEST_LIKENESS
            or _telling_words(name) != telling
            or matcher.quick_ratio() < LIKENESS
        ):
            continue
        ratios[codes] = max(ratios.get(codes, 0.0), matcher.ratio())
    best = max(ratios.values(), default=0.0)
    if best < LIKENESS:
        return None
    near = [
        codes for codes, ratio in ratios.items() if ratio >= max(best - ALMOST_AS_LIKE, LIKENESS)
    ]
    proposed = tuple(sorted({code for codes in near for code in codes}))
    if proposed and () in near:
        return None
    return proposed if len(proposed) <= MAXIMUM_PROPOSED else None


def _telling_words(key: str) -> frozenset[str]:
    return frozenset(_TELLING_WORDS[word] for word in key.split() if word in _TELLING_WORDS)


def _key(text: str) -> str:
    """The text for comparison: no accents, case, punctuation or leading article; `st` and `&` in full.

    >>> _key("  The Côte-d’Ivoire "), _key("St. Vincent & the Grenadines"), _key("U.K.")
    ('cote divoire', 'saint vincent and the grenadines', 'uk')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = re.sub(r"[.'’ʼ`]", "", plain.replace("&", " and "))
    words = re.findall(r"\w+", plain)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join("saint" if word == "st" else word for word in words)


@cache
def _english_names() -> Mapping[str, tuple[str, ...]]:
    """The codes of each English name and short code, by its key; no codes for names without one."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for country in pycountry.countries:
        for name in (*_iso_names(country), country.alpha_2, country.alpha_3):
            codes[_key(name)].add(country.alpha_3)
    data = _data()
    for alpha3, names in data["names"].items():
        codes[_key(names.get("en", alpha3))].add(alpha3)
    for alpha3, names in data["other_names"].items():
        for name in names:
            codes[_key(name)].add(alpha3)
    several = {_key(name): tuple(several) for name, several in data["several"].items()}
    without = {_key(name): () for name in data["without_code"]}
    return {**{key: tuple(sorted(members)) for key, members in codes.items()}, **several, **without}


@cache
def _foreign_names() -> Mapping[str, tuple[str, ...]]:
    """The codes of each name in `TYPED_LANGUAGES`, by its key."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for names in map(_catalogue, TYPED_LANGUAGES):
        for country in pycountry.countries:
            for name in _iso_names(country):
                codes[_key(names.gettext(name))].add(country.alpha_3)
    for alpha3, by_language in _data()["names"].items():
        for name in by_language.values():
            codes[_key(name)].add(alpha3)
    return {key: tuple(sorted(members)) for key, members in codes.items()}


def _iso_names(country: Any) -> Iterator[str]:
    """The name, the common and the official name of a country of `pycountry`, as far as it has them."""
    for field in ("name", "common_name", "official_name"):
        name = getattr(country, field, "")
        if name:
            yield name


@cache
def _data() -> Mapping[str, Any]:
    """The content of `countries.yaml`."""
    data: Mapping[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return data


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, [language.replace("-", "_")], fallback=True
    )
