"""The command `migrate`: move an assessment file to a later edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.files.assessment_file import open_assessment
from commands.options import (
    AS_JSON,
    EDITION,
    FILE,
    LANGUAGE,
    Folder,
    encode_assessment,
    output_option,
    print_json,
    report_errors,
    write_file,
)
from questionnaires import load_edition
from translations import gettext as _

if TYPE_CHECKING:
    from assessment.cycles.migration import Migration


@click.command()
@FILE
@click.option("--to", "target", type=Folder(), required=True, help=_("The edition to move to."))
@EDITION
@click.option("--cycle", type=click.IntRange(2000, 2100), help=_("The year of the new cycle."))
@output_option(_("The file to write."))
@AS_JSON
@LANGUAGE
@report_errors
def migrate(
    file: Path,
    target: Path,
    edition: Path | None,
    cycle: int | None,
    output: Path,
    as_json: bool,
) -> None:
    """Move an assessment file to a later edition; says what became of every answer."""
    from assessment.cycles.migration import migrate as migrate_assessment

    old_edition, assessment = open_assessment(file, edition)
    migration = migrate_assessment(assessment, old_edition, load_edition(target))
    moved = migration.assessment.model_copy(update={"cycle": cycle or assessment.cycle})
    write_file(output, encode_assessment(moved, as_json=output.suffix == ".json"))
    if as_json:
        moves = [
            {"id": item.old_id, "outcome": item.outcome.value, "to": list(item.to), "why": item.why}
            for item in migration.moves
        ]
        print_json({"moves": moves, "asked_anew": list(migration.asked_anew)})
    else:
        _print_moves(migration)


def _print_moves(migration: Migration) -> None:
    from assessment.cycles.migration import MigrationOutcome

    for item in migration.moves:
        if item.outcome is not MigrationOutcome.KEPT:
            new_ids = " ".join(key for key in item.to if key != item.old_id)
            click.echo(" ".join(filter(None, (item.old_id, item.outcome.value, new_ids, item.why))))
    counts = {
        outcome: sum(item.outcome is outcome for item in migration.moves)
        for outcome in MigrationOutcome
    }
    click.echo(
        _(
            "{kept} kept, {carried} carried, {flagged} to look at again, {dropped} dropped, {new} asked anew"
        ).format(
            kept=counts[MigrationOutcome.KEPT],
            carried=counts[MigrationOutcome.CARRIED],
            flagged=counts[MigrationOutcome.FLAGGED],
            dropped=counts[MigrationOutcome.DROPPED],
            new=len(migration.asked_anew),
        )
    )
