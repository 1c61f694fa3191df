"""Keeping the store: its log looked through, a backup taken, a backup brought back."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from commands.options import AS_JSON, DATABASE, EVIDENCE, print_json, refuses
from translations import gettext as _
from translations import ngettext


@click.group()
def audit() -> None:
    """The log of who did what."""


@audit.command()
@DATABASE
@click.option(
    "--expect",
    help=_("NUMBER:SEAL of an entry noted earlier; the log must still hold it."),
)
@AS_JSON
@refuses
def verify(database: str, expect: str | None, as_json: bool) -> None:
    """Look through the whole log: every seal, the chain, and that what is stored is what was logged."""
    from assessment.store import Store

    with closing(Store.open_existing(database)) as store:
        report = store.verify_audit(expect=expect)
    if as_json:
        print_json(asdict(report))
    else:
        for item in report.broken:
            click.echo(
                _("entry {number}: {what}").format(number=item.number, what=item.what), err=True
            )
        click.echo(
            ngettext(
                "{count} entry, last {number}:{seal}",
                "{count} entries, last {number}:{seal}",
                report.entries,
            ).format(count=report.entries, number=report.number, seal=report.seal)
        )
    if report.broken:
        sys.exit(1)


@audit.command()
@DATABASE
@click.option(
    "--days",
    type=click.IntRange(30, 36_500),
    required=True,
    help=_("How many days the log goes on saying who used something."),
)
@AS_JSON
@refuses
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


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help=_("The zip to write.")
)
@DATABASE
@EVIDENCE
@AS_JSON
@refuses
def backup(output: Path, database: str, evidence: Path, as_json: bool) -> None:
    """Write the whole store with its evidence to one file; the application may go on meanwhile."""
    from assessment.store import BlobStore, Store, write_backup

    with closing(Store.open_existing(database)) as store:
        report = write_backup(store, BlobStore(evidence), output)
    if as_json:
        print_json(asdict(report))
        return
    click.echo(
        _("{file}: {assessments} assessments, {answers} answers, {files} files").format(
            file=output,
            assessments=report.rows["assessment"],
            answers=report.rows.get("answer_revision", 0),
            files=report.files,
        )
    )
    if report.missing:
        click.echo(
            ngettext(
                "{count} file of evidence lies on another computer and is not in the backup.",
                "{count} files of evidence lie on another computer and are not in the backup.",
                len(report.missing),
            ).format(count=len(report.missing)),
            err=True,
        )


def bring_back(file: Path, database: str, evidence: Path) -> None:
    """Restore a backup and say what is there now."""
    from assessment.store import BlobStore, restore_backup

    report, found = restore_backup(file, database, BlobStore(evidence))
    click.echo(
        _("{assessments} assessments, {answers} answers, {files} files are back").format(
            assessments=report.rows["assessment"],
            answers=report.rows.get("answer_revision", 0),
            files=report.files,
        )
    )
    for item in found.broken:
        click.echo(_("entry {number}: {what}").format(number=item.number, what=item.what), err=True)
    if found.broken:
        sys.exit(1)
