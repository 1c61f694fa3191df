"""What the commands share: messages and exit codes, options, files opened and written whole."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from assessment import Assessment, AssessmentError, figure_warnings
from assessment.files.assessment_file import open_assessment
from questionnaires import CONTENT, ContentError, Edition, edition_ids
from translations import gettext as _

Command = Callable[..., Any]


class Refused(click.ClickException):
    """A message of the kind *where: what. what to do.*; exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def refuses(command: Command) -> Command:
    """Turn the packages' own errors into a message and exit code 1; let everything else surface."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        from reports import ReportError

        try:
            return command(*args, **options)
        except (ContentError, AssessmentError, ReportError) as error:
            raise Refused(str(error)) from error
        except BrokenPipeError:
            _leave_quietly()
        except OSError as error:
            raise Refused(
                _("{file}: {reason}. Check the folder, its permissions and the space left.").format(
                    file=error.filename or _("the output"), reason=error.strerror or error
                )
            ) from error

    return run


def _leave_quietly() -> NoReturn:
    """Whoever read our output went away: nothing to say, and nobody to say it to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


class Folder(click.ParamType[Path]):
    """An edition by folder, or by the name of one that comes with the toolkit."""

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
    envvar="COP_DATABASE_URL",
    default="sqlite:///data/cop.sqlite3",
    show_default=True,
    help=_("URL of the store."),
)
EVIDENCE = click.option(
    "--evidence",
    type=click.Path(path_type=Path),
    default=lambda: Path(os.environ.get("COP_DATA") or "data") / "evidence",
    show_default="data/evidence",
    help=_("Folder of the evidence files."),
)
TODAY = click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The date to print and to judge the age of evidence by; by default today."),
)


def day_of(given: datetime | None) -> date:
    """The day a person named, or today."""
    return given.date() if given else datetime.now(UTC).date()


def open_file(
    file: Path, edition: Path | None, today: datetime | None = None
) -> tuple[Edition, Assessment]:
    """The assessment in a file and its edition; what looks odd in its figures is said beside the output."""
    asked, given = open_assessment(file, edition, today=day_of(today))
    for warning in figure_warnings(asked, given):
        click.echo(_("Look again: {warning}").format(warning=warning), err=True)
    return asked, given


def print_json(value: Any) -> None:
    """For a program."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_file(path: Path, data: bytes) -> None:
    """The whole file or none: written beside its place, then moved. A device or pipe is written to as it is."""
    place = path.resolve()
    if place.is_dir():
        raise Refused(_("{file}: is a folder. Name a file inside it.").format(file=path))
    if place.exists() and not place.is_file():
        place.write_bytes(data)
        return
    partial = None
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as file:
            partial = Path(file.name)
            file.write(data)
        partial.chmod(0o666 & ~_umask())
        partial.replace(place)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


def _umask() -> int:
    """What the person lets new files be; a temporary file is readable by its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
