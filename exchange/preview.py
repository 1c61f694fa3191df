"""Compare each row of a batch with its exported and its stored version. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment import Assessment
from exchange.apply import Candidate, build_candidate
from exchange.flat_records import (
    EVIDENCE_DEFAULTS,
    FlatRecord,
    fingerprint,
    flatten,
    is_blank,
    measure_records,
)
from exchange.import_rows import ImportBatch, ImportRow
from exchange.imported import known_owners
from questionnaires import Edition, Problem
from translations import gettext as _
from translations import ngettext


class RowOutcome(StrEnum):
    """The outcome of a row."""

    UNCHANGED = "unchanged"
    """As exported, or as stored already."""
    CHANGED = "changed"
    """Changed in the file, and not in the store."""
    CONFLICTING = "conflicting"
    """Changed in the file and in the store, differently."""
    REJECTED = "rejected"
    HELD_BACK = "held back"
    """Of a submission that a review refused in the program that collected it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row and its outcome; `stored` is its stored version."""

    row: ImportRow
    outcome: RowOutcome
    stored: FlatRecord | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """The key of a decision: the id of the row, or the location of a new row."""
        return self.row.id or self.row.location

    @property
    def removes(self) -> bool:
        """Whether the row removes a piece of evidence or an observation: all its cells were emptied."""
        return self.row.kind in ("evidence", "figure") and is_blank(self.row.kind, self.row.fields)


@dataclass(frozen=True, slots=True)
class Counts:
    """Number of rows by outcome; `read` is their sum. The text names rows held back only where there are some."""

    read: int
    unchanged: int
    changed: int
    conflicting: int
    rejected: int
    held_back: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sums of both."""
        return Counts(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.changed + other.changed,
            self.conflicting + other.conflicting,
            self.rejected + other.rejected,
            self.held_back + other.held_back,
        )

    def __str__(self) -> str:
        return (
            f"read {self.read}, unchanged {self.unchanged}, changed {self.changed}, "
            f"conflicting {self.conflicting}, rejected {self.rejected}"
            + (f", held back {self.held_back}" if self.held_back else "")
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows of a batch and their outcomes; nothing is stored yet."""

    batch: ImportBatch
    items: tuple[Item, ...]

    def of(self, outcome: RowOutcome) -> tuple[Item, ...]:
        """The rows with an outcome."""
        return tuple(item for item in self.items if item.outcome is outcome)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not taken, and other oddities of the file, for people."""
        files = [
            f"{item.row.location} ({item.row.note})"
            for item in self.items
            if item.row.note
            and (not item.row.id or item.stored is None)
            and item.outcome in (RowOutcome.CHANGED, RowOutcome.CONFLICTING)
        ]
        if not files:
            return self.batch.notes
        text = ngettext(
            "{count} row of new evidence was copied from one with a file, which stays there: {places}. "
            "Attach the file on the page of the question, if it belongs to both.",
            "{count} rows of new evidence were copied from others with a file, which stays there: {places}. "
            "Attach the files on the pages of the questions, if they belong to both.",
            len(files),
        )
        return (*self.batch.notes, text.format(count=len(files), places=", ".join(files)))

    @property
    def counts(self) -> Counts:
        """Number of rows by outcome."""
        numbers = {outcome: len(self.of(outcome)) for outcome in RowOutcome}
        return Counts(
            len(self.items),
            numbers[RowOutcome.UNCHANGED],
            numbers[RowOutcome.CHANGED],
            numbers[RowOutcome.CONFLICTING],
            numbers[RowOutcome.REJECTED],
            numbers[RowOutcome.HELD_BACK],
        )


def preview(
    batch: ImportBatch, edition: Edition, assessment: Assessment, *, today: dt.date | None = None
) -> Preview:
    """Compare a batch with `assessment` (with its derived levels).

    Rows that can't be stored are rejected, each with its problems. The order of the rows does not matter.
    """
    stored = (
        measure_records(assessment.plan, batch.institution)
        if batch.is_follow_up
        else flatten(edition, assessment, batch.institution)
    )
    by_content = _by_content(stored.values())
    known = known_owners(batch, assessment)
    batch = replace(batch, rows=tuple(_keep_stored(row, stored) for row in batch.rows))
    items = [
        Item(row, RowOutcome.HELD_BACK, stored.get(row.id))
        if batch.is_held_back
        else Item(row, RowOutcome.UNCHANGED, stored.get(row.id))
        if row.owner in known and not row.problems
        else _compare(row, batch, stored, by_content)
        for row in _with_copies_as_new(batch)
        if row.id or row.problems or not is_blank(row.kind, row.fields)
    ]
    items = _merge_duplicates(items, batch)
    to_apply = [
        item for item in items if item.outcome in (RowOutcome.CHANGED, RowOutcome.CONFLICTING)
    ]
    candidate = build_candidate(
        edition, assessment, batch, [item.row for item in to_apply], today=today
    )
    return Preview(batch, _reject_halves([_reject(item, candidate) for item in items], batch.file))


def _keep_stored(row: ImportRow, stored: Mapping[str, FlatRecord]) -> ImportRow:
    """The row without the problems of fields that are stored as they stand in the file: what is stored can be kept."""
    record = stored.get(row.id)
    if not row.unread or record is None:
        return row
    kept = [
        problem
        for name, problem in row.unread.items()
        if record.fields.get(name) == row.fields.get(name)
    ]
    return replace(row, problems=tuple(each for each in row.problems if each not in kept))


def _with_copies_as_new(batch: ImportBatch) -> list[ImportRow]:
    """The rows; where a document or figure occurs unchanged, other rows with its id are copies and count as new."""
    is_untouched = {
        row.id
        for row in batch.rows
        if row.id and not row.problems and fingerprint(row.fields) == batch.base.get(row.id)
    }
    return [
        replace(row, id="")
        if row.kind in ("evidence", "figure")
        and row.id in is_untouched
        and (row.problems or fingerprint(row.fields) != batch.base.get(row.id))
        else row
        for row in batch.rows
    ]


def _by_content(
    records: Iterable[FlatRecord],
) -> Mapping[tuple[str, str], tuple[FlatRecord, ...]]:
    """Evidence and observations by their owner and fingerprint."""
    result: dict[tuple[str, str], list[FlatRecord]] = defaultdict(list)
    for record in records:
        if record.kind in ("evidence", "figure"):
            result[record.owner, fingerprint(record.fields)].append(record)
    return {key: tuple(same) for key, same in result.items()}


def _compare(
    row: ImportRow,
    batch: ImportBatch,
    stored: Mapping[str, FlatRecord],
    by_content: Mapping[tuple[str, str], tuple[FlatRecord, ...]],
) -> Item:
    """The row with its outcome, before it is checked whether it can be stored."""
    record = stored.get(row.id)
    if row.problems:
        return Item(row, RowOutcome.REJECTED, record, row.problems)
    new, exported = fingerprint(row.fields), batch.base.get(row.id)
    if row.id and new == exported:
        return Item(row, RowOutcome.UNCHANGED, record)
    same = by_content.get((row.owner, new), ())
    if not row.id:
        same = same or _that_say_more(row, batch, stored.values())
        outcome = RowOutcome.UNCHANGED if same else RowOutcome.CHANGED
        return Item(row, outcome, same[0] if same else None)
    if record is None:
        return _compare_removed(row, batch, same)
    current = fingerprint(record.fields)
    if new == current:
        return Item(row, RowOutcome.UNCHANGED, record)
    if exported is None:  # a submission: it has no exported version
        return Item(row, _fill_outcome(row.fields, record.fields), record)
    return Item(row, RowOutcome.CHANGED if current == exported else RowOutcome.CONFLICTING, record)


def _that_say_more(
    row: ImportRow, batch: ImportBatch, records: Iterable[FlatRecord]
) -> tuple[FlatRecord, ...]:
    """The stored pieces of evidence with all values of a submission's and more: corrections made here.

    A date says its year too. Values that a form does not ask for are not compared.
    """
    if row.kind != "evidence" or batch.base:
        return ()
    said = {
        key: text for key, text in row.fields.items() if text and EVIDENCE_DEFAULTS.get(key) != text
    }
    return tuple(
        record
        for record in records
        if record.kind == "evidence"
        and record.owner == row.owner
        and all(
            record.fields[key] == text
            or (key == "dated" and record.fields[key].startswith(f"{text}-"))
            for key, text in said.items()
        )
    )


def _fill_outcome(fields: Mapping[str, str], stored: Mapping[str, str]) -> RowOutcome:
    """The outcome of fields that only fill in: empty ones remove nothing, and empty stored ones conflict with none."""
    new = {key: text for key, text in fields.items() if text and text != stored.get(key, "")}
    if not new:
        return RowOutcome.UNCHANGED
    return RowOutcome.CONFLICTING if any(stored.get(key) for key in new) else RowOutcome.CHANGED


def _compare_removed(row: ImportRow, batch: ImportBatch, same: tuple[FlatRecord, ...]) -> Item:
    """The outcome of a row that was changed in the file, and whose record is no longer stored."""
    if row.kind in ("evidence", "figure"):
        if same or is_blank(row.kind, row.fields):
            return Item(row, RowOutcome.UNCHANGED, same[0] if same else None)
        return Item(row, RowOutcome.CONFLICTING)
    if row.kind == "measure":
        what = _("{id} is not a measure that this institution leads.")
        remedy = _("Choose on the page “Follow-up” who reports on it, or leave the row out.")
    else:
        what = _("{id} is not asked here.")
        remedy = _("Add the question to this institution's list, or leave the row out.")
    problem = Problem(batch.file, row.location, what.format(id=row.id), remedy)
    return Item(row, RowOutcome.REJECTED, None, (problem,))


def _merge_duplicates(items: list[Item], batch: ImportBatch) -> list[Item]:
    """Keep one of several rows with the same id and fields (a copied sheet); reject all where the fields differ."""
    by_id: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.row.id:
            by_id[item.row.id].append(item)
    result: list[Item] = []
    for item in items:
        same = by_id.get(item.row.id, [item]) if item.row.id else [item]
        others = [other for other in same if other is not item]
        if all(_same_row(other, item) for other in others):
            if item is same[0]:
                result.append(item)
            continue
        problem = Problem(
            batch.file,
            item.row.location,
            _("stands a second time in {place}, with something else.").format(
                place=", ".join(other.row.location for other in others)
            ),
            _("Delete the row that does not count, or the copied sheet.")
            if item.row.kind in ("answer", "part", "measure")
            else _(
                "If one is new, write it into an empty row below; delete the row that does not count."
            ),
        )
        result.append(
            replace(item, outcome=RowOutcome.REJECTED, problems=(*item.row.problems, problem))
        )
    return result


def _same_row(one: Item, other: Item) -> bool:
    return (
        not one.row.problems
        and not other.row.problems
        and fingerprint(one.row.fields) == fingerprint(other.row.fields)
    )


def _reject(item: Item, candidate: Candidate) -> Item:
    """The item; rejected where the candidate has problems at its location."""
    problems = candidate.problems.get(item.row.location, ())
    if not problems or item.outcome not in (RowOutcome.CHANGED, RowOutcome.CONFLICTING):
        return item
    return replace(item, outcome=RowOutcome.REJECTED, problems=problems)


def _reject_halves(items: list[Item], file: str) -> tuple[Item, ...]:
    """The items; what an answer says in several rows is rejected whole where one of them is."""
    rejected = {
        item.row.owner: item.row.location
        for item in items
        if item.outcome is RowOutcome.REJECTED and _is_of_answer(item)
    }
    return tuple(
        replace(
            item,
            outcome=RowOutcome.REJECTED,
            problems=(
                Problem(
                    file,
                    item.row.location,
                    _("belongs to an answer that can't be stored because of {place}.").format(
                        place=rejected[item.row.owner]
                    ),
                    _("Correct that row; this one is stored with it."),
                ),
            ),
        )
        if item.outcome in (RowOutcome.CHANGED, RowOutcome.CONFLICTING)
        and _is_of_answer(item)
        and item.row.owner in rejected
        else item
        for item in items
    )


def _is_of_answer(item: Item) -> bool:
    """Whether a row is an answer or a part of one, and belongs to a question."""
    return item.row.kind in ("answer", "part") and bool(item.row.owner)
