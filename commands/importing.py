"""The common part of the commands `export` and `import` of workbooks and forms: options, preview, and writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from assessment import NATIONAL, Assessment
from commands.options import (
    AS_JSON,
    EDITION,
    FILE,
    LANGUAGE,
    Command,
    CommandFailed,
    day_of,
    encode_assessment,
    open_file,
    output_option,
    print_json,
    read_input,
    report_errors,
    write_file,
)
from exchange.flat_records import flatten
from exchange.import_rows import ImportBatch
from exchange.merge import ConflictResolution, Undecided, resolve
from exchange.preview import Counts, Item, Preview, RowOutcome, preview
from questionnaires import Edition
from questionnaires.remedies import use_one_of
from translations import gettext as _

INSTITUTION = click.option(
    "--institution", help=_("The id of one institution; by default the whole.")
)
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

Writer = Callable[[Edition, Assessment, str], bytes]
"""From an edition, an assessment and an institution (or NATIONAL) to the file."""

Reader = Callable[[bytes, str, Edition, Assessment], Iterable[ImportBatch]]
"""From the bytes of a file, its name, an edition and an assessment to the batches in it."""


def export_command(output_help: str) -> Callable[[Writer], Command]:
    """A command that writes the questions of an assessment file for an institution, from a function that makes the bytes."""

    def decorate(write: Writer) -> Command:
        @report_errors
        @wraps(write)
        def run(file: Path, output: Path, institution: str | None, edition: Path | None) -> None:
            loaded, assessment = open_file(file, edition)
            write_file(
                output, write(loaded, assessment, institution_of(assessment, institution, file))
            )
            click.echo(str(output))

        return _with_options(run, FILE, output_option(output_help), INSTITUTION, EDITION, LANGUAGE)

    return decorate


def import_command(
    json_of: Callable[[list[dict[str, Any]]], Any],
) -> Callable[[Reader], Command]:
    """A command that puts the answers of a file into an assessment file, from a function that reads its batches.

    `json_of` gives what `--json` prints, from a record for each batch.
    """

    def decorate(read: Reader) -> Command:
        @report_errors
        @wraps(read)
        def run(
            file: Path, into: Path, edition: Path | None, as_json: bool, **options: Any
        ) -> None:
            loaded, assessment = open_file(into, edition)
            batches = read(read_input(file), file.name, loaded, assessment)
            import_batches(
                ImportOptions(into=into, **options),
                loaded,
                assessment,
                batches,
                show_records=(lambda records: print_json(json_of(records))) if as_json else None,
            )

        return _with_options(
            run, FILE, INTO, DRY_RUN, CONFLICTS, LEAVE_OUT, EDITION, AS_JSON, LANGUAGE
        )

    return decorate


def _with_options(command: Command, *options: Callable[[Command], Command]) -> Command:
    """The command with arguments and options, listed by its help in this order."""
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Options of an import command."""

    into: Path
    dry_run: bool
    conflicts: str | None
    leave_out_rejected: bool


def import_batches(
    options: ImportOptions,
    edition: Edition,
    assessment: Assessment,
    batches: Iterable[ImportBatch],
    *,
    show_records: Callable[[list[dict[str, Any]]], None] | None,
) -> None:
    """Put batches into the assessment file one after the other, all or none, and print the outcome of each row.

    `show_records` gets the outcomes as records instead, also where the import fails; else the last line printed has
    the counts.
    """
    today = day_of(None)
    result, counts = assessment, Counts(0, 0, 0, 0, 0)
    records: list[dict[str, Any]] = []
    try:
        for batch in batches:
            comparison = preview(batch, edition, result, today=today)
            counts = counts.plus(comparison.counts)
            records.append(preview_record(comparison))
            if show_records is None:
                print_preview(comparison)
            try:
                candidate = resolve(
                    comparison,
                    edition,
                    result,
                    _newer_in_file(comparison, edition, assessment) if options.conflicts else {},
                    rule=ConflictResolution(options.conflicts) if options.conflicts else None,
                    leave_out_rejected=options.leave_out_rejected,
                    today=today,
                )
            except Undecided as error:
                raise CommandFailed(f"{error} {_option_for(error)}") from error
            result = candidate.assessment
        if not options.dry_run and result != assessment:
            as_json = options.into.suffix.lower() == ".json"
            write_file(options.into, encode_assessment(result, as_json=as_json))
    finally:
        if show_records is not None:
            show_records(records)
        else:
            click.echo(str(counts))


def _option_for(error: Undecided) -> str:
    """The option of the command with which the import goes on."""
    if any(item.outcome is RowOutcome.REJECTED for item in error.items):
        return _("With --leave-out-rejected the other rows are stored.")
    return _("With --conflicts keep-here or --conflicts take-file one rule decides for all.")


def _newer_in_file(
    comparison: Preview, edition: Edition, before: Assessment
) -> dict[str, ConflictResolution]:
    """The decisions on rows in conflict with an earlier submission of the same file: the newer one is taken.

    `before` is the assessment as it was before any batch of the file.
    """
    stored = flatten(edition, before, comparison.batch.institution)
    return {
        item.key: ConflictResolution.TAKE_FILE
        for item in comparison.of(RowOutcome.CONFLICTING)
        if item.stored is not None and stored.get(item.row.id) != item.stored
    }


def institution_of(assessment: Assessment, institution: str | None, file: Path) -> str:
    """The id of an institution; NATIONAL for None. Raises CommandFailed for one that the file does not list."""
    known = [item.id for item in assessment.institutions]
    if institution in (None, NATIONAL, *known):
        return institution or NATIONAL
    raise CommandFailed(
        _("{file}: has no institution '{id}'. {remedy}").format(
            file=file,
            id=institution,
            remedy=use_one_of(known, _("Leave out --institution; the file lists none.")),
        )
    )


def print_preview(comparison: Preview) -> None:
    """Print the notes of a batch, and a line for each row that is rejected, conflicting or changed."""
    for note in comparison.notes:
        click.echo(_("Note: {note}").format(note=note))
    for item in comparison.items:
        match item.outcome:
            case RowOutcome.REJECTED:
                for problem in item.problems:
                    click.echo(_("rejected: {problem}").format(problem=problem))
            case RowOutcome.CONFLICTING:
                click.echo(
                    _("conflicting: {place}: here {here}; in the file {there}").format(
                        place=item.row.location,
                        here=_short(item.stored.fields if item.stored else {}),
                        there=_short(item.row.fields),
                    )
                )
            case RowOutcome.CHANGED:
                click.echo(
                    _("changed: {place}: {there}").format(
                        place=item.row.location, there=_short(item.row.fields)
                    )
                )


def _short(fields: Mapping[str, str]) -> str:
    """The filled fields on one line, 60 characters of each at most."""
    texts = [f"{key} {' '.join(text.split())[:60]}" for key, text in fields.items() if text]
    return ", ".join(texts) or _("nothing")


def preview_record(comparison: Preview) -> dict[str, Any]:
    """The preview as a record for JSON; unchanged rows are only counted."""
    counts = comparison.counts
    return {
        "institution": comparison.batch.institution,
        "read": counts.read,
        "unchanged": counts.unchanged,
        "changed": counts.changed,
        "conflicting": counts.conflicting,
        "rejected": counts.rejected,
        "held_back": counts.held_back,
        "notes": list(comparison.notes),
        "rows": [
            _row_record(item)
            for item in comparison.items
            if item.outcome is not RowOutcome.UNCHANGED
        ],
    }


def _row_record(item: Item) -> dict[str, Any]:
    return {
        "place": item.row.location,
        "kind": item.row.kind,
        "of": item.row.owner,
        "outcome": item.outcome.value,
        "here": dict(item.stored.fields) if item.stored else None,
        "file": dict(item.row.fields),
        "problems": [str(problem) for problem in item.problems],
    }
