"""Forms for KoboToolbox and ODK without a browser: out, and the submissions back with a preview."""

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
from exchange.preview import Counts, preview
from exchange.resolve import Decision, resolve
from exchange.xlsform import read_submissions, write_xlsform
from questionnaires import Problem, read_bytes
from translations import gettext as _


@click.group()
def xlsform() -> None:
    """The questions as a form for KoboToolbox or ODK, and the submissions back."""


@xlsform.command()
@FILE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("The form to write (.xlsx)."),
)
@click.option("--institution", help=_("The id of one institution; by default the whole."))
@EDITION
@refuses
def export(file: Path, output: Path, institution: str | None, edition: Path | None) -> None:
    """Write the questions as an XLSForm."""
    asked, given = open_file(file, edition)
    write_file(output, write_xlsform(asked, given, institution_of(given, institution, file)))
    click.echo(str(output))


@xlsform.command(name="import")
@FILE
@INTO
@DRY_RUN
@CONFLICTS
@LEAVE_OUT
@EDITION
@AS_JSON
@refuses
def import_submissions(
    file: Path,
    into: Path,
    dry_run: bool,
    conflicts: str | None,
    leave_out_rejected: bool,
    edition: Path | None,
    as_json: bool,
) -> None:
    """Bring submissions (CSV or JSON) back, the oldest first: all of them or nothing."""
    asked, given = open_file(into, edition)
    data = read_bytes(file)
    if isinstance(data, Problem):
        raise Refused(str(data))
    today = datetime.now(UTC).date()
    now, counts, records = given, Counts(0, 0, 0, 0, 0), []
    try:
        for item in read_submissions(data, file.name, asked, given):
            found = preview(item.offer, asked, now, today=today)
            counts = counts.plus(found.counts)
            if as_json:
                records.append({"submission": item.number, **record_of(found)})
            else:
                say(found)
            now = resolve(
                found,
                asked,
                now,
                {},
                rule=Decision(conflicts) if conflicts else None,
                leave_out_rejected=leave_out_rejected,
                today=today,
            ).assessment
        if not dry_run and now != given:
            write_file(into, dumped(now, into))
    finally:
        if as_json:
            print_json(records)
        else:
            click.echo(str(counts))
