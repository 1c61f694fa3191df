"""What the commands that bring answers back share: options, the preview in words, and the file that takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assessment import NATIONAL, Assessment
from assessment.files.assessment_file import dump_assessment, dump_json
from commands.options import Refused, write_file
from exchange.import_rows import ImportBatch
from exchange.merge import ConflictResolution, resolve
from exchange.preview import Counts, Item, Preview, RowOutcome, preview
from questionnaires import Edition
from translations import gettext as _

INTO = click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help=_("The assessment file that takes the answers."),
)
DRY_RUN = click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
CONFLICTS = click.option(
    "--conflicts",
    type=click.Choice([item.value for item in ConflictResolution]),
    help=_("Which version stands where both were changed; without it nothing is stored."),
)
LEAVE_OUT = click.option(
    "--leave-out-rejected", is_flag=True, help=_("Store the rows that can be stored.")
)


def back_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that brings answers back."""
    for option in (LEAVE_OUT, CONFLICTS, DRY_RUN, INTO):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Way:
    """How answers are brought back, as the options say."""

    into: Path
    dry_run: bool
    conflicts: str | None
    leave_out_rejected: bool


def bring_back(
    way: Way,
    asked: Edition,
    given: Assessment,
    offers: Iterable[ImportBatch],
    *,
    show_records: Callable[[list[dict[str, Any]]], None] | None,
) -> None:
    """Put the offers into the file one after the other, all of them or none, and say what becomes of their rows.

    With `show_records` that is handed over as records, also where it fails; else the last line has the counts.
    """
    today = datetime.now(UTC).date()
    now, counts = given, Counts(0, 0, 0, 0, 0)
    records: list[dict[str, Any]] = []
    try:
        for offer in offers:
            found = preview(offer, asked, now, today=today)
            counts = counts.plus(found.counts)
            records.append(record_of(found))
            if show_records is None:
                say(found)
            now = resolve(
                found,
                asked,
                now,
                {},
                rule=ConflictResolution(way.conflicts) if way.conflicts else None,
                leave_out_rejected=way.leave_out_rejected,
                today=today,
            ).assessment
        if not way.dry_run and now != given:
            write_file(way.into, dumped(now, way.into))
    finally:
        if show_records is not None:
            show_records(records)
        else:
            click.echo(str(counts))


def institution_of(given: Assessment, institution: str | None, file: Path) -> str:
    """The institution named, or the country. Raises Refused for one that the file does not list."""
    known = [item.id for item in given.institutions]
    if institution in (None, NATIONAL, *known):
        return institution or NATIONAL
    raise Refused(
        _("{file}: has no institution '{id}'. {remedy}").format(
            file=file,
            id=institution,
            remedy=_("Use one of: {ids}.").format(ids=", ".join(known))
            if known
            else _("Leave out --institution; the file lists none."),
        )
    )


def dumped(assessment: Assessment, path: Path) -> bytes:
    """The assessment in the format of the file it came from."""
    dump = dump_json if path.suffix.lower() == ".json" else dump_assessment
    return dump(assessment).encode()


def say(found: Preview) -> None:
    for note in found.offer.notes:
        click.echo(_("Note: {note}").format(note=note))
    for item in found.items:
        match item.outcome:
            case RowOutcome.REJECTED:
                for problem in item.problems:
                    click.echo(_("rejected: {problem}").format(problem=problem))
            case RowOutcome.CONFLICTING:
                click.echo(
                    _("conflicting: {place}: here {here}; in the file {there}").format(
                        place=item.row.place, here=_short(item, here=True), there=_short(item)
                    )
                )
            case RowOutcome.CHANGED:
                click.echo(
                    _("changed: {place}: {there}").format(place=item.row.place, there=_short(item))
                )


def _short(item: Item, *, here: bool = False) -> str:
    """What a row says, on one line."""
    fields = (item.here.fields if item.here else {}) if here else item.row.fields
    said = [f"{key} {' '.join(text.split())[:60]}" for key, text in fields.items() if text]
    return ", ".join(said) or _("nothing")


def record_of(found: Preview) -> dict[str, Any]:
    counts = found.counts
    return {
        "institution": found.offer.institution,
        "read": counts.read,
        "unchanged": counts.unchanged,
        "changed": counts.changed,
        "conflicting": counts.conflicting,
        "rejected": counts.rejected,
        "notes": list(found.offer.notes),
        "rows": [
            {
                "place": item.row.place,
                "kind": item.row.kind,
                "of": item.row.owner,
                "outcome": item.outcome.value,
                "here": dict(item.here.fields) if item.here else None,
                "file": dict(item.row.fields),
                "problems": [str(problem) for problem in item.problems],
            }
            for item in found.items
            if item.outcome is not RowOutcome.UNCHANGED
        ],
    }
