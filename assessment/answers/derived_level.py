"""Derive the level of an answer from its parts, by the rule of the edition. Pure.

Every test of a rule requires a minimum count of parts. So the lowest possible level counts every open part as absent,
and the highest counts every open part as present.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assessment.answers.corrections import apply_corrections
from assessment.answers.statistics import held_statistics
from assessment.model.assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    StatusValue,
)
from assessment.values.characters import has_glyph
from questionnaires import (
    Checklist,
    Choice,
    DetailField,
    DetailLevel,
    Details,
    DetailTest,
    Edition,
    Figures,
    Indicator,
    Rows,
    Statuses,
)

NOTHING_SAID = AnswerDetails()


@dataclass(frozen=True, slots=True)
class Derived:
    """The range of possible levels: `low` with every open part absent, `high` with every open part present."""

    low: int
    high: int

    @property
    def level(self) -> int | None:
        """The derived level; None while the open parts allow several."""
        return self.low if self.low == self.high else None

    def allows(self, level: int) -> bool:
        """Whether `level` lies in the range."""
        return self.low <= level <= self.high


class Count(NamedTuple):
    """Number of parts present: `certain` without the open ones, `possible` with them."""

    certain: float
    possible: float


def derive_level(
    details: Details, parts: AnswerDetails | None, held: Mapping[str, bool]
) -> Derived | None:
    """The range of levels that `parts` allow; None where the edition has no rule.

    `held` tells by statistic whether the country has a figure; a statistic that is missing in it is open.
    A level holds when its test and those of all lower levels hold.
    """
    if not details.levels:
        return None
    fields = {field.id: field for field in details.fields}
    parts = parts or NOTHING_SAID
    rules = sorted(details.levels, key=lambda rule: rule.level)
    low = high = 0
    for rule in rules:
        certain, possible = _holds(rule, fields, parts, held)
        if possible and high == rule.level - 1:
            high = rule.level
        if certain and low == rule.level - 1:
            low = rule.level
    return Derived(low, high)


def counts_figures(indicator: Indicator) -> bool:
    """Whether the indicator's rule tests figures, so that its level follows the figures held."""
    if indicator.details is None:
        return False
    figures = {field.id for field in indicator.details.fields if isinstance(field, Figures)}
    return any(test.field in figures for rule in indicator.details.levels for test in _tests(rule))


def derived_answer(indicator: Indicator, answer: Answer, held: Mapping[str, bool]) -> Answer:
    """The answer, with the derived level where it has none.

    Where the rule tests figures, the derived level replaces a stored one unless `override` is set; while the figures
    allow several levels, a stored level among them is kept.
    """
    if indicator.details is None:
        return answer
    derived = derive_level(indicator.details, answer.details, held)
    if derived is None:
        return answer
    follows = counts_figures(indicator) and not has_glyph(answer.override)
    if answer.state is AnswerStatus.ANSWERED and answer.level is None and derived.level is not None:
        return answer.model_copy(update={"level": derived.level})
    if not follows or answer.state not in (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED):
        return answer
    if derived.level is not None:
        return answer.model_copy(
            update={"state": AnswerStatus.ANSWERED, "level": derived.level, "value": None}
        )
    if answer.level is not None and not derived.allows(answer.level):
        return answer.model_copy(update={"state": AnswerStatus.UNANSWERED, "level": None})
    return answer


def apply_details(edition: Edition, assessment: Assessment) -> Assessment:
    """The assessment with the edition's corrections applied and all derived levels; see `derived_answer`.

    The same object where nothing changes.
    """
    assessment = apply_corrections(edition, assessment)
    held = held_statistics(assessment)
    national = _with_levels(edition, assessment.answers, held)
    institutions = {
        key: _with_levels(edition, answers, held, only_answered=True)
        for key, answers in assessment.institution_answers.items()
    }
    if national is assessment.answers and all(
        answers is assessment.institution_answers[key] for key, answers in institutions.items()
    ):
        return assessment
    return assessment.model_copy(update={"answers": national, "institution_answers": institutions})


def _with_levels(
    edition: Edition,
    answers: Mapping[str, Answer],
    held: Mapping[str, bool],
    *,
    only_answered: bool = False,
) -> Mapping[str, Answer]:
    """The answers with their derived levels; the same object where nothing changes.

    Figures are national: they alone can answer for the country, but not for an institution without an answer
    (`only_answered`).
    """
    changed: dict[str, Answer] = {}
    for key, indicator in edition.indicators.items():
        if indicator.details is None or not indicator.details.levels:
            continue
        if only_answered and key not in answers:
            continue
        before = answers.get(key, UNANSWERED)
        after = derived_answer(indicator, before, held)
        if after is not before:
            changed[key] = after
    return {**answers, **changed} if changed else answers


def _tests(rule: DetailLevel) -> tuple[DetailTest, ...]:
    return (*rule.all, *rule.any)


def _holds(
    rule: DetailLevel,
    fields: Mapping[str, DetailField],
    parts: AnswerDetails,
    held: Mapping[str, bool],
) -> tuple[bool, bool]:
    """Whether a level's own tests hold: without the open parts (certain), and with them (possible)."""
    every = [_passes(test, fields, parts, held) for test in rule.all]
    one = [_passes(test, fields, parts, held) for test in rule.any]
    certain = all(item[0] for item in every) and (not one or any(item[0] for item in one))
    possible = all(item[1] for item in every) and (not one or any(item[1] for item in one))
    return certain, possible


def _passes(
    test: DetailTest,
    fields: Mapping[str, DetailField],
    parts: AnswerDetails,
    held: Mapping[str, bool],
) -> tuple[bool, bool]:
    count = count_parts(test, fields[test.field], parts, held)
    return count.certain >= test.at_least, count.possible >= test.at_least


def count_parts(
    test: DetailTest, field: DetailField, parts: AnswerDetails, held: Mapping[str, bool]
) -> Count:
    """The number of parts of a field that count for a test, without and with the open ones."""
    match field:
        case Checklist():
            checks = parts.checks.get(field.id, {})
            return _add(checks.get(item) for item in test.items or part_ids(field.items))
        case Statuses():
            statuses = parts.statuses.get(field.id, {})
            return _add(
                _reaches(field, statuses.get(item), test.status)
                for item in test.items or part_ids(field.items)
            )
        case Figures():
            return _add(held.get(item) for item in test.items or field.statistics)
        case Rows():
            rows = parts.rows.get(field.id)
            return Count(0, math.inf) if rows is None else _add(_fits(row, test) for row in rows)


def part_ids(items: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(item.id for item in items)


def _add(present: Iterable[bool | None]) -> Count:
    """The count of parts that are present (True), without and with the open ones (None)."""
    answers = list(present)
    certain = sum(item is True for item in answers)
    return Count(certain, certain + sum(item is None for item in answers))


def _reaches(field: Statuses, value: StatusValue | None, status: str | None) -> bool | None:
    """Whether an item has `status` or a higher one, or any where `status` is None; None while the item is open."""
    order = [item.id for item in field.statuses]
    if value is None or value.status not in order:
        return None
    return status is None or order.index(value.status) >= order.index(status)


def _fits(row: Mapping[str, str | float], test: DetailTest) -> bool | None:
    """Whether each column in `test.where` holds one of its choices; None while one is empty and none is wrong."""
    cells = [(row.get(column), choices) for column, choices in test.where.items()]
    if any(cell not in choices for cell, choices in cells if cell not in (None, "")):
        return False
    return None if any(cell in (None, "") for cell, _choices in cells) else True
