"""The commands of the workbook: export to Excel, and import with a preview."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from assessment import Assessment
from commands.importing import export_command, import_command
from commands.options import CommandFailed
from exchange.import_rows import ImportBatch
from exchange.workbook import Target, read_workbook, write_follow_up, write_workbook
from questionnaires import Edition
from translations import gettext as _


@click.group()
def workbook() -> None:
    """Answers out to an Excel workbook, and back."""


@workbook.command()
@export_command(_("The workbook to write."))
def export(edition: Edition, assessment: Assessment, institution: str) -> bytes:
    """Write the questionnaire with its answers as an Excel workbook."""
    return write_workbook(edition, assessment, institution, datetime.now(UTC))


@workbook.command(name="follow-up")
@export_command(_("The workbook to write."))
def follow_up(edition: Edition, assessment: Assessment, institution: str) -> bytes:
    """Write the measures that an institution leads as an Excel workbook, to say where they stand."""
    if not assessment.plan.of_institution(institution).reporting:
        raise CommandFailed(
            _(
                "'{institution}': leads no measure of an adopted plan. Name with --institution one that `plan: reporting` "
                "of the file gives measures."
            ).format(institution=institution)
        )
    return write_follow_up(edition, assessment, institution, datetime.now(UTC))


@workbook.command(name="import")
@import_command(json_of=lambda records: records[0])
def import_workbook(
    data: bytes, name: str, edition: Edition, assessment: Assessment
) -> Iterable[ImportBatch]:
    """Bring a workbook back: all of it or nothing. The last line says what became of its rows."""
    return [read_workbook(data, name, Target(edition, assessment.country, assessment.cycle))]
