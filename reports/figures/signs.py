"""Signs beside words: closed, half-way, open, unknown; background pictures, as the packaged fonts have no such letters."""

from __future__ import annotations

import base64

from questionnaires.palette import CAUTION, GOOD, MUTED, PROBLEM
from reports.figures.levels import LevelStyle

_CROSS = f'<path d="M1.5 1.5l5 5m0-5l-5 5" stroke="{PROBLEM}" stroke-width="1.4" fill="none"/>'

_SIGNS = {
    "closed": f'<path d="M1 4.2l2.2 2.4L7 1.4" stroke="{GOOD}" stroke-width="1.5" fill="none"/>',
    "half-way": f'<circle cx="4" cy="4" r="3" fill="none" stroke="{CAUTION}"/>'
    f'<path d="M4 1a3 3 0 0 0 0 6z" fill="{CAUTION}"/>',
    "open": _CROSS,
    "no-plan": _CROSS,
    "unknown": f'<circle cx="4" cy="4" r="3" fill="none" stroke="{MUTED}" stroke-dasharray="1.2 1"/>',
}
"""Drawing of each sign on a square of 8 points, by the class of its word."""


def sign_styles() -> tuple[LevelStyle, ...]:
    """The CSS classes of all signs."""
    return tuple(LevelStyle(name, _picture(drawn), 13.0) for name, drawn in _SIGNS.items())


def _picture(drawn: str) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="8pt" height="8pt" viewBox="0 0 8 8">'
        f"{drawn}</svg>"
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
