"""The command line of the toolkit: gathers the commands of the package `commands`."""

from __future__ import annotations

import click

from commands.analysis import compare, gaps, score
from commands.content import lint
from commands.documents import questionnaire, restore, roadmap
from commands.migrate import migrate
from commands.pdf_form import pdfform
from commands.serve import serve
from commands.store import audit, backup, export, import_file
from commands.workbook import workbook
from commands.xlsform import xlsform


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Assess child online protection, find the gaps, plan the roadmap."""


for command in (
    audit,
    backup,
    compare,
    export,
    gaps,
    import_file,
    lint,
    migrate,
    pdfform,
    questionnaire,
    restore,
    roadmap,
    score,
    serve,
    workbook,
    xlsform,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
