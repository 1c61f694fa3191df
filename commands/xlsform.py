"""The commands of forms for KoboToolbox and ODK: export, and import of the submissions with a preview."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assessment import Assessment
from commands.importing import export_command, import_command
from exchange.import_rows import ImportBatch
from exchange.xlsform import read_submissions, write_xlsform
from questionnaires import Edition
from translations import gettext as _


@click.group()
def xlsform() -> None:
    """The questions as a form for KoboToolbox or ODK, and the submissions back."""


@xlsform.command()
@export_command(_("The form to write (.xlsx)."))
def export(edition: Edition, assessment: Assessment, institution: str) -> bytes:
    """Write the questions as an XLSForm."""
    return write_xlsform(edition, assessment, institution)


@xlsform.command(name="import")
@import_command(json_of=lambda records: {"submissions": records})
def import_submissions(
    data: bytes, name: str, edition: Edition, assessment: Assessment
) -> Iterable[ImportBatch]:
    """Bring submissions (CSV or JSON) back, the oldest first: all of them or nothing."""
    return [item.batch for item in read_submissions(data, name, edition, assessment)]
