"""Shared by the commands: messages and exit codes, options, opening and writing files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from assessment import Assessment, AssessmentError, figure_warnings
from assessment.data_location import database_url, evidence_folder
from assessment.files.assessment_file import dump_assessment, dump_json, open_assessment
from assessment.files.atomic_write import atomic_write
from assessment.planning.settings_checks import plan_problems
from operating_system import is_closed_pipe, user_name
from questionnaires import CONTENT, ContentError, Edition, Problem, edition_ids, read_bytes
from translations import LANGUAGES, use_language
from translations import gettext as _
from translations.local_time import local_day

Command = Callable[..., Any]


class CommandFailed(click.ClickException):
    """Ends a command with a message of the kind *where: what. what to do.* and exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def report_errors(command: Command) -> Command:
    """Turn the toolkit's own errors into a message and exit code 1; let other exceptions through."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        from reports import ReportError

        try:
            return command(*args, **options)
        except (ContentError, AssessmentError, ReportError) as error:
            raise CommandFailed(str(error)) from error
        except OSError as error:
            if is_closed_pipe(error) and error.filename is None:
                _exit_silently()
            raise CommandFailed(
                _("{file}: {reason}. Check the folder, its permissions and the space left.").format(
                    file=error.filename or _("the output"), reason=error.strerror or error
                )
            ) from error

    return run


def _exit_silently() -> NoReturn:
    """End with exit code 1 and no message: the reader of the output has closed the pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


class Folder(click.ParamType[Path]):
    """Type of an edition: its folder, or the name of one that comes with the toolkit."""

    name = "edition"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        return CONTENT / value if value in edition_ids() else Path(value)


FILE = click.argument("file", type=click.Path(path_type=Path))
EDITION = click.option(
    "--edition", type=Folder(), help=_("Folder of the edition; by default the one the file names.")
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON for a program."))
DATABASE = click.option(
    "--database",
    default=lambda: database_url(os.environ),
    show_default=_("the application's"),
    help=_("URL of the store."),
)
EVIDENCE = click.option(
    "--evidence",
    type=click.Path(path_type=Path),
    default=lambda: evidence_folder(os.environ),
    show_default=_("the application's"),
    help=_("Folder of the evidence files."),
)
TODAY = click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The date to print and to judge the age of evidence by; by default today."),
)


TARGETS = click.option(
    "--targets", help=_("A set of targets of the edition, in place of the one that the file names.")
)
PERSON = click.option(
    "--person",
    default=user_name,
    show_default=_("your user name"),
    help=_("Who is doing this."),
)


def _use_language(ctx: click.Context, _param: click.Parameter, language: str | None) -> None:
    """Set the language of the command, until it ends."""
    if language is not None:
        ctx.with_resource(use_language(language))


LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_use_language,
    help=_("Language of what is written; by default that of the environment (LC_ALL, LANG)."),
)


def output_option(text: str, *, required: bool = True) -> Callable[[Command], Command]:
    """The option `-o` for the path of a file to write; `text` is its help."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), required=required, help=text
    )


def day_of(moment: datetime | None) -> date:
    """The day of `moment`; today by the computer's time zone for None."""
    return moment.date() if moment else local_day(datetime.now(UTC))


def open_file(
    file: Path, edition: Path | None, today: datetime | None = None, targets: str | None = None
) -> tuple[Edition, Assessment]:
    """The edition and the assessment of a file, with the set of `targets` where one is named.

    Warnings about its statistics go to the error output. Raises CommandFailed for a set that the edition does not have.
    """
    loaded, assessment = open_assessment(file, edition, today=day_of(today))
    if targets is not None:
        plan = assessment.plan.model_copy(update={"target_profile": targets})
        assessment = assessment.model_copy(update={"plan": plan})
        if targets not in loaded.target_profile:
            problem = next(iter(plan_problems(plan, loaded)))
            raise CommandFailed(str(replace(problem, where="--targets")))
    for warning in figure_warnings(loaded, assessment):
        click.echo(_("Look again: {warning}").format(warning=warning), err=True)
    return loaded, assessment


def read_input(file: Path) -> bytes:
    """The bytes of a file. Raises CommandFailed where it can't be read or is too large."""
    data = read_bytes(file)
    if isinstance(data, Problem):
        raise CommandFailed(str(data))
    return data


def encode_assessment(assessment: Assessment, *, as_json: bool) -> bytes:
    """The assessment as a file: JSON or YAML."""
    return (dump_json(assessment) if as_json else dump_assessment(assessment)).encode()


def json_text(value: Any) -> str:
    """A value as JSON, indented by 2, without a line break at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_json(value: Any) -> None:
    """Print a value as JSON, indented by 2."""
    click.echo(json_text(value))


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a device or pipe is written to directly.

    Raises CommandFailed for a folder; OSError, with `path` as the user typed it.
    """
    resolved = path.resolve()
    if resolved.is_dir():
        raise CommandFailed(_("{file}: is a folder. Name a file inside it.").format(file=path))
    if resolved.exists() and not resolved.is_file():
        resolved.write_bytes(data)
        return
    try:
        atomic_write(resolved, data, private=False)
    except OSError as error:
        error.filename = str(path)
        raise
