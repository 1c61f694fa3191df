"""A level as small squares: a background picture beside the number and the word, which carry the meaning."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from reports.figures.shapes import LEVEL_COLOURS, LINE, MUTED

MOST_SQUARES = 7
"""Longer scales are shown by number and word alone."""


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """A class of the style sheet: its picture and how wide that is, in points."""

    name: str
    picture: str
    width: float


def level_colour(level: int, top_level: int) -> str:
    """The colour of a level on a scale of any length."""
    return LEVEL_COLOURS[round(level / top_level * (len(LEVEL_COLOURS) - 1))]


def level_style(level: int | None, top_level: int) -> LevelStyle:
    """The squares of `level` (None: no level) on a scale of `top_level` steps above the lowest."""
    name = f"level-{'none' if level is None else level}-{top_level}"
    squares = top_level + 1 if top_level < MOST_SQUARES else 0
    drawn = []
    for place in range(squares):
        x = place * 7 + 0.5
        if level is None:
            look = f'fill="#fff" stroke="{MUTED}" stroke-width=".6" stroke-dasharray="1.2 1"'
        elif place <= level:
            look = f'fill="{level_colour(level, top_level)}" stroke="{MUTED}" stroke-width=".4"'
        else:
            look = f'fill="#fff" stroke="{LINE}" stroke-width=".6"'
        drawn.append(f'<rect x="{x}" y=".5" width="5.5" height="5.5" {look}/>')
    width = squares * 7
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{max(width, 1)}pt" height="6.5pt" '
        f'viewBox="0 0 {max(width, 1)} 6.5">{"".join(drawn)}</svg>'
    )
    encoded = base64.b64encode(svg.encode()).decode()
    return LevelStyle(name, f"data:image/svg+xml;base64,{encoded}", width + (3.0 if width else 0.0))
