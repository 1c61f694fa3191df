"""Colours of every screen, document and workbook, and the letter and colour of each pillar.

Values are CSS hexadecimal colours; `without_hash` gives the form that Word and Excel take. The style sheets repeat
them; tests/questionnaires/test_palette.py compares.
"""

from __future__ import annotations

from questionnaires.model import Edition

INK = "#1B2733"
MUTED = "#55636F"
HAIRLINE = "#C9D2DA"
PANEL = "#F5F7F9"
TRACK = "#E3E8EC"
ACTION = "#0B5C7A"
GOOD = "#1F6B3A"
CAUTION = "#9A4A00"
PROBLEM = "#A3262A"
WHITE = "#FFFFFF"

PILLAR_COLOURS = ("#3F51A3", "#7A3E8E", "#0B6E75", "#8A5A00", "#A33A5B")
"""Accents of the pillars in the order of the content; printed with the pillar's letter, as they are alike in grey."""

LONGEST = 3
"""Maximum number of signs of a pillar's letter."""

LEVEL_COLOURS = ("#E3E8EC", "#B9D3DF", "#7FB0C6", "#3C83A1", "#0B4F6C")
"""One hue from the lowest level to the top; ink text on the first three, white on the others."""


def pillar_letter(edition: Edition, pillar_id: str) -> str:
    """The letter of a pillar; where the edition gives none, the shortest beginning of its id that no other pillar has.

    Where three letters do not tell it from the others, its initial and its place: `A7`.
    """
    index = _index(edition, pillar_id)
    pillar = edition.pillars[index]
    if pillar.letter:
        return pillar.letter
    others = [item for item in edition.pillars if item is not pillar]
    taken = {item.letter.upper() for item in others}
    taken |= {item.id[:length].upper() for item in others for length in range(1, LONGEST + 1)}
    own = pillar.id.upper()
    starts = (own[:length] for length in range(1, LONGEST + 1))
    return next(
        (start for start in starts if start.isalnum() and start not in taken),
        f"{own[:1]}{index + 1}",
    )


def pillar_colour(edition: Edition, pillar_id: str) -> str:
    """The accent of a pillar by its position in the edition; an edition of more than five repeats them."""
    return PILLAR_COLOURS[_index(edition, pillar_id) % len(PILLAR_COLOURS)]


def pillar_class(edition: Edition, pillar_id: str) -> str:
    """The class that gives an element of a screen the accent of a pillar: `pillar-1` for the first colour."""
    return f"pillar-{_index(edition, pillar_id) % len(PILLAR_COLOURS) + 1}"


def level_colour(level: int, top_level: int) -> str:
    """The colour of a level on a scale from 0 to `top_level`."""
    return LEVEL_COLOURS[round(level / top_level * (len(LEVEL_COLOURS) - 1))]


def without_hash(colour: str) -> str:
    """
    >>> without_hash("#1B2733")
    '1B2733'
    """
    return colour.removeprefix("#")


def _index(edition: Edition, pillar_id: str) -> int:
    return next(index for index, item in enumerate(edition.pillars) if item.id == pillar_id)
