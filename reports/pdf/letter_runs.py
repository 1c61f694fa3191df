"""Replacement of the glyphs of a run that don't give its text by letters: one glyph for each character.

Such are several glyphs for a character, several characters for a glyph, and one glyph for different characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango

from reports.pdf.glyph_runs import EMPTY, Glyph, Run
from reports.pdf.letter_glyphs import Letter, Part, letter_id, takes_letters

JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Characters without a glyph that belong to the spelling of a word."""

MARK = 0.12
"""Advance of a mark or joiner, in ems. Poppler ends a word at a character less than 0.1 em after the one before; MuPDF
sees a space in a gap of 0.15 em after a mark, which it takes for one without advance."""

FURTHEST, MAXIMUM_PARTS = 16_000, 200
"""Largest offset in font units, and number, of the parts of a letter: edges and points of a glyph have 16 bits."""

Cluster = tuple[Glyph, ...]
"""Glyphs that stand for a text together, from left to right."""


def with_letters(run: Run, stream: Any) -> Run:
    """The run with letters where they are needed; texts of other glyphs are stored in the font of the stream."""
    font, size = stream.add_font(run.font)
    count = sum(len(glyph.text) for glyph in run.glyphs)
    if not takes_letters(font, count) or any(glyph.is_missing for glyph in run.glyphs):
        for glyph in run.glyphs:
            if glyph.id != EMPTY and not glyph.is_missing:
                font.to_unicode.setdefault(glyph.id, glyph.text)
        return run
    glyphs: list[Glyph] = []
    is_rtl = run.is_rtl
    for unit in _units(run):
        if _is_left_out(unit[0]) or _is_read_back(unit, font, is_rtl=is_rtl):
            glyphs += [glyph for cluster in unit for glyph in cluster]
        else:
            glyphs += _known_letters(unit, run, font, size, stream)
    return Run(run.item, tuple(glyphs))


def _units(run: Run) -> Iterator[tuple[Cluster, ...]]:
    """Clusters from left to right, each with those of no width that belong to it: marks and joiners."""
    unit: list[Cluster] = []
    is_rtl = run.is_rtl
    for _start, glyphs in groupby(run.glyphs, key=attrgetter("start")):
        cluster = tuple(glyphs)
        # Marks are on the left of their letter in right-to-left text, and on its right in other text.
        ends = _width(unit[-1] if is_rtl else cluster) if unit else 0
        if unit and (ends or _is_left_out(cluster) or _is_left_out(unit[-1])):
            yield tuple(unit)
            unit = []
        unit.append(cluster)
    if unit:
        yield tuple(unit)


def _width(cluster: Cluster) -> float:
    if len(cluster) == 1:
        return cluster[0].width
    return sum(glyph.width for glyph in cluster)


def _is_left_out(cluster: Cluster) -> bool:
    """Whether it shows nothing and is no part of the spelling, such as a direction mark."""
    if cluster[0].id != EMPTY:
        return False
    return all(glyph.id == EMPTY and JOINERS.isdisjoint(glyph.text) for glyph in cluster)


def _is_read_back(unit: Sequence[Cluster], font: Any, *, is_rtl: bool) -> bool:
    """Whether the glyphs of the unit give its text as they are; each then stands for its text in all the font."""
    # Some programs see a space before a mark without advance that stands away from its letter, as in Thai and Bengali.
    if len(unit) > 1:
        return False
    (cluster,) = unit
    glyph = cluster[0]
    # A change of height ends a word for some programs; two characters of one glyph are read in either order.
    if len(cluster) > 1 or glyph.id == EMPTY or glyph.y or (is_rtl and len(glyph.text) > 1):
        return False
    return _same(font.to_unicode.setdefault(glyph.id, glyph.text), glyph.text)


def _same(one: str, other: str) -> bool:
    """Whether two texts are one in compatibility normalisation, such as a space and a no-break space."""
    if one == other:
        return True
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


def _known_letters(
    unit: Sequence[Cluster], run: Run, font: Any, size: float, stream: Any
) -> Iterable[Glyph]:
    """The same as `_letters`, looked up where the font has drawn the same glyphs for the same text before."""
    glyphs = [glyph for cluster in unit for glyph in cluster]
    start = min(glyph.start for glyph in glyphs)
    key = (
        run.is_rtl,
        size,
        *((item.id, item.width, item.x, item.y, item.start - start, item.text) for item in glyphs),
    )
    known: dict[Any, tuple[Glyph, ...]] = vars(font).setdefault("known_letters", {})
    if key not in known:
        made = _letters(unit, run, font, size, stream)
        known[key] = tuple(replace(item, start=item.start - start) for item in made)
    if not start:
        return known[key]
    return [Glyph(item.id, item.width, 0, 0, item.start + start, item.text) for item in known[key]]


def _letters(
    unit: Sequence[Cluster], run: Run, font: Any, size: float, stream: Any
) -> Iterator[Glyph]:
    """A glyph for each character of the unit from left to right.

    The first one draws the whole unit. They share its advance.
    """
    scale = FROM_UNITS * font.upem / size
    parts, pen, advance = [], 0.0, 0
    for glyph in (glyph for cluster in unit for glyph in cluster):
        if glyph.id != EMPTY:
            x, y = round((pen + glyph.x) * scale), round(-glyph.y * scale)
            parts.append(Part(glyph.id, x, y))
            # A mark is given no room, though some fonts, as that of Sinhala, have an advance for it.
            advance += _advance(glyph.id, run.font, stream, scale) if glyph.width else 0
        pen += glyph.width
    characters = [
        (character, cluster[0].start)
        for cluster in sorted(unit, key=lambda cluster: cluster[0].start)
        for character in cluster[0].text
    ]
    if run.is_rtl:
        characters.reverse()
    shares = _shares([character for character, _start in characters], advance, font.upem)
    for index, ((character, start), share) in enumerate(zip(characters, shares, strict=True)):
        letter = Letter(character, share, () if index else _drawn(parts))
        # The last one takes what kerning and spacing add.
        width = share / scale if index + 1 < len(characters) else pen
        pen -= width
        yield Glyph(letter_id(font, letter), width, 0, 0, start, character)


def _drawn(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that a glyph can hold: the nearest ones, as marks may be piled up without end."""
    near = [part for part in parts if max(abs(part.x), abs(part.y)) <= FURTHEST]
    if len(near) > MAXIMUM_PARTS:
        near.sort(key=lambda part: abs(part.x) + abs(part.y))
    return tuple(near[:MAXIMUM_PARTS])


def _shares(characters: Sequence[str], advance: int, em: int) -> list[int]:
    """The advance divided among characters: a narrow part for each mark and joiner, the rest for the others.

    Equal parts where that leaves less for the others.
    """
    narrow = round(MARK * em)
    is_mark = [unicodedata.category(character) in ("Mn", "Me", "Cf") for character in characters]
    others = len(characters) - sum(is_mark)
    rest = advance - sum(is_mark) * narrow
    if not others or rest < narrow * others:
        is_mark, others, rest = [False] * len(characters), len(characters), advance
    shares = []
    for mark in is_mark:
        share = narrow if mark else rest // others
        shares.append(share)
        if not mark:
            rest, others = rest - share, others - 1
    return shares


def _advance(glyph: int, pango_font: Any, stream: Any, scale: float) -> int:
    """The advance of a glyph, in font units."""
    pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
    width: float = stream.logical_rect.width
    return round(width * scale)
