"""The workbook without a browser: out to Excel, and back with a preview of what would change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from commands.importing import Way, back_options, bring_back, institution_of
from commands.options import (
    AS_JSON,
    EDITION,
    FILE,
    Refused,
    open_file,
    print_json,
    refuses,
    write_file,
)
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
@back_options
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
    offer = read_workbook(data, file.name, Target(asked, given.country, given.cycle))
    bring_back(
        Way(into, dry_run, conflicts, leave_out_rejected),
        asked,
        given,
        [offer],
        show_records=(lambda records: print_json(records[0])) if as_json else None,
    )
