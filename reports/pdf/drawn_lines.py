"""Lines of text drawn so that programs read from the PDF what was written (docs/adr/0040)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix

from reports.pdf.glyph_runs import Run, read_runs, stand_in
from reports.pdf.letter_runs import with_letters

_original_draw_first_line = drawing.draw_first_line


def install() -> None:
    """Draw lines with letters, and from right to left in pieces; idempotent."""
    drawing.draw_first_line = draw_first_line


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> list[Any]:
    """Draw the line of a text box as WeasyPrint does: the same picture, and the text that was written.

    Lines of ASCII are left to WeasyPrint, and so are lines that it shortens.
    """

    def draw(box: Any, place: Any) -> list[Any]:
        return list(_original_draw_first_line(stream, box, text_overflow, block_ellipsis, place))

    shortened = text_overflow == "ellipsis" or block_ellipsis != "none"
    if shortened or textbox.text.isascii() or not textbox.text.strip():
        return draw(textbox, matrix)
    runs = [with_letters(run, stream) for run in read_runs(textbox.pango_layout)]
    if not any(run.is_rtl for run in runs):
        return draw(stand_in(textbox, runs), matrix)
    images = []
    for piece, x in pieces(runs):
        # The font is chosen again, which ends a piece of text for programs that turn it round.
        stream._current_font = None
        images += draw(stand_in(textbox, [piece]), Matrix(e=x) @ matrix)
    return images


def pieces(runs: Sequence[Run]) -> Iterator[tuple[Run, float]]:
    """The line in the order of its text: pieces from left to right, each with its left edge in CSS pixels.

    Programs turn right-to-left text round, but can't tell on which side of it a sign without a direction belongs.
    So such signs are pieces of their own where right-to-left text ends and where other text begins.
    """
    edges = accumulate((run.width for run in runs), initial=0.0)
    for run, edge in sorted(zip(runs, edges, strict=False), key=lambda placed: placed[0].start):
        glyphs = [Run(run.item, (glyph,)) for glyph in run.glyphs]
        lefts = list(accumulate((glyph.width for glyph in glyphs), initial=edge))
        count = len(list(takewhile(lambda glyph: not _has_direction(glyph), glyphs)))
        signs = list(zip(glyphs[:count], lefts, strict=False))
        rest = [(Run(run.item, run.glyphs[count:]), lefts[count])] if count < len(glyphs) else []
        yield from [*rest, *reversed(signs)] if run.is_rtl else [*signs, *rest]


def _has_direction(run: Run) -> bool:
    """Whether the one glyph of the run stands for a letter, a mark, or a digit other than Arabic ones."""
    character = run.glyphs[0].text[:1]
    is_mark = unicodedata.category(character or " ")[0] == "M"
    return is_mark or character.isalpha() or (character.isascii() and character.isdigit())
