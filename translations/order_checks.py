"""Whether a text stands in the place of its neighbour: words that go together in the whole catalogue tell.

The association of an English and a foreign word is Dice's coefficient of the texts that have them (Melamed 2000).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

MARGIN = 1.02
"""How many times better two texts must fit crosswise to be called swapped."""

TELLING = 4
"""Words that only one of two texts has; fewer tell nothing."""

COMMON = 0.15
"""Words in more than this share of the texts say nothing."""

Words = tuple[frozenset[str], frozenset[str]]
"""The words of a text and of its translation."""

_WORD = re.compile(r"[^\W_]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_WORD = 7
"""Letters of a word that count, so that its endings do not."""


def english_words(text: str) -> frozenset[str]:
    """Return the words of an English text, without their endings."""
    return frozenset(word[:_LONGEST_WORD] for word in _WORD.findall(text.lower()))


def foreign_words(text: str, language: str) -> frozenset[str]:
    """Return the words of a translation without their endings; of Chinese each pair of signs."""
    words = _WORD.findall(text.lower())
    if language == "zh":
        runs = _CHINESE.findall(text)
        pairs = {run[index : index + 2] for run in runs for index in range(len(run) - 1)}
        return frozenset(pairs | {word for word in words if word.isascii()})
    if language == "ar":
        words = [word.removeprefix("و").removeprefix("ال") for word in words]
    return frozenset(word[: _LONGEST_WORD - 1] for word in words)


class Lexicon:
    """How strongly words of two languages go together, learned from English and translation by key."""

    def __init__(self, texts: Mapping[str, tuple[str, str]], language: str) -> None:
        self._words = {
            key: (english_words(english), foreign_words(translated, language))
            for key, (english, translated) in texts.items()
        }
        limit = COMMON * len(texts) + 3
        self._english = Counter(word for words, _foreign in self._words.values() for word in words)
        self._foreign = Counter(word for _words, words in self._words.values() for word in words)
        self._both: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for english, foreign in self._words.values():
            told = [word for word in foreign if self._foreign[word] <= limit]
            for word in english:
                if self._english[word] <= limit:
                    self._both[word].update(told)

    def is_swapped(self, first: str, second: str) -> bool:
        """Whether two texts fit each other's translation better than their own, by the words that only one has.

        What the two texts themselves taught is left out: a word that is in no other text says nothing.
        """
        pair = (self._words[first], self._words[second])
        if len(pair[0][0] ^ pair[1][0]) < TELLING:
            return False
        only_first, only_second = pair[0][0] - pair[1][0], pair[1][0] - pair[0][0]
        straight = self._fit(only_first, pair[0][1], pair) + self._fit(
            only_second, pair[1][1], pair
        )
        crossed = self._fit(only_first, pair[1][1], pair) + self._fit(only_second, pair[0][1], pair)
        return crossed > MARGIN * straight

    def _fit(self, words: frozenset[str], foreign: frozenset[str], pair: Iterable[Words]) -> float:
        """The sum over English words of their strongest association with a foreign word, learned outside of a pair."""
        total = 0.0
        for word in words:
            together = self._both.get(word, Counter())
            total += max(
                (self._association(word, item, pair) for item in foreign if item in together),
                default=0.0,
            )
        return total

    def _association(self, word: str, item: str, pair: Iterable[Words]) -> float:
        """Dice's coefficient of an English and a foreign word in the texts outside of a pair, from 0 to 1."""
        here = [(word in english, item in foreign) for english, foreign in pair]
        both = self._both[word][item] - sum(first and second for first, second in here)
        texts = self._english[word] + self._foreign[item] - sum(map(sum, here))
        return 2 * both / texts if both > 0 else 0.0


_NUMBERED = re.compile(r"(.+)\.(\d+)(\..+)?")


def families(keys: Iterable[str]) -> Iterator[list[str]]:
    """Yield the keys that differ only in a number, such as the descriptors of one indicator."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key in keys:
        if match := _NUMBERED.fullmatch(key):
            found[match[1], match[3] or ""].append(key)
    yield from (keys_of for keys_of in found.values() if len(keys_of) > 1)


def order_problems(
    texts: Mapping[str, tuple[str, str]], language: str
) -> Iterator[tuple[str, str]]:
    """Yield key and problem of each text that is equal to, or swapped with, another of its family."""
    lexicon = Lexicon(texts, language)
    for family in families(texts):
        for first, second in combinations(family, 2):
            if texts[first][0] == texts[second][0]:
                continue
            if texts[first][1] == texts[second][1]:
                yield second, f"the same as {first}"
            elif lexicon.is_swapped(first, second):
                yield second, f"in the place of {first}"
