"""What an offer would change: each row as it left, as it comes back and as it stands here, compared. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment import Assessment
from exchange.apply import Candidate, build_candidate
from exchange.flat_records import FlatRecord, fingerprint, flatten, says_nothing
from exchange.import_rows import ImportBatch, ImportRow
from questionnaires import Edition, Problem
from translations import gettext as _


class RowOutcome(StrEnum):
    """What becomes of a row."""

    UNCHANGED = "unchanged"
    """As it left, or as it stands here already."""
    CHANGED = "changed"
    """Changed in the file, and not here."""
    CONFLICTING = "conflicting"
    """Changed in the file and here, differently."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Item:
    """A row and what becomes of it; `here` is what stands here now."""

    row: ImportRow
    outcome: RowOutcome
    here: FlatRecord | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What a decision names it by: the id, or the place of a new row."""
        return self.row.id or self.row.place

    @property
    def removes(self) -> bool:
        """Whether the row takes away a piece of evidence or a figure: all its cells were emptied."""
        return self.row.kind in ("evidence", "figure") and says_nothing(
            self.row.kind, self.row.fields
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows met each outcome; `read` is their sum."""

    read: int
    unchanged: int
    changed: int
    conflicting: int
    rejected: int

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.changed + other.changed,
            self.conflicting + other.conflicting,
            self.rejected + other.rejected,
        )

    def __str__(self) -> str:
        return (
            f"read {self.read}, unchanged {self.unchanged}, changed {self.changed}, "
            f"conflicting {self.conflicting}, rejected {self.rejected}"
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows of an offer and what would become of them; nothing is stored yet."""

    offer: ImportBatch
    items: tuple[Item, ...]

    def of(self, outcome: RowOutcome) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.outcome is outcome)

    @property
    def counts(self) -> Counts:
        numbers = {outcome: len(self.of(outcome)) for outcome in RowOutcome}
        return Counts(
            len(self.items),
            numbers[RowOutcome.UNCHANGED],
            numbers[RowOutcome.CHANGED],
            numbers[RowOutcome.CONFLICTING],
            numbers[RowOutcome.REJECTED],
        )


def preview(
    offer: ImportBatch, edition: Edition, assessment: Assessment, *, today: dt.date | None = None
) -> Preview:
    """Compare an offer with what stands in `assessment` (with the levels that its parts give).

    Rows that can't be stored are rejected, each with its reason and place. The order of the rows does not matter.
    """
    here = flatten(edition, assessment, offer.institution)
    by_content = _by_content(here.values())
    items = [
        _compared(row, offer, here, by_content)
        for row in offer.rows
        if row.id or row.problems or not says_nothing(row.kind, row.fields)
    ]
    items = _twice(items, offer)
    offered = [
        item for item in items if item.outcome in (RowOutcome.CHANGED, RowOutcome.CONFLICTING)
    ]
    candidate = build_candidate(
        edition, assessment, offer, [item.row for item in offered], today=today
    )
    return Preview(offer, tuple(_rejected(item, candidate) for item in items))


def _by_content(units: Iterable[FlatRecord]) -> Mapping[tuple[str, str], tuple[FlatRecord, ...]]:
    found: dict[tuple[str, str], list[FlatRecord]] = defaultdict(list)
    for unit in units:
        if unit.kind in ("evidence", "figure"):
            found[unit.owner, fingerprint(unit.fields)].append(unit)
    return {key: tuple(units) for key, units in found.items()}


def _compared(
    row: ImportRow,
    offer: ImportBatch,
    here: Mapping[str, FlatRecord],
    by_content: Mapping[tuple[str, str], tuple[FlatRecord, ...]],
) -> Item:
    """The outcome of a row, before it is tried whether it can be stored."""
    unit = here.get(row.id)
    if row.problems:
        return Item(row, RowOutcome.REJECTED, unit, row.problems)
    offered, left = fingerprint(row.fields), offer.base.get(row.id)
    if row.id and offered == left:
        return Item(row, RowOutcome.UNCHANGED, unit)
    same = by_content.get((row.owner, offered), ())
    if not row.id:
        outcome = RowOutcome.UNCHANGED if same else RowOutcome.CHANGED
        return Item(row, outcome, same[0] if same else None)
    if unit is None:
        return _gone(row, offer, same)
    standing = fingerprint(unit.fields)
    if offered == standing:
        return Item(row, RowOutcome.UNCHANGED, unit)
    if left is None:  # the file has no memory of what stood here: a submission
        return Item(row, _laid_over(row.fields, unit.fields), unit)
    return Item(row, RowOutcome.CHANGED if standing == left else RowOutcome.CONFLICTING, unit)


def _laid_over(said: Mapping[str, str], stands: Mapping[str, str]) -> RowOutcome:
    """What becomes of fields that fill in, and take nothing away: those that are empty here conflict with nothing."""
    new = {key: text for key, text in said.items() if text and text != stands.get(key, "")}
    if not new:
        return RowOutcome.UNCHANGED
    return RowOutcome.CONFLICTING if any(stands.get(key) for key in new) else RowOutcome.CHANGED


def _gone(row: ImportRow, offer: ImportBatch, same: tuple[FlatRecord, ...]) -> Item:
    """A row that has changed in the file and whose original is not here any more."""
    if row.kind in ("evidence", "figure"):
        if same or says_nothing(row.kind, row.fields):
            return Item(row, RowOutcome.UNCHANGED, same[0] if same else None)
        return Item(row, RowOutcome.CONFLICTING)
    problem = Problem(
        offer.file,
        row.place,
        _("{id} is not asked here.").format(id=row.id),
        _("Add the question to this institution's list, or leave the row out."),
    )
    return Item(row, RowOutcome.REJECTED, None, (problem,))


def _twice(items: list[Item], offer: ImportBatch) -> list[Item]:
    """Of rows with the same id (a copied sheet) one is kept where they say the same, and none where they don't."""
    places: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.row.id:
            places[item.row.id].append(item)
    found: list[Item] = []
    for item in items:
        same = places.get(item.row.id, [item]) if item.row.id else [item]
        others = [other for other in same if other is not item]
        if all(_same_row(other, item) for other in others):
            if item is same[0]:
                found.append(item)
            continue
        problem = Problem(
            offer.file,
            item.row.place,
            _("stands a second time in {place}, with something else.").format(
                place=", ".join(other.row.place for other in others)
            ),
            _("Delete the row that does not count, or the copied sheet."),
        )
        found.append(
            replace(item, outcome=RowOutcome.REJECTED, problems=(*item.row.problems, problem))
        )
    return found


def _same_row(one: Item, other: Item) -> bool:
    return (
        not one.row.problems
        and not other.row.problems
        and fingerprint(one.row.fields) == fingerprint(other.row.fields)
    )


def _rejected(item: Item, candidate: Candidate) -> Item:
    """The same item, rejected where the answer it belongs to could not be stored."""
    problems = candidate.problems.get(item.row.place, ())
    if not problems or item.outcome not in (RowOutcome.CHANGED, RowOutcome.CONFLICTING):
        return item
    return replace(item, outcome=RowOutcome.REJECTED, problems=problems)
