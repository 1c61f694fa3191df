"""Conditions such as `L02>=2`: a test on the level of one indicator, used in gates and prerequisites."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from translations import gettext as _


class Condition(NamedTuple):
    """A test on the level of one indicator, written as `L02>=2`."""

    indicator: str
    operator: str
    level: int

    def __str__(self) -> str:
        return f"{self.indicator}{self.operator}{self.level}"

    def holds(self, level: int) -> bool:
        """Whether `level` of this condition's indicator passes the test."""
        match self.operator:
            case ">=":
                return level >= self.level
            case "<":
                return level < self.level
            case _:
                return level == self.level


_CONDITION = re.compile(r"^([A-Za-z0-9][A-Za-z0-9_.|/-]*) ?(>=|<|=) ?(\d+)$")


def parse_condition(text: str) -> Condition | None:
    """The condition written as `L02>=2`, `L02<2` or `L02=0`; None if it is something else."""
    match = _CONDITION.match(text)
    return Condition(match[1], match[2], int(match[3])) if match else None


def _is_condition(text: str) -> str:
    if parse_condition(text) is None:
        raise ValueError(_("is not a condition. Write it like L02>=2, L02<2 or L02=0."))
    return text


ConditionText = Annotated[str, AfterValidator(_is_condition)]
