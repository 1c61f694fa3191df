"""Positions of the words and lines of a PDF, as `pdftotext -bbox-layout` reads them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MARGIN_TOP, MARGIN_BOTTOM = 52.0, 794.0
"""Heights between which the text of an A4 page of the toolkit stands; running heads and feet are outside."""

_BOX = r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"'


@dataclass(frozen=True, slots=True)
class Box:
    """A word or a line with its place, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The words and lines of a page between its margins, from top to bottom."""

    words: tuple[Box, ...]
    lines: tuple[Box, ...]


def boxes_of(pdf: bytes) -> tuple[PageBoxes, ...]:
    """The words and lines of each page."""
    command = ["pdftotext", "-bbox-layout", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return tuple(
        PageBoxes(
            _inside(map(_box, re.finditer(rf"<word {_BOX}>(.*?)</word>", page))),
            _inside(_lines(page)),
        )
        for page in read.split("<page ")[1:]
    )


def _box(match: re.Match[str]) -> Box:
    left, top, right, bottom = (float(match[number]) for number in range(1, 5))
    return Box(match[5], left, top, right, bottom)


def _lines(page: str) -> Iterator[Box]:
    for match in re.finditer(rf"<line {_BOX}>(.*?)</line>", page, re.DOTALL):
        words = re.findall(r"<word [^>]*>(.*?)</word>", match[5])
        yield replace(_box(match), text=" ".join(words))


def _inside(boxes: Iterable[Box]) -> tuple[Box, ...]:
    kept = (box for box in boxes if MARGIN_TOP < (box.top + box.bottom) / 2 < MARGIN_BOTTOM)
    return tuple(sorted(kept, key=lambda box: (box.top, box.left)))


def overprinted(page: PageBoxes) -> Iterator[tuple[Box, Box]]:
    """Yield the pairs of words of which one lies over the other: by two points and by half its height."""
    for index, first in enumerate(page.words):
        for other in page.words[index + 1 :]:
            if other.top >= first.bottom:
                break
            across = min(first.right, other.right) - max(first.left, other.left)
            down = min(first.bottom, other.bottom) - max(first.top, other.top)
            if across > 2 and down > min(first.height, other.height) / 2:
                yield first, other
