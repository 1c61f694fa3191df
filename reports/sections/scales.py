"""Key of the scales: the levels of each scale that the questions use, for documents and the printed questionnaire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaires import Edition, Scale
from questionnaires.labels import edition_text
from reports.figures import LevelStyle, level_style
from reports.joining import listed
from translations import gettext as _
from translations import ngettext

NAMED = 8
"""Maximum number of questions that the title of a scale names."""


@dataclass(frozen=True, slots=True)
class KeyLevel:
    """One level of a scale: its squares, number and name, and meaning."""

    style: LevelStyle
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class KeyScale:
    """One scale; `title` names the questions answered on it, and is empty where all are."""

    title: str
    levels: tuple[KeyLevel, ...]


def key_scales(edition: Edition, indicator_ids: Iterable[str]) -> tuple[KeyScale, ...]:
    """The scales of these indicators, in the order of the content; none where all are answered with a figure."""
    asked = set(indicator_ids)
    users: dict[str, list[str]] = {}
    for key, indicator in edition.indicators.items():
        if key in asked and indicator.number is None:
            users.setdefault(indicator.scale, []).append(key)
    return tuple(
        KeyScale(
            "" if len(keys) == len(asked) else _title(keys),
            _levels(scale_id, edition.about.scales[scale_id]),
        )
        for scale_id, keys in users.items()
    )


def _title(keys: list[str]) -> str:
    """Which questions a scale is for: the first of them by id, and the number of the others."""
    named, others = listed(keys[:NAMED]), len(keys) - NAMED
    if others <= 0:
        return _("Levels of {questions}").format(questions=named)
    return ngettext(
        "Levels of {questions} and {number} more question",
        "Levels of {questions} and {number} more questions",
        others,
    ).format(questions=named, number=others)


def _levels(scale_id: str, scale: Scale) -> tuple[KeyLevel, ...]:
    return tuple(
        KeyLevel(
            style=level_style(level, scale.top_level),
            text=_("{level} {name}").format(
                level=level, name=edition_text(scale_id, f"levels.{level}.name", step.name)
            ),
            meaning=edition_text(scale_id, f"levels.{level}.meaning", step.meaning),
        )
        for level, step in enumerate(scale.levels)
    )
