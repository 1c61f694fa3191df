"""The command `resolution-report`: the national report on the implementation of Resolution 179."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from assessment.files.assessment_file import open_assessment
from commands.options import (
    AS_JSON,
    LANGUAGE,
    TODAY,
    Folder,
    day_of,
    open_file,
    output_option,
    print_json,
    report_errors,
    write_file,
)
from translations import gettext as _


@click.command("resolution-report")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path), required=False)
@click.option("--edition-before", type=Folder(), help=_("Folder of the earlier edition."))
@click.option("--edition-after", type=Folder(), help=_("Folder of the later edition."))
@TODAY
@output_option(_("The document to write; its ending says which: .pdf .docx .json"), required=False)
@AS_JSON
@LANGUAGE
@report_errors
def resolution_report(
    before: Path,
    after: Path | None,
    edition_before: Path | None,
    edition_after: Path | None,
    today: datetime | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write the national report on Resolution 179 from two cycles, the earlier one first, or from one."""
    if output is None and not as_json:
        raise click.UsageError(_("Say where the PDF goes: -o OUT.pdf. Or ask for --json."))
    from reports import build_resolution_analysis, resolution_document, resolution_record
    from reports.pdf.missing_scripts import missing_script_sentence
    from reports.resolution_report.export import require_form

    suffix = None if output is None else require_form(output.name)
    former = None if after is None else open_assessment(before, edition_before)
    newest = before if after is None else after
    edition, assessment = open_file(
        newest, edition_after or (edition_before if after is None else None), today
    )
    analysis = build_resolution_analysis(edition, assessment, day_of(today), former=former)
    if output is not None and suffix is not None:
        if suffix == ".pdf" and (warning := missing_script_sentence(assessment)):
            click.echo(_("Look again: {warning}").format(warning=warning), err=True)
        write_file(output, resolution_document(suffix, analysis))
        if not as_json:
            click.echo(str(output))
    if as_json:
        print_json(resolution_record(analysis))
