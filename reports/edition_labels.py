"""Texts, letters and colours of an edition as every document shows them, and where a score lies on its scale."""

from __future__ import annotations

from assessment import AssessmentScore, NodeScore
from questionnaires import Edition, Indicator
from translations import content_text

PILLAR_COLOURS = ("#3F51A3", "#7A3E8E", "#0B6E75", "#8A5A00", "#A33A5B")
"""Accent of each pillar in the order of the content; always beside the pillar's letter, as in grey they look alike."""


def edition_text(owner: str, field: str, text: str) -> str:
    """A text of the edition in the language in use: of the item `owner`, its `field`."""
    context = f"{owner}.{field}"
    return content_text(context, text)


def question_text(indicator: Indicator) -> str:
    return edition_text(indicator.id, "question", indicator.question)


def pillar_name(edition: Edition, pillar_id: str) -> str:
    pillar = next(item for item in edition.pillars if item.id == pillar_id)
    return edition_text(pillar.id, "name", pillar.name)


def pillar_letter(edition: Edition, pillar_id: str) -> str:
    pillar = next(item for item in edition.pillars if item.id == pillar_id)
    return pillar.letter or pillar.id[:1].upper()


def pillar_colour(edition: Edition, pillar_id: str) -> str:
    ids = [pillar.id for pillar in edition.pillars]
    return PILLAR_COLOURS[ids.index(pillar_id) % len(PILLAR_COLOURS)]


def place_on_scale(empty: AssessmentScore, node: NodeScore, value: float | None) -> float | None:
    """Where `value` lies on the node's scale, 0 at its lower end and 1 at its top.

    `empty` scores the same questions without an answer: its bounds are the ends of each scale.
    """
    if value is None:
        return None
    whole = empty.nodes.get(node.id)
    low, high = (whole.low or 0.0, whole.high or 1.0) if whole else (0.0, 1.0)
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0
