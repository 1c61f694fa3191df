"""Lint rules for words refused in every text: vague, outdated, blaming, misspelt, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from questionnaires.errors import Problem
from questionnaires.model import Edition
from questionnaires.words.lists import found_words, whole_words, word_list
from questionnaires.words.texts import AuthoredText, all_texts
from translations import gettext as _


def no_vague_words(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each vague word."""
    for text in all_texts(edition):
        for word in vague_words(text.text):
            yield _problem(
                text,
                _("'{word}' says something else to each reader.").format(word=word),
                _("Write the test instead: a number, a date, a document or an act."),
            )


@cache
def vague_words(text: str) -> tuple[str, ...]:
    """The vague words of a text.

    >>> vague_words("Good staff are trained as well as checked regularly.")
    ('Good', 'regularly')
    """
    pattern, allowed = _vague()
    return tuple(found_words(pattern, text, allowed))


@cache
def _vague() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = word_list("vague")
    return whole_words(lists["words"]), whole_words(lists["except"])


def no_older_terms(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each outdated or hurtful term."""
    for text in all_texts(edition):
        for term, instead in listed_terms("older", text.text):
            yield _problem(
                text,
                _("'{term}' is an older or hurtful term.").format(term=term),
                _("Write: {instead}.").format(instead=instead),
            )


def no_blame(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each term that blames a child or a country."""
    for text in all_texts(edition):
        for term, instead in listed_terms("blame", text.text):
            yield _problem(
                text,
                _("'{term}' puts blame on a child or a country.").format(term=term),
                _("Instead: {instead}.").format(instead=instead),
            )


@cache
def listed_terms(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """Each term of a word list that occurs in the text, with its replacement.

    >>> listed_terms("older", "They fight child prostitution.")
    (('child prostitution', 'child victim of sexual exploitation'),)
    """
    pattern, terms = _terms(name)
    if not pattern.search(text):
        return ()
    return tuple(
        (match[0], instead)
        for one, instead in terms
        if (match := one.search(text)) and match[0] in pattern.findall(text)
    )


@cache
def _terms(name: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    terms = word_list(name)
    return whole_words(terms), tuple((whole_words([key]), terms[key]) for key in terms)


def spelling_of_the_un(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each word that the United Nations spell differently."""
    for text in all_texts(edition):
        for word, instead in other_spellings(text.text):
            yield _problem(
                text,
                _("'{word}' is not the spelling of the United Nations.").format(word=word),
                _("Write: {instead}.").format(instead=instead),
            )


@cache
def other_spellings(text: str) -> tuple[tuple[str, str], ...]:
    """Each word of the text that the UN spells differently, with its spelling.

    >>> other_spellings("The organisation's center exercises.")
    (('organisation', 'organization'), ('center', 'centre'))
    """
    return tuple(
        (word, instead)
        for word in found_words(_WORD, text, _spelling_exceptions())
        if (instead := _un_spelling(word)) != word
    )


_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_WITH_S = re.compile(r"((?:un|re|de)?([a-z-]+?)i)s((?:e[sd]?|ers?|ing|ations?|ational))")


@cache
def _un_spelling(word: str) -> str:
    lists = word_list("spelling")
    listed: str | None = lists["words"].get(word.lower())
    if listed is not None:
        return listed
    match = _WITH_S.fullmatch(word.lower())
    if match is None or not {match[1][:-1], match[2]} & _stems():
        return word
    return f"{word[: len(match[1])]}z{match[3]}"


@cache
def _stems() -> frozenset[str]:
    return frozenset(word_list("spelling")["stems"])


@cache
def _spelling_exceptions() -> re.Pattern[str]:
    return whole_words(word_list("spelling")["except"])


def no_placeholders(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each placeholder, such as TODO."""
    for text in all_texts(edition):
        for word in placeholders(text.text):
            yield _problem(
                text,
                _("'{word}' was left for later.").format(word=word),
                _("Write what belongs there."),
            )


@cache
def placeholders(text: str) -> tuple[str, ...]:
    """The placeholders in a text."""
    return tuple(_placeholders().findall(text))


@cache
def _placeholders() -> re.Pattern[str]:
    return whole_words(word_list("placeholders"))


def _problem(text: AuthoredText, what: str, remedy: str) -> Problem:
    return Problem(text.file, text.where, what, remedy)
