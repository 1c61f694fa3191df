"""The commands of the store: `import`, `export`, `audit`."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.files.assessment_file import open_assessment
from commands.options import (
    AS_JSON,
    DATABASE,
    EVIDENCE,
    FILE,
    LANGUAGE,
    PERSON,
    day_of,
    encode_assessment,
    output_option,
    print_json,
    report_errors,
    write_file,
)
from translations import gettext as _
from translations import ngettext

if TYPE_CHECKING:
    from assessment.store import EvidenceReport
    from assessment.store.audit.log import AuditReport


@click.command(name="import")
@FILE
@DATABASE
@PERSON
@LANGUAGE
@report_errors
def import_file(file: Path, database: str, person: str) -> None:
    """Import an assessment file into the store; all of it or nothing. Prints its id."""
    from assessment.store import Store, local_person

    edition, assessment = open_assessment(file, today=day_of(None))
    who = local_person(person)
    wanted = (assessment.country, assessment.cycle, assessment.profile, assessment.standing)
    with closing(Store.open(database)) as store:
        for item in store.assessments(person=who):
            if item.looks_like == wanted:
                message = _(
                    "Look again: {id} is of the same country, cycle and profile. Both are kept."
                )
                click.echo(message.format(id=item.id), err=True)
        assessment_id = store.import_assessment(
            assessment,
            edition_hash=edition.content_hash,
            person=who,
            at=dt.datetime.now(dt.UTC),
        )
    click.echo(assessment_id)


@click.command()
@click.argument("assessment_id")
@output_option(_("The file to write; by default the screen."), required=False)
@DATABASE
@PERSON
@AS_JSON
@LANGUAGE
@report_errors
def export(
    assessment_id: str, output: Path | None, database: str, person: str, as_json: bool
) -> None:
    """Export an assessment from the store as an assessment file (YAML, or JSON)."""
    from assessment.store import Store, local_person

    with closing(Store.open_existing(database)) as store:
        assessment = store.load(assessment_id, person=local_person(person))
    data = encode_assessment(assessment, as_json=as_json)
    if output is None:
        click.echo(data.decode(), nl=False)
    else:
        write_file(output, data)


@click.group()
def audit() -> None:
    """The log of who did what."""


@audit.command()
@DATABASE
@EVIDENCE
@click.option(
    "--expect",
    help=_("NUMBER:SEAL of an entry noted earlier; the log must still hold it."),
)
@AS_JSON
@LANGUAGE
@report_errors
def verify(database: str, evidence: Path, expect: str | None, as_json: bool) -> None:
    """Look through the whole log and the evidence: every seal, the chain, and that what is stored is what was logged."""
    from assessment.store import BlobStore, Store, verify_evidence

    with closing(Store.open_existing(database)) as store:
        report = store.verify_audit(expect=expect, now=dt.datetime.now(dt.UTC))
        files = verify_evidence(store, BlobStore(evidence))
    if as_json:
        print_json({**asdict(report), "evidence": asdict(files)})
    else:
        print_broken(report)
        _print_evidence(files)
        click.echo(
            ngettext(
                "{count} entry, last {number}:{seal}",
                "{count} entries, last {number}:{seal}",
                report.entries,
            ).format(count=report.entries, number=report.number, seal=report.seal)
        )
    if report.broken or files.damaged:
        sys.exit(1)


@audit.command()
@DATABASE
@EVIDENCE
@click.option("--remove", is_flag=True, help=_("Delete them."))
@LANGUAGE
@report_errors
def orphans(database: str, evidence: Path, remove: bool) -> None:
    """List the evidence files that no assessment names, the rests of interrupted uploads, or delete them."""
    from assessment.store import BlobStore, Store, remove_orphans, verify_evidence

    with closing(Store.open_existing(database)) as store:
        for path in verify_evidence(store, BlobStore(evidence)).orphans:
            click.echo(evidence / path)
        if remove:
            count = remove_orphans(store, BlobStore(evidence))
            click.echo(
                ngettext("{count} file deleted", "{count} files deleted", count).format(count=count)
            )


@audit.command()
@DATABASE
@click.option(
    "--days",
    type=click.IntRange(30, 36_500),
    required=True,
    help=_("How many days the log goes on saying who used something."),
)
@AS_JSON
@LANGUAGE
@report_errors
def forget(database: str, days: int, as_json: bool) -> None:
    """Take out of the log who signed in, exported or downloaded longer ago. The chain of entries holds."""
    from assessment.store import Store

    at = dt.datetime.now(dt.UTC)
    with closing(Store.open_existing(database)) as store:
        count = store.forget_persons(before=at - dt.timedelta(days=days), at=at)
    if as_json:
        print_json({"forgotten": count})
        return
    click.echo(
        ngettext(
            "{count} entry no longer says who it was", "{count} entries no longer say who it was", count
        ).format(count=count)
    )  # fmt: skip


def print_broken(report: AuditReport) -> None:
    """Print the broken entries of the log to the error output."""
    for item in report.broken:
        click.echo(_("entry {number}: {what}").format(number=item.number, what=item.what), err=True)


def damage_text() -> str:
    return _(
        "was damaged on the disk. Upload the same file again, or bring it back from an earlier backup."
    )


def _print_evidence(report: EvidenceReport) -> None:
    """Print to the error output the evidence files that are damaged, missing or named by no assessment."""
    for sha256 in report.damaged:
        click.echo(
            _("evidence {sha256}: {what}").format(sha256=sha256, what=damage_text()), err=True
        )
    for sha256 in report.missing:
        click.echo(
            _(
                "evidence {sha256}: is not in the folder. Look on the other computers, or in a backup."
            ).format(sha256=sha256),
            err=True,
        )
    for path in report.orphans:
        click.echo(
            _(
                "evidence {path}: no assessment names it. `audit orphans --remove` deletes such files."
            ).format(path=path),
            err=True,
        )
