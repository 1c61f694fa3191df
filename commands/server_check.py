"""The command `server-check`: what is missing before a server is opened to a network."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict

import click

from commands.options import AS_JSON, LANGUAGE, print_json, report_errors
from commands.serve import APPLICATION, start_folder
from translations import gettext as _
from translations import ngettext


@click.command("server-check")
@AS_JSON
@LANGUAGE
@report_errors
def server_check(as_json: bool) -> None:
    """Say what is missing before others reach this server; run it as the server's account, in its environment."""
    from host.server_check.report import check_server

    checks = check_server(APPLICATION, start_folder(), dt.datetime.now(dt.UTC))
    problems = [problem for check in checks for problem in check.problems]
    if as_json:
        print_json(
            [{"check": item.name, "problems": list(map(asdict, item.problems))} for item in checks]
        )
    else:
        for problem in problems:
            click.echo(problem, err=True)
        click.echo(
            ngettext(
                "{count} thing is missing.", "{count} things are missing.", len(problems)
            ).format(count=len(problems))
            if problems
            else _("Nothing is missing.")
        )
    if problems:
        sys.exit(1)
