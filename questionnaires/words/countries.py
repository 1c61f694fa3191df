"""Lint rule that no question, descriptor or case names a country, as all answer the same questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pycountry

from questionnaires.errors import Problem
from questionnaires.model import Edition
from questionnaires.words.lists import found_words, whole_words, word_list
from questionnaires.words.texts import all_texts
from translations import gettext as _

KINDS = ("question", "descriptor", "case", "because")


def no_country_is_named(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each name of a country in a text of `KINDS`."""
    for text in all_texts(edition):
        for name in countries_in(text.text) if text.kind in KINDS else ():
            yield Problem(
                text.file,
                text.where,
                _("names a country: {name}.").format(name=name),
                _("Say what it did, without its name; an 'example' of a measure may name it."),
            )


@cache
def countries_in(text: str) -> tuple[str, ...]:
    """The names of countries in a text.

    >>> countries_in("The police of Kenya and of Moldova.")
    ('Kenya', 'Moldova')
    """
    return tuple(found_words(_names(), text, whole_words(word_list("names"))))


@cache
def _names() -> re.Pattern[str]:
    """A pattern for the names of ISO 3166-1, also in short: up to a comma or a bracket."""
    names = {
        short.strip()
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", ""))
        for short in (name, re.split(r"[,(]", name)[0])
        if short
    }
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
