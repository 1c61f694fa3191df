"""Runs of glyphs as values: read from a line of Pango, and given to WeasyPrint in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

EMPTY: int = pango.PANGO_GLYPH_EMPTY
"""The glyph of a character that shows nothing and has no width, such as a joiner."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in a run; lengths are in Pango units, `y` downwards.

    `text` is the text that it draws, empty where another glyph has it already; `start` is its first byte in the run.
    """

    id: int
    width: float
    x: float
    y: float
    start: int
    text: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the font has no glyph for the character."""
        return self.id != EMPTY and bool(self.id & pango.PANGO_GLYPH_UNKNOWN_FLAG)


@dataclass(frozen=True, slots=True)
class Run:
    """A Pango item with its glyphs from left to right."""

    item: Any
    glyphs: tuple[Glyph, ...]

    @property
    def font(self) -> Any:
        """The Pango font."""
        return self.item.analysis.font

    @property
    def is_rtl(self) -> bool:
        """Whether its text runs from right to left."""
        return bool(self.item.analysis.level % 2)

    @property
    def start(self) -> int:
        """The first byte of the run in the line."""
        start: int = self.item.offset
        return start

    @property
    def width(self) -> float:
        """The advance, in CSS pixels."""
        width: float = sum(glyph.width for glyph in self.glyphs) * FROM_UNITS
        return width


def read_runs(layout: Any) -> list[Run]:
    """The runs of the first line of a WeasyPrint layout from left to right, as it draws them."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003
    line, _index = layout.get_first_line()
    text = layout.text.encode()
    return list(_runs(line.runs[0], text))


def _runs(node: Any, text: bytes) -> Iterator[Run]:
    while node != ffi.NULL:
        item, count = node.data.item, node.data.glyphs.num_glyphs
        own = text[item.offset : item.offset + item.length]
        starts = node.data.glyphs.log_clusters[0:count]
        ordered = [*sorted(set(starts)), len(own)]
        texts = {start: own[start:end].decode() for start, end in pairwise(ordered)}
        glyphs = []
        for info, start in zip(node.data.glyphs.glyphs[0:count], starts, strict=True):
            place, shown = info.geometry, texts.pop(start, "")
            x, y = place.x_offset, place.y_offset
            glyphs.append(Glyph(info.glyph, place.width, x, y, start, shown))
        yield Run(item, tuple(glyphs))
        node = node.next


def stand_in(textbox: Any, runs: Sequence[Run]) -> Any:
    """A value that WeasyPrint draws like the text box with other runs in its line."""
    node: Any = ffi.NULL
    for run in reversed(runs):
        glyphs = SimpleNamespace(
            glyphs=[
                SimpleNamespace(
                    glyph=glyph.id,
                    geometry=SimpleNamespace(width=glyph.width, x_offset=glyph.x, y_offset=glyph.y),
                )
                for glyph in run.glyphs
            ],
            num_glyphs=len(run.glyphs),
            log_clusters=[glyph.start for glyph in run.glyphs],
        )
        node = SimpleNamespace(data=SimpleNamespace(item=run.item, glyphs=glyphs), next=node)
    layout = textbox.pango_layout
    line = SimpleNamespace(runs=[node])
    return SimpleNamespace(
        text=textbox.text,
        style=textbox.style,
        baseline=textbox.baseline,
        pango_layout=SimpleNamespace(
            layout=layout.layout, text=layout.text, get_first_line=lambda: (line, None)
        ),
    )
