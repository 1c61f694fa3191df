"""Check that evidence is listed once for each level, and for existing levels."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition
from translations import gettext as _


def evidence_proves_levels(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each level of evidence that is off the scale or listed twice."""
    for file, where, indicator in all_indicators(edition):
        scale = edition.about.scales.get(indicator.scale)
        if scale is None:
            continue
        top = scale.top_level if indicator.number is None else 0
        seen: set[int] = set()
        for entry in indicator.evidence:
            if entry.level > top:
                yield Problem(
                    file,
                    f"{where}: evidence",
                    _("level {level} is not on the scale.").format(level=entry.level),
                    _("Use a level from 0 to {top}.").format(top=top),
                )
            elif entry.level in seen:
                yield Problem(
                    file,
                    f"{where}: evidence",
                    _("level {level} stands there twice.").format(level=entry.level),
                    _("Put all its items under one of the two."),
                )
            seen.add(entry.level)
