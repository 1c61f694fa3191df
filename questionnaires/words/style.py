"""Lint rules for style: length of sentences, readability, full stops after prose and none after labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators, measure_file
from questionnaires.model import ContentRules, Edition
from questionnaires.words.sentences import sentences, words
from questionnaires.words.texts import PROSE, OwnedText, all_texts, indicator_texts, measure_texts
from translations import gettext as _

LONG_WORD = 6
"""A word with more letters is long (Björnsson, Läsbarhet, 1968)."""

MINIMUM_WORDS = {"question": 5, "why": 12, "case": 6, "because": 4, "title": 3, "remedy": 2}
"""Minimum number of words by kind; three for other prose, and for descriptors see descriptors.py. Our own choice."""

ENDINGS = (".", "?", "!", ".”", '."', ".)")


def sentences_are_short(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each sentence longer than `ContentRules.sentence_words`."""
    limit = _rules(edition).sentence_words
    for text in all_texts(edition):
        for number in _too_long(text.text, limit):
            yield Problem(
                text.file,
                text.where,
                _("a sentence has {number} words, and {most} are the most.").format(
                    number=number, most=limit
                ),
                _("Make two of it, or leave something out."),
            )


@cache
def _too_long(text: str, limit: int) -> tuple[int, ...]:
    lengths = (len(words(sentence)) for sentence in sentences(text))
    return tuple(length for length in lengths if length > limit)


def texts_say_something(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each text with fewer words than its kind needs."""
    for text in all_texts(edition):
        if not text.text:
            continue
        least = MINIMUM_WORDS.get(text.kind, 3 if text.kind in PROSE else 0)
        number = len(words(text.text))
        if number < least:
            yield Problem(
                text.file,
                text.where,
                _("has {number} words, and nobody says this in fewer than {least}.").format(
                    number=number, least=least
                ),
                _("Write it out."),
            )


def prose_ends_with_a_full_stop(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for prose without a full stop, and for a name or label with one, as those fill tables and lists."""
    for text in all_texts(edition):
        if not text.text or text.kind in ("question", "about", "description"):
            continue
        if text.kind in PROSE and not text.text.rstrip().endswith(ENDINGS):
            yield Problem(
                text.file,
                text.where,
                _("is not a full sentence: it ends without a full stop."),
                _("Finish the sentence."),
            )
        elif text.kind not in PROSE and text.text.rstrip().endswith("."):
            yield Problem(
                text.file,
                text.where,
                _("is a name or a label, but ends with a full stop."),
                _("Take the full stop out."),
            )


def texts_read_like_a_newspaper(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each indicator or measure whose texts together have a LIX above `reading_mark`."""
    mark = _rules(edition).reading_mark
    for file, where, texts in _owners(edition):
        value = lix(texts)
        if value > mark:
            yield Problem(
                file,
                where,
                _("its texts together have a LIX of {value:.1f}, and the mark is {mark:g}.").format(
                    value=value, mark=mark
                ),
                _("Write shorter sentences and shorter words."),
            )


def _owners(edition: Edition) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for file, where, indicator in all_indicators(edition):
        yield file, where, _sentences_of(indicator_texts(indicator))
    for measure in edition.measures:
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        yield file, where, _sentences_of(measure_texts(measure))


def _sentences_of(texts: Iterable[OwnedText]) -> tuple[str, ...]:
    """The texts that are sentences; short labels would lower the LIX of the rest."""
    return tuple(text for _where, kind, text in texts if kind in PROSE or kind == "question")


def lix(texts: Iterable[str]) -> float:
    """LIX: words per sentence, plus long words per hundred words. Newspapers have 40 to 50.

    Method: Björnsson, Läsbarhet (1968); a text without a full stop at its end is a sentence too.

    >>> lix(["The police answer every report within a day.", "Children can call."])
    14.59...
    """
    counts = [_counts(text) for text in texts if text]
    in_all, long, parts = (
        (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    )
    return in_all / parts + 100 * long / in_all if in_all else 0.0


@cache
def _counts(text: str) -> tuple[int, int, int]:
    """The numbers of words, long words and sentences."""
    all_words = words(text)
    return len(all_words), sum(len(word) > LONG_WORD for word in all_words), len(sentences(text))


def _rules(edition: Edition) -> ContentRules:
    return edition.about.content_rules or ContentRules()
