"""Glyphs made for single characters: drawn from glyphs of a font, appended to its subset (docs/adr/0040)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph  # type: ignore[import-untyped]
from weasyprint.pdf.fonts import Font

_RESERVED = 256
"""Glyph ids after those of a font that are left to WeasyPrint, which gives them to characters without a glyph."""

MAXIMUM_LETTERS = 20_000
"""Letters of a font; glyph ids have 16 bits. A long Arabic text with vowel signs has a thousand."""

_original_clean = Font.clean


@dataclass(frozen=True, slots=True)
class Part:
    """A glyph of the font and its offset from the origin of the letter, in font units, upwards."""

    glyph: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A character, its advance in font units, and what is drawn for it; nothing where another letter draws it."""

    character: str
    advance: int
    parts: tuple[Part, ...]


def install() -> None:
    """Append the letters of a font to its subset; idempotent."""
    Font.clean = _clean


def takes_letters(font: Any, count: int) -> bool:
    """Whether `count` further letters can be appended: the outlines are TrueType, and there is room."""
    has_outlines = "glyf" in font.tables and not font.bitmap
    return has_outlines and len(_letters_of(font)) + count <= MAXIMUM_LETTERS


def letter_id(font: Any, letter: Letter) -> int:
    """The glyph id of a letter of a WeasyPrint font; a new letter gets a new one, its width and its text."""
    letters = _letters_of(font)
    if letter not in letters:
        letters[letter] = font.glyph_count + _RESERVED + len(letters)
        font.widths[letters[letter]] = round(letter.advance * 1000 / font.upem)
        font.to_unicode[letters[letter]] = letter.character
    return letters[letter]


def _letters_of(font: Any) -> dict[Letter, int]:
    letters: dict[Letter, int] = vars(font).setdefault("letters", {})
    return letters


def _clean(font: Any, to_unicode: Mapping[int, str], hinting: Any) -> None:
    """Subset the font to its glyphs and the parts of its letters, then append the letters."""
    letters = _letters_of(font)
    own = set(letters.values())
    glyphs = {glyph: text for glyph, text in to_unicode.items() if glyph not in own}
    glyphs |= {part.glyph: "" for letter in letters for part in letter.parts}
    _original_clean(font, glyphs, hinting)
    if letters:
        font.file_content = append_letters(font.file_content, letters)


def append_letters(file: bytes, letters: Mapping[Letter, int]) -> bytes:
    """The TrueType font with each letter as a composite glyph of the given id; ids between are empty glyphs."""
    font = TTFont(io.BytesIO(file), recalcTimestamp=False)
    outlines, metrics = font["glyf"], font["hmtx"].metrics
    names = list(font.getGlyphOrder())
    added = [f"letter{glyph}" for glyph in range(len(names), max(letters.values()) + 1)]
    names += added
    font.setGlyphOrder(names)
    outlines.setGlyphOrder(names)
    for name in added:
        outlines.glyphs[name], metrics[name] = Glyph(), (0, 0)
    for letter, glyph in letters.items():
        pen = TTGlyphPen(outlines)
        for part in letter.parts:
            pen.addComponent(names[part.glyph], (1, 0, 0, 1, part.x, part.y))
        outline = outlines.glyphs[names[glyph]] = pen.glyph()
        outline.recalcBounds(outlines)
        metrics[names[glyph]] = letter.advance, getattr(outline, "xMin", 0)
    extended = io.BytesIO()
    font.save(extended)
    return extended.getvalue()
