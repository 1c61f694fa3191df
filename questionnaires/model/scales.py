"""Models of the possible answers to an indicator: levels of a scale, or a figure between goalposts."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Many, Number, Text, as_tuple


class MaturityLevel(Content):
    """A level of a scale. `value` is its score; by default its index divided by the top level, 0 to 1."""

    name: Text
    meaning: str = ""
    value: Number | None = None


class Scale(Content):
    """The possible levels of an indicator, the lowest first."""

    levels: Annotated[Many[MaturityLevel], Field(min_length=2)]
    self_explanatory: bool = False
    """True where the level names need no descriptor per indicator (yes, partly, no)."""
    additive: bool = False
    """True where a descriptor states what its level requires in addition to all lower levels."""

    @property
    def top_level(self) -> int:
        """The number of the highest level; the lowest is 0."""
        return len(self.levels) - 1

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The value of each level, the lowest first."""
        return tuple(
            level.value if level.value is not None else index / self.top_level
            for index, level in enumerate(self.levels)
        )


class NumberRange(Content):
    """The mapping of a figure to a value: goalposts `worst` and `best` map to `points`; values beyond are capped.

    `worst` above `best` means that less is better. `log` takes logarithms of figure and goalposts first
    (UNDP, Human Development Report, technical notes, income index).
    """

    worst: Number
    best: Number
    unit: str = ""
    transform: Literal["linear", "log"] = "linear"
    minimum: Number | None = None
    maximum: Number | None = None
    points: Annotated[tuple[Number, Number], BeforeValidator(as_tuple)] = (0.0, 1.0)
