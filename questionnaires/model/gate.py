"""Models of consistency gates, which warn and never change an answer."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field

from questionnaires.model.base import Content, Id, Many, Share, Text
from questionnaires.model.conditions import ConditionText
from questionnaires.model.sources import Reference
from translations import gettext as _


class FigureCondition(NamedTuple):
    """A test on the newest national figure of a statistic, written as `TEACH-TRAINED<25`."""

    statistic: str
    operator: str
    figure: float

    def holds(self, value: float) -> bool:
        """Whether a figure passes the test."""
        return _OPERATORS[self.operator](value, self.figure)


_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_FIGURE_CONDITION = re.compile(r"^([A-Za-z0-9][A-Za-z0-9_.-]*) ?(<=|>=|<|>) ?(-?\d+(?:\.\d+)?)$")


def parse_figure_condition(text: str) -> FigureCondition | None:
    """The condition written as `TEACH-TRAINED<25`; None if it is something else."""
    match = _FIGURE_CONDITION.match(text)
    return FigureCondition(match[1], match[2], float(match[3])) if match else None


def _is_figure_condition(text: str) -> str:
    if parse_figure_condition(text) is None:
        raise ValueError(_("is not a test of a figure. Write it like TEACH-TRAINED<25."))
    return text


FigureConditionText = Annotated[str, AfterValidator(_is_figure_condition)]

EvidenceType = Literal[
    "law", "decree", "minute", "budget", "plan", "report", "statistics", "contract",
    "membership", "web_page", "test_log", "other",
]  # fmt: skip
"""What a piece of evidence is."""


class Gate(Content):
    """A consistency check that warns and never changes an answer."""

    id: Id
    kind: Literal["consistency", "unproven", "uniform", "stale", "not_applicable"] = "consistency"
    all: Many[ConditionText] = ()
    any: Many[ConditionText] = ()
    figures: Many[FigureConditionText] = ()
    """Tests on figures of the assessment, which must hold too; a test on a missing figure never holds."""
    level: Annotated[int, Field(ge=0)] | None = None
    share: Share | None = None
    years: Annotated[int, Field(ge=1)] | None = None
    exempt: Many[EvidenceType] = ()
    """For `stale`: types of evidence that do not age, as they hold until repealed or left."""
    message: Text
    remedy: Text
    references: Many[Reference] = ()


class GatesFile(Content):
    """`gates.yaml`."""

    gates: Many[Gate]
