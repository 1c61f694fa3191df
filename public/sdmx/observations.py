"""Observations of a public record: scores, levels and figures with the values of their dimensions. Pure.

Only codes and numbers: no text that somebody typed stands in statistical data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from assessment.workflow.publication import PublicPart
from public.record import PublicAnswer, PublicFigure, PublicRecord, PublicScore

TOTAL = "_T"
"""Value of a dimension by which an observation is not broken down."""

NORMAL, MISSING = "A", "O"
"""Codes of CL_OBS_STATUS of SDMX: normal value; missing value, without a reason."""


@dataclass(frozen=True, slots=True)
class PublicObservation:
    """One observation of a country: `indicator`, `measure` and `unit` are codes, `time` a year; `value` None if missing."""

    indicator: str
    measure: str
    time: int
    value: float | None
    unit: str
    groups: Mapping[str, str] = field(default_factory=dict)
    """Code of the category by code of the dimension; those that are not named are `TOTAL`."""

    @property
    def status(self) -> str:
        """Code of the status."""
        return MISSING if self.value is None else NORMAL


def observations(record: PublicRecord) -> tuple[PublicObservation, ...]:
    """The observations of the public parts, each key once: of two figures for one key the later one counts.

    Scores and coverage are per cent, levels those of the scale. A figure without a year is left out.
    """
    items = [
        *(row for item in record.profile or () for row in _of_score(item, record.cycle)),
        *(_of_answer(item, record.cycle) for item in record.answers or ()),
        *(_of_figure(item, item.year) for item in record.figures or () if item.year is not None),
    ]
    by_key = {
        (row.indicator, row.measure, row.time, tuple(sorted(row.groups.items()))): row
        for row in items
    }
    return tuple(by_key.values())


def has_observations(parts: Collection[str]) -> bool:
    """Whether statistical data is made of one of the parts."""
    return not {PublicPart.PROFILE, PublicPart.ANSWERS, PublicPart.FIGURES}.isdisjoint(parts)


def _of_score(item: PublicScore, cycle: int) -> Iterator[PublicObservation]:
    for measure, share in (
        ("SCORE", item.score),
        ("SCORE_LOW", item.low),
        ("SCORE_HIGH", item.high),
        ("COVERAGE", item.coverage),
    ):
        value = None if share is None else share * 100
        yield PublicObservation(code(item.id), measure, cycle, value, "PT")


def _of_answer(item: PublicAnswer, cycle: int) -> PublicObservation:
    return PublicObservation(code(item.indicator), "LEVEL", cycle, item.level, "LEVEL")


def _of_figure(item: PublicFigure, year: int) -> PublicObservation:
    groups = {code(key): code(value) for key, value in item.breakdown.items()}
    return PublicObservation(
        code(item.statistic), "FIGURE", year, item.value, unit_code(item.statistic), groups
    )


def unit_code(statistic: str) -> str:
    """The code of the unit of a statistic; each has its own, since its unit is a text such as “% of children”."""
    return f"UNIT_{code(statistic)}"


def code(text: str) -> str:
    """A text as a code of SDMX: capital letters, figures, `_` and `-`, beginning with a letter or `_`.

    Where other signs are lost, eight signs of its SHA-256 keep it unlike others.

    >>> code("EDU-INT-1"), code("in_person"), code("5 to 9"), code("=1+1")
    ('EDU-INT-1', 'IN_PERSON', '_5_TO_9', '_1_1_BAC90EEF')
    """
    kept = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "_-") else "_"
        for sign in text.upper()
    )
    if kept.replace("_", " ").strip() != text.upper().replace("_", " ").strip():
        kept += f"_{hashlib.sha256(text.encode()).hexdigest()[:8].upper()}"
    return kept if kept[:1].isalpha() or kept[:1] == "_" else f"_{kept}"
