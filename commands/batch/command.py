"""The command `batch`."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessment.model.readership import Reader
from commands.options import (
    AS_JSON,
    LANGUAGE,
    TODAY,
    CommandFailed,
    day_of,
    output_option,
    print_json,
    report_errors,
)
from operating_system import available_processors
from translations import LANGUAGES, current_language
from translations import gettext as _

if TYPE_CHECKING:
    from commands.batch.work import Outcome

READERS = {
    "minister": Reader.MINISTER,
    "cabinet": Reader.CABINET,
    "technical": Reader.TECHNICAL,
    "default": Reader.TECHNICAL,
}
"""Readers by the words of `--for`; a leading body is another one in each country."""


class Words(click.ParamType[tuple[str, ...]]):
    """Type of several words with commas between them, each one of `known`; repeated ones count once."""

    name = "words"

    def __init__(self, known: Sequence[str]) -> None:
        self._choice = click.Choice(known)

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        words = (word.strip() for word in str(value).split(","))
        return tuple(dict.fromkeys(self._choice.convert(word, param, ctx) for word in words))


@dataclass(slots=True)
class Summary:
    """What a run did: folders of outputs by file, and the reason of each failure."""

    made: dict[str, str] = field(default_factory=dict)
    unchanged: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The summary as plain values for JSON, each part in the order of file names."""
        return {
            "made": _rows(self.made, "folder"),
            "unchanged": _rows(self.unchanged, "folder"),
            "failed": _rows(self.failed, "reason"),
        }


def _rows(values: dict[str, str], key: str) -> list[dict[str, str]]:
    return [{"file": file, key: value} for file, value in sorted(values.items())]


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_option(_("The folder to write to: a folder for each country, such as ken-2026."))
@click.option(
    "--for",
    "readers",
    type=Words(tuple(READERS)),
    default="default",
    metavar="minister,cabinet,technical",
    help=_("The readers for whom a PDF is made, with commas; default is technical."),
)
@click.option(
    "--languages",
    type=Words(LANGUAGES),
    default=current_language,
    metavar="en,fr",
    help=_("The languages of the PDFs, with commas; by default that of the environment."),
)
@TODAY
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    help=_("Number of processes on this computer; by default one for each processor."),
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=_("A Dask scheduler whose workers do the work, such as tls://10.0.0.5:8786."),
)
@click.option(
    "--tls-ca", type=click.Path(path_type=Path), help=_("Certificate of the authority, PEM.")
)
@click.option(
    "--tls-cert", type=click.Path(path_type=Path), help=_("Certificate of this client, PEM.")
)
@click.option("--tls-key", type=click.Path(path_type=Path), help=_("Its key, PEM."))
@AS_JSON
@LANGUAGE
@report_errors
def batch(
    inputs: tuple[Path, ...],
    output: Path,
    readers: tuple[str, ...],
    languages: tuple[str, ...],
    today: datetime | None,
    workers: int | None,
    scheduler: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    as_json: bool,
) -> None:
    """Score and plan many countries, and make their documents; INPUTS are assessment files, or folders of them.

    A run that was interrupted is continued: what is done and unchanged is left as it is.
    """
    from commands.batch.cluster import Certificates, is_unprotected, run_on_cluster
    from commands.batch.inputs import folder_names, read_inputs
    from commands.batch.local import run_locally
    from commands.batch.manifest import inputs_made, is_done
    from commands.batch.work import Job, Settings, toolkit_state

    certificates = None
    if tls_ca and tls_cert and tls_key:
        certificates = Certificates(tls_ca, tls_cert, tls_key)
    elif tls_ca or tls_cert or tls_key:
        raise click.UsageError(_("TLS needs all three: --tls-ca, --tls-cert and --tls-key."))
    if certificates and not (scheduler or "").startswith("tls://"):
        raise click.UsageError(_("With certificates the scheduler's address begins with tls://."))
    if output.exists() and not output.is_dir():
        raise CommandFailed(_("{file}: is not a folder. Name a folder.").format(file=output))
    settings = Settings(
        tuple(dict.fromkeys(READERS[word] for word in readers)), languages, day_of(today)
    )
    summary = Summary()
    given = list(read_inputs(inputs))
    summary.failed = {item.file: item.reason for item in given if not item.stem}
    jobs: list[Job] = []
    for item, name in folder_names(given, inputs_made(output)).items():
        job = Job(name, item.file, item.data, settings, toolkit_state(), current_language())
        if is_done(output, job):
            summary.unchanged[job.file] = job.name
        else:
            jobs.append(job)
    if scheduler is not None and is_unprotected(scheduler):
        click.echo(
            _(
                "Look again: the connection to the scheduler is not encrypted, and whoever reaches it can run programs "
                "on its workers. Use TLS: docs/operating.md."
            ),
            err=True,
        )
    if jobs:
        outcomes = (
            run_locally(jobs, workers or available_processors())
            if scheduler is None
            else run_on_cluster(jobs, scheduler, certificates)
        )
        with closing(outcomes):
            _write_all(outcomes, len(jobs), output, summary)
    _tell(summary, output, as_json=as_json)
    if summary.failed:
        sys.exit(1)


def _write_all(outcomes: Generator[Outcome], number: int, output: Path, summary: Summary) -> None:
    """Write the outputs of each outcome as it comes; on a terminal a bar shows the progress and the time left."""
    from commands.batch.manifest import write_outputs

    with click.progressbar(
        length=number, file=sys.stderr, show_pos=True, hidden=not sys.stderr.isatty()
    ) as bar:
        for outcome in outcomes:
            job, reason = outcome.job, outcome.reason
            if not reason:
                try:
                    write_outputs(output, outcome)
                except OSError as error:
                    reason = f"{error.filename or output}: {error.strerror or error}"
            if reason:
                summary.failed[job.file] = reason
            else:
                summary.made[job.file] = job.name
            bar.update(1)


def _tell(summary: Summary, output: Path, *, as_json: bool) -> None:
    """Print what was done, and on the error stream each failure."""
    for _file, reason in sorted(summary.failed.items()):
        click.echo(reason, err=True)
    if as_json:
        print_json(summary.record())
        return
    for _file, folder in sorted(summary.made.items()):
        click.echo(str(output / folder))
    click.echo(
        _("{made} made, {unchanged} unchanged, {failed} failed.").format(
            made=len(summary.made), unchanged=len(summary.unchanged), failed=len(summary.failed)
        )
    )
