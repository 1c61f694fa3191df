"""With what an indicator is answered: the levels of a scale, or a figure between goalposts."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Many, Number, Text, as_tuple


class MaturityLevel(Content):
    """A step of a scale. `value` is what it counts; by default its place from 0 to 1."""

    name: Text
    meaning: str = ""
    value: Number | None = None


class Scale(Content):
    """The levels an indicator can be answered with, the lowest first."""

    levels: Annotated[Many[MaturityLevel], Field(min_length=2)]
    self_explanatory: bool = False
    """True where the level names need no descriptor per indicator (yes, partly, no)."""
    additive: bool = False
    """True where a descriptor says what its level asks in addition to all levels below it."""

    @property
    def top_level(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def values(self) -> tuple[float, ...]:
        """What each level counts, the lowest first."""
        return tuple(
            step.value if step.value is not None else place / self.top_level
            for place, step in enumerate(self.levels)
        )


class NumberRange(Content):
    """How a figure becomes a value: goalposts `worst` and `best` map to `points`, what lies beyond is capped.

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
