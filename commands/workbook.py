"""The workbook without a browser: out to Excel, and back with a preview of what would change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assessment import NATIONAL, Assessment
from assessment.file import dump_assessment, dump_json
from commands.shared import (
    AS_JSON,
    EDITION,
    FILE,
    Refused,
    open_file,
    print_json,
    refuses,
    write_file,
)
from exchange.preview import Item, Outcome, Preview, preview
from exchange.resolve import Decision, resolve
from exchange.workbook import Target, read_workbook, write_workbook
from questionnaires import Problem, read_bytes
from translations import gettext as _


@click.group()
def workbook() -> None:
    """Answers out to an Excel workbook, and back."""


@workbook.command()
@FILE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("The workbook to write."),
)
@click.option("--institution", help=_("The id of one institution; by default the whole."))
@EDITION
@refuses
def export(file: Path, output: Path, institution: str | None, edition: Path | None) -> None:
    """Write the questionnaire with its answers as an Excel workbook."""
    asked, given = open_file(file, edition)
    whose = institution or NATIONAL
    known = [item.id for item in given.institutions]
    if whose != NATIONAL and whose not in known:
        raise Refused(
            _("{file}: has no institution '{id}'. {remedy}").format(
                file=file,
                id=whose,
                remedy=_("Use one of: {ids}.").format(ids=", ".join(known))
                if known
                else _("Leave out --institution; the file lists none."),
            )
        )
    write_file(output, write_workbook(asked, given, whose, datetime.now(UTC)))
    click.echo(str(output))


@workbook.command(name="import")
@FILE
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help=_("The assessment file that takes the answers."),
)
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
@click.option(
    "--conflicts",
    type=click.Choice([item.value for item in Decision]),
    help=_("Which version stands where both were changed; without it nothing is stored."),
)
@click.option("--leave-out-rejected", is_flag=True, help=_("Store the rows that can be stored."))
@EDITION
@AS_JSON
@refuses
def import_workbook(
    file: Path,
    into: Path,
    dry_run: bool,
    conflicts: str | None,
    leave_out_rejected: bool,
    edition: Path | None,
    as_json: bool,
) -> None:
    """Bring a workbook back: all of it or nothing. The last line says what became of its rows."""
    asked, given = open_file(into, edition)
    data = read_bytes(file)
    if isinstance(data, Problem):
        raise Refused(str(data))
    today = datetime.now(UTC).date()
    offer = read_workbook(data, file.name, Target(asked, given.country, given.cycle))
    found = preview(offer, asked, given, today=today)
    if as_json:
        print_json(_record(found))
    else:
        _say(found)
    try:
        candidate = resolve(
            found,
            asked,
            given,
            {},
            rule=Decision(conflicts) if conflicts else None,
            leave_out_rejected=leave_out_rejected,
            today=today,
        )
        if not dry_run and candidate.assessment != given:
            write_file(into, _dumped(candidate.assessment, into))
    finally:
        if not as_json:
            click.echo(str(found.counts))


def _dumped(assessment: Assessment, path: Path) -> bytes:
    """The assessment in the format of the file it came from."""
    dump = dump_json if path.suffix.lower() == ".json" else dump_assessment
    return dump(assessment).encode()


def _say(found: Preview) -> None:
    for note in found.offer.notes:
        click.echo(_("Note: {note}").format(note=note))
    for item in found.items:
        match item.outcome:
            case Outcome.REJECTED:
                for problem in item.problems:
                    click.echo(_("rejected: {problem}").format(problem=problem))
            case Outcome.CONFLICTING:
                click.echo(
                    _("conflicting: {place}: here {here}; in the file {there}").format(
                        place=item.row.place, here=_short(item, here=True), there=_short(item)
                    )
                )
            case Outcome.CHANGED:
                click.echo(
                    _("changed: {place}: {there}").format(place=item.row.place, there=_short(item))
                )


def _short(item: Item, *, here: bool = False) -> str:
    """What a row says, on one line."""
    fields = (item.here.fields if item.here else {}) if here else item.row.fields
    said = [f"{key} {' '.join(text.split())[:60]}" for key, text in fields.items() if text]
    return ", ".join(said) or _("nothing")


def _record(found: Preview) -> dict[str, Any]:
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
            if item.outcome is not Outcome.UNCHANGED
        ],
    }
