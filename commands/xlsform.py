"""Forms for KoboToolbox and ODK without a browser: out, and the submissions back with a preview."""

from __future__ import annotations

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
@back_options
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
    found = read_submissions(data, file.name, asked, given)
    bring_back(
        Way(into, dry_run, conflicts, leave_out_rejected),
        asked,
        given,
        [item.offer for item in found],
        show_records=(lambda records: print_json({"submissions": records})) if as_json else None,
    )
