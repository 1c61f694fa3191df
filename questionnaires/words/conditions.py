"""Lint rules for levels that nobody can answer with one tick: many conditions at once, or a universal negative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Checklist, Edition, Indicator, Rows, Statuses
from questionnaires.words.lists import word_list
from questionnaires.words.sentences import words
from translations import gettext as _

MOST_CONDITIONS = 2
"""Conditions that a level may ask without parts to tick. Our own choice: of three, some hold and some do not."""

NAMED = "that the institution can name"
"""The words that make a negative on everybody answerable: it is about what the institution knows."""


def packed_levels_have_parts(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each second-highest level with more than `MOST_CONDITIONS` conditions and no parts."""
    for file, where, indicator in all_indicators(edition):
        if not _is_additive(edition, indicator) or len(indicator.descriptors) < 3:
            continue
        level = len(indicator.descriptors) - 2
        number = conditions(indicator.descriptors[level])
        if number > MOST_CONDITIONS and not _has_parts(indicator):
            yield Problem(
                file,
                f"{where}: descriptors: {level + 1}",
                _("asks for {number} things at once, and there are no parts to tick.").format(
                    number=number
                ),
                _("Add a checklist to 'details' with one item for each, or ask for less."),
            )


def negatives_can_be_attested(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each level 0 that denies something of everybody, which no institution can attest."""
    for file, where, indicator in all_indicators(edition):
        if not _is_additive(edition, indicator) or not indicator.descriptors:
            continue
        text = indicator.descriptors[0]
        if is_universal(text) and NAMED not in text:
            yield Problem(
                file,
                f"{where}: descriptors: 1",
                _("denies something of everybody, and nobody can know that."),
                _("Say: none '{words}', such as: No school {words} …").format(words=NAMED),
            )


@cache
def conditions(text: str) -> int:
    """The number of conditions that a text states: its verbs, without those of descriptions such as "that works".

    >>> conditions("The hotline takes reports and logs each one. Its analysts are trained.")
    3
    >>> conditions("A body that takes reports is named.")
    1
    """
    lists = word_list("conditions")
    verbs, relative = frozenset(lists["verbs"]), frozenset(lists["relative"])
    number, described = 0, False
    for word in words(text.casefold()):
        if word in relative:
            described = True
        elif word in verbs:
            number, described = number + (not described), False
    return number


@cache
def is_universal(text: str) -> bool:
    """Whether a text denies something of all persons or bodies of a kind.

    >>> is_universal("Nobody answers."), is_universal("No school has a policy."), is_universal("There is no law.")
    (True, True, False)
    """
    lists = word_list("universal")
    subjects = "|".join(re.escape(word) for word in lists["subjects"])
    beginnings = tuple(lists["beginnings"])
    return (
        text.startswith(beginnings)
        or re.match(rf"(?:No|None of the) (?:{subjects})\b", text) is not None
    )


def _has_parts(indicator: Indicator) -> bool:
    fields = indicator.details.fields if indicator.details else ()
    return any(isinstance(field, Checklist | Statuses | Rows) for field in fields)


def _is_additive(edition: Edition, indicator: Indicator) -> bool:
    scale = edition.about.scales.get(indicator.scale)
    return scale is not None and scale.additive and indicator.number is None
