"""Lint rule that every acronym is in the edition's glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pycountry

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_groups
from questionnaires.model import Edition
from questionnaires.words.texts import all_texts
from translations import gettext as _

_TOKEN = re.compile(r"\w+(?:[-/.]\w+)*")
_ACRONYM = re.compile(r"\w*[A-Z]{2}\w*")


def acronyms_are_explained(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each acronym that is neither in the glossary nor an id or a country code."""
    known = _known(edition)
    for text in all_texts(edition):
        for acronym, parts in acronyms(text.text):
            if acronym not in known and not known.issuperset(parts):
                yield Problem(
                    text.file,
                    text.where,
                    _("'{acronym}' is not in glossary.yaml.").format(acronym=acronym),
                    _("Write it out, or add it there with its meaning."),
                )


@cache
def acronyms(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words with two capitals in a row, each once, without the s of a plural, and with their parts.

    >>> acronyms("ITU-D helps CIRTs in Kenya.")
    (('ITU-D', ('ITU',)), ('CIRT', ('CIRT',)))
    """
    parts_of = {}
    for token in _TOKEN.findall(text):
        parts = tuple(
            part.removesuffix("s") for part in re.split(r"[-/.]", token) if _ACRONYM.fullmatch(part)
        )
        if parts:
            parts_of[token.removesuffix("s")] = parts
    return tuple(parts_of.items())


def _known(edition: Edition) -> frozenset[str]:
    """Terms of the glossary, ids of the edition, and codes of countries."""
    about = edition.about
    effort = about.effort
    ids = {
        *edition.term,
        *edition.clause,
        *edition.indicators,
        *edition.measure,
        *edition.statistic,
        *(gate.id for gate in edition.gates),
        *(group.id for _file, _where, group in all_groups(edition)),
        *(clause.id for file in edition.other_clauses for clause in file.clauses),
    }
    if effort is not None:
        ids |= {effort.currency, *(band.id for band in effort.bands)}
    return _country_codes() | ids


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.alpha_3 for country in pycountry.countries)
