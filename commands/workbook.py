"""The workbook without a browser: out to Excel, and back with a preview of what would change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from commands.bringing_back import (
    CONFLICTS,
    DRY_RUN,
    INTO,
    LEAVE_OUT,
    dumped,
    institution_of,
    record_of,
    say,
)
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
from exchange.preview import preview
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
    whose = institution_of(given, institution, file)
    write_file(output, write_workbook(asked, given, whose, datetime.now(UTC)))
    click.echo(str(output))


@workbook.command(name="import")
@FILE
@INTO
@DRY_RUN
@CONFLICTS
@LEAVE_OUT
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
        print_json(record_of(found))
    else:
        say(found)
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
            write_file(into, dumped(candidate.assessment, into))
    finally:
        if not as_json:
            click.echo(str(found.counts))
