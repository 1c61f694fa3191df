"""An invented low-income country: all 72 questions of edition 2026 answered, most at level 1, target 3."""

from __future__ import annotations

from assessment import Assessment, PlanSettings

NONE = "L08 L10 O06 O09 O16 T06 T07 T08 T12 T15 C03 C06 C10 C11 I01 I05 I12"
SOME = "L01 L02 L06 O02 O11 T01 T02 T03 I04 I07 I08"
"""Ids at level 0 and at level 2; all others are at level 1."""


def low_income(keys: list[str], plan: PlanSettings) -> Assessment:
    """The assessment with some plan settings; `keys` are the indicators of the edition."""
    levels = {key: 0 if key in NONE.split() else 2 if key in SOME.split() else 1 for key in keys}
    return Assessment(
        country="LSO", edition="2026", cycle=2026, targets={"default": 3}, plan=plan
    ).with_levels(levels)
