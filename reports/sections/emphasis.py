"""Labels and sentences on what a plan puts first, and the dangers that it closes."""

from __future__ import annotations

from assessment import Emphasis, Roadmap
from reports.sections.labels import listed
from translations import gettext as _


def emphasis_name(emphasis: Emphasis) -> str:
    """The label of an emphasis."""
    return {
        Emphasis.DANGER_FIRST: _("Dangers first"),
        Emphasis.BALANCED: _("Balanced"),
        Emphasis.WIDEST_GAIN: _("Widest gain"),
    }[emphasis]


def emphasis_sentence(emphasis: Emphasis) -> str:
    """The sentence that says what a plan puts first."""
    return {
        Emphasis.DANGER_FIRST: _(
            "Dangers first: what may put a child in danger is closed first, then the other core gaps, then the rest."
        ),
        Emphasis.BALANCED: _(
            "Balanced: a level of a danger weighs nine times, of another core gap three times any other."
        ),
        Emphasis.WIDEST_GAIN: _("Widest gain: the plan raises as many levels as early as it can."),
    }[emphasis]


def dangers_sentence(roadmap: Roadmap) -> str:
    """The sentence on the dangers that a plan closes; empty where no gap is one."""
    dangers = roadmap.dangers
    if not dangers.total:
        return ""
    closed = _("Dangers closed: {closed} of {total}.").format(
        closed=len(dangers.closed), total=dangers.total
    )
    if not dangers.left:
        return closed
    left = _("Left open: {ids}.").format(ids=listed(dangers.left))
    return f"{closed} {left}"


def count_text(closed: int, total: int) -> str:
    """A number of gaps closed of all, as text."""
    return _("{closed} of {total}").format(closed=closed, total=total) if total else "–"
