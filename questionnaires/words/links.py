"""Lint rule for links: an indicator with a primary link to an invitation speaks of what the invitation asks for."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition, Indicator
from questionnaires.words.lists import word_list
from questionnaires.words.sentences import words
from questionnaires.words.texts import indicator_texts
from translations import gettext as _

MEASURING = frozenset({"question", "descriptor", "label"})
"""Kinds of texts that say what is measured; reasons and cases may speak of anything."""

SHORTEST, COMMON_BEGINNING, FEWEST_WORDS = 4, 6, 4
"""Letters of the shortest word compared, letters of the beginning that two forms of a word share, and words that an
invitation must have to be compared at all. Our own choice."""


def primary_links_belong(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each primary link to an invitation whose words none of the indicator's own texts has."""
    for file, where, indicator in all_indicators(edition):
        measured = _words_of(*_measuring(indicator))
        for key in indicator.clauses:
            clause = edition.clause.get(key)
            if clause is None or clause.kind != "invitation":
                continue
            requested = _words_of(clause.title, clause.text)
            if len(requested) < FEWEST_WORDS:
                continue
            if not any(same_word(one, other) for one in requested for other in measured):
                yield Problem(
                    file,
                    f"{where}: clauses: {key}",
                    _("question, descriptors and parts share no word with this invitation."),
                    _("Move it to 'related', or ask for what the invitation says."),
                )


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: the shorter begins the longer, or both begin alike.

    >>> same_word("number", "numbers"), same_word("technology", "technological"), same_word("state", "statistics")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or one[:COMMON_BEGINNING] == other[:COMMON_BEGINNING]


def _measuring(indicator: Indicator) -> Iterator[str]:
    return (text for _where, kind, text in indicator_texts(indicator) if kind in MEASURING)


def _words_of(*texts: str) -> frozenset[str]:
    found = {word for text in texts for word in words(text.casefold()) if len(word) >= SHORTEST}
    return frozenset(found - set(word_list("common")["words"]))
