"""A level as small squares: a background picture; number and name of the level carry the meaning."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from questionnaires.palette import HAIRLINE, MUTED, level_colour

MAXIMUM_SQUARES = 7
"""Scales with more levels above the lowest are shown by number and name only."""


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """One CSS class of the document: its background picture as a data URL, and its width in points."""

    name: str
    picture: str
    width: float


def level_style(level: int | None, top_level: int) -> LevelStyle:
    """Squares on a scale from 0 to `top_level`: one for each level above 0, `level` of them filled; None: no level."""
    name = f"level-{'none' if level is None else level}-{top_level}"
    squares = top_level if top_level <= MAXIMUM_SQUARES else 0
    drawn = []
    for step in range(squares):
        x = step * 7 + 0.5
        if level is None:
            look = f'fill="#fff" stroke="{MUTED}" stroke-width=".6" stroke-dasharray="1.2 1"'
        elif step < level:
            look = f'fill="{level_colour(level, top_level)}" stroke="{MUTED}" stroke-width=".4"'
        else:
            look = f'fill="#fff" stroke="{HAIRLINE}" stroke-width=".6"'
        drawn.append(f'<rect x="{x}" y=".5" width="5.5" height="5.5" {look}/>')
    width = squares * 7
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{max(width, 1)}pt" height="6.5pt" '
        f'viewBox="0 0 {max(width, 1)} 6.5">{"".join(drawn)}</svg>'
    )
    encoded = base64.b64encode(svg.encode()).decode()
    return LevelStyle(name, f"data:image/svg+xml;base64,{encoded}", width + (3.0 if width else 0.0))
