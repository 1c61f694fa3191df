"""The parts of an answer that the level above still needs, by the rule of the edition. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.answers.derived_level import NOTHING_SAID, count_parts, part_ids
from assessment.model.assessment import AnswerDetails
from questionnaires import Checklist, DetailField, Details, DetailTest, Figures, Statuses


@dataclass(frozen=True, slots=True)
class MissingParts:
    """Parts of one field of details that a test of a level still needs."""

    field: DetailField
    items: tuple[str, ...]
    """Ids of the items or statistics that do not count yet; empty for a field of rows."""
    count: int
    """How many of them are needed."""
    status: str | None
    """Id of the lowest status that counts, for a field of statuses."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a level still needs: every one of `all`, and one of `any` where there are some."""

    all: tuple[MissingParts, ...]
    any: tuple[MissingParts, ...]


def missing_parts(
    details: Details, parts: AnswerDetails | None, held: Mapping[str, bool], level: int
) -> Missing:
    """Return what the parts still lack for the tests of `level`, those of lower levels not counted.

    `held` says by statistic whether the country has a figure. A part that is open counts as missing. Nothing is missing
    where the edition has no rule for the level.
    """
    fields = {field.id: field for field in details.fields}
    said = parts or NOTHING_SAID
    rule = next((item for item in details.levels if item.level == level), None)
    if rule is None:
        return Missing((), ())

    def lacking(tests: tuple[DetailTest, ...]) -> Iterator[MissingParts]:
        for test in tests:
            field = fields[test.field]
            short = math.ceil(test.at_least - count_parts(test, field, said, held).certain)
            if short > 0:
                items = _missing_items(test, field, said, held)
                yield MissingParts(field, items, short, test.status)

    one_of = tuple(lacking(rule.any))
    every = tuple(lacking(rule.all))
    needed = tuple(item for item in every if not any(_covers(other, item) for other in every))
    return Missing(needed, one_of if len(one_of) == len(rule.any) else ())


def _covers(one: MissingParts, other: MissingParts) -> bool:
    """Whether all that `one` needs is enough for `other`, which need not be said then."""
    return (
        one is not other
        and (one.field, one.status) == (other.field, other.status)
        and 0 < other.count <= one.count == len(one.items)
        and set(one.items) < set(other.items)
    )


def _missing_items(
    test: DetailTest, field: DetailField, parts: AnswerDetails, held: Mapping[str, bool]
) -> tuple[str, ...]:
    """Return the items of a test that do not count yet; of rows, which have no ids, none."""
    match field:
        case Checklist() | Statuses():
            items = test.items or part_ids(field.items)
        case Figures():
            items = test.items or field.statistics
        case _:
            return ()
    alone = ((item, test.model_copy(update={"items": (item,)})) for item in items)
    return tuple(item for item, one in alone if not count_parts(one, field, parts, held).certain)
