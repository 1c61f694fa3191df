"""Lint rules for descriptors of an additive scale: level 0 states what is absent, each other level an addition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import ContentRules, Edition, Indicator
from questionnaires.words.lists import whole_words, word_list
from questionnaires.words.sentences import words
from translations import gettext as _

MINIMUM_WORDS, MAXIMUM_WORDS = 4, 45
"""Words of a descriptor. Our own choice: fewer can't be checked, more can't be read aloud."""


def descriptors_are_additive(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each descriptor that is untrue once a higher level is reached."""
    for file, where, indicator in _additive(edition):
        for level, text in enumerate(indicator.descriptors):
            path = f"{where}: descriptors: {level + 1}"
            if level == 0 and not says_absence(text):
                yield Problem(
                    file,
                    path,
                    _("level 0 does not say at once what is not there."),
                    _("Begin with: {words}.").format(words=_beginnings()),
                )
            if level > 0 and says_absence(text):
                yield Problem(
                    file,
                    path,
                    _("begins like a level 0, so it is untrue once a higher level is reached."),
                    _("Say what is there at level {level}.").format(level=level),
                )
            for word in lowering_words(text) if level > 0 else ():
                yield Problem(
                    file,
                    path,
                    _(
                        "'{word}' makes it untrue at a higher level, or points to another one."
                    ).format(word=word),
                    _("Say what comes on top of all lower levels."),
                )


def descriptors_are_of_a_length(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each descriptor with fewer than `MINIMUM_WORDS` or more than `MAXIMUM_WORDS` words."""
    for file, where, indicator in _additive(edition):
        for level, text in enumerate(indicator.descriptors):
            number = len(words(text))
            if not MINIMUM_WORDS <= number <= MAXIMUM_WORDS:
                yield Problem(
                    file,
                    f"{where}: descriptors: {level + 1}",
                    _("has {number} words.").format(number=number),
                    _("Use {least} to {most}.").format(least=MINIMUM_WORDS, most=MAXIMUM_WORDS),
                )


def descriptors_differ(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each two descriptors with fewer `different_words` than the content rules ask."""
    least = (edition.about.content_rules or ContentRules()).different_words
    for file, where, indicator in all_indicators(edition):
        for (low, one), (high, other) in combinations(enumerate(indicator.descriptors), 2):
            number = different_words(one, other)
            if number < least:
                yield Problem(
                    file,
                    f"{where}: descriptors: {high + 1}",
                    _("differs from level {low} by {number} words.").format(low=low, number=number),
                    _("Say what sets it apart, in at least {least} words of its own.").format(
                        least=least
                    ),
                )


@cache
def different_words(one: str, other: str) -> int:
    """Word difference of two texts: the larger of the two one-sided counts.

    >>> different_words("A law exists.", "A law exists in draft.")
    2
    """
    first, second = _bag(one), _bag(other)
    return max((first - second).total(), (second - first).total())


@cache
def _bag(text: str) -> Counter[str]:
    return Counter(words(text.casefold()))


@cache
def says_absence(text: str) -> bool:
    """Whether a text begins by stating what is absent.

    >>> says_absence("Nobody answers."), says_absence("Children under 12 cannot report."), says_absence("A law exists.")
    (True, True, False)
    """
    lists = word_list("descriptors")
    if text.startswith(tuple(lists["absence"])):
        return True
    return text.startswith(tuple(lists["cannot"])) and " cannot " in text


@cache
def lowering_words(text: str) -> tuple[str, ...]:
    """Words of a text that refer to other levels or are untrue at higher ones."""
    return tuple(whole_words(word_list("descriptors")["never"]).findall(text))


def _beginnings() -> str:
    return ", ".join(word.strip() for word in word_list("descriptors")["absence"])


def _additive(edition: Edition) -> Iterator[tuple[str, str, Indicator]]:
    for file, where, indicator in all_indicators(edition):
        scale = edition.about.scales.get(indicator.scale)
        if scale is not None and scale.additive and indicator.number is None:
            yield file, where, indicator
