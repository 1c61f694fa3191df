"""From the parts of an answer to its level, by the rule that the edition states. Pure.

Every test of a rule counts what is there and asks for enough of it. So the lowest level that is possible is the one
with everything open counted as not there, and the highest the one with everything open counted as there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assessment.answers.statistics import held_statistics
from assessment.model.assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    StatusValue,
)
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
    """The levels that the parts leave possible: `low` if everything open were not there, `high` if it were."""

    low: int
    high: int

    @property
    def level(self) -> int | None:
        """The level that the parts give; None while they leave it open."""
        return self.low if self.low == self.high else None

    def allows(self, level: int) -> bool:
        return self.low <= level <= self.high


class Count(NamedTuple):
    """How many parts are there: for certain, and if everything open were there too."""

    certain: float
    possible: float


def derive_level(
    details: Details, given: AnswerDetails | None, held: Mapping[str, bool]
) -> Derived | None:
    """The levels that the parts leave possible; None where the edition states no rule.

    `held` says of a statistic whether the country has a figure; one that is not named is open.
    A level holds when its test and those of all lower levels hold.
    """
    if not details.levels:
        return None
    fields = {field.id: field for field in details.fields}
    parts = given or NOTHING_SAID
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
    """Whether the indicator's rule asks for figures, so that its level follows the figures held."""
    if indicator.details is None:
        return False
    asked = {field.id for field in indicator.details.fields if isinstance(field, Figures)}
    return any(test.field in asked for rule in indicator.details.levels for test in _tests(rule))


def derived_answer(indicator: Indicator, answer: Answer, held: Mapping[str, bool]) -> Answer:
    """The answer with the level that its parts give, where it states none.

    Where the rule asks for figures the level follows them, whatever was stored, unless `override` says why not;
    while the figures leave it open, a stored level stays as long as they allow it.
    """
    if indicator.details is None:
        return answer
    derived = derive_level(indicator.details, answer.details, held)
    if derived is None:
        return answer
    follows = counts_figures(indicator) and not answer.override.strip()
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
    """The assessment with a level wherever the parts or the figures give one; see `derived_answer`."""
    held = held_statistics(assessment)
    national = _with_levels(edition, assessment.answers, held)
    institutions = {
        key: _with_levels(edition, answers, held, only_given=True)
        for key, answers in assessment.institution_answers.items()
    }
    if national is assessment.answers and all(
        found is assessment.institution_answers[key] for key, found in institutions.items()
    ):
        return assessment
    return assessment.model_copy(update={"answers": national, "institution_answers": institutions})


def _with_levels(
    edition: Edition,
    answers: Mapping[str, Answer],
    held: Mapping[str, bool],
    *,
    only_given: bool = False,
) -> Mapping[str, Answer]:
    """The answers with the levels of their parts; the same object where nothing follows.

    Figures are the country's: alone they give a national answer, but say nothing for an institution that has not
    answered (`only_given`).
    """
    found: dict[str, Answer] = {}
    for key, indicator in edition.indicators.items():
        if indicator.details is None or not indicator.details.levels:
            continue
        if only_given and key not in answers:
            continue
        before = answers.get(key, UNANSWERED)
        after = derived_answer(indicator, before, held)
        if after is not before:
            found[key] = after
    return {**answers, **found} if found else answers


def _tests(rule: DetailLevel) -> tuple[DetailTest, ...]:
    return (*rule.all, *rule.any)


def _holds(
    rule: DetailLevel,
    fields: Mapping[str, DetailField],
    parts: AnswerDetails,
    held: Mapping[str, bool],
) -> tuple[bool, bool]:
    """Whether a level's own test holds: for certain, and if everything open were there."""
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
    count = _count(test, fields[test.field], parts, held)
    return count.certain >= test.at_least, count.possible >= test.at_least


def _count(
    test: DetailTest, field: DetailField, parts: AnswerDetails, held: Mapping[str, bool]
) -> Count:
    """How many parts of a field count for a test."""
    match field:
        case Checklist():
            said = parts.checks.get(field.id, {})
            return _add(said.get(item) for item in test.items or _ids(field.items))
        case Statuses():
            stands = parts.statuses.get(field.id, {})
            return _add(
                _reaches(field, stands.get(item), test.status)
                for item in test.items or _ids(field.items)
            )
        case Figures():
            return _add(held.get(item) for item in test.items or field.statistics)
        case Rows():
            rows = parts.rows.get(field.id)
            return Count(0, math.inf) if rows is None else _add(_fits(row, test) for row in rows)


def _ids(items: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(item.id for item in items)


def _add(said: Iterable[bool | None]) -> Count:
    """What is there for certain, and with what is open (None)."""
    answers = list(said)
    certain = sum(item is True for item in answers)
    return Count(certain, certain + sum(item is None for item in answers))


def _reaches(field: Statuses, value: StatusValue | None, status: str | None) -> bool | None:
    """Whether an item stands at `status` or higher; without a status, whether anything is said of it."""
    order = [item.id for item in field.statuses]
    if value is None or value.status not in order:
        return None
    return status is None or order.index(value.status) >= order.index(status)


def _fits(row: Mapping[str, str | float], test: DetailTest) -> bool | None:
    """Whether each column that the test names holds one of its choices; None while one is not filled in."""
    cells = [(row.get(column), choices) for column, choices in test.where.items()]
    if any(cell not in choices for cell, choices in cells if cell not in (None, "")):
        return False
    return None if any(cell in (None, "") for cell, _choices in cells) else True
