"""The command line of the toolkit: gathers the commands of the package `commands`."""

from __future__ import annotations

import os
import sys

import click

from commands.analysis import compare, gaps, score
from commands.backups import backup, drill
from commands.batch.command import batch
from commands.content import lint
from commands.documents import questionnaire, restore, roadmap
from commands.migrate import migrate
from commands.pdf_form import pdfform
from commands.resolution_report import resolution_report
from commands.serve import serve
from commands.server_check import server_check
from commands.store import audit, export, import_file
from commands.workbook import workbook
from commands.xlsform import xlsform
from operating_system import write_utf8
from translations import use_language
from translations.choice import environment_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(ctx: click.Context) -> None:
    """Assess child online protection, find the gaps, plan the roadmap."""
    write_utf8(sys.stdout, sys.stderr)
    ctx.with_resource(use_language(environment_language(os.environ)))


for command in (
    audit,
    backup,
    batch,
    compare,
    drill,
    export,
    gaps,
    import_file,
    lint,
    migrate,
    pdfform,
    questionnaire,
    resolution_report,
    restore,
    roadmap,
    score,
    serve,
    server_check,
    workbook,
    xlsform,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
