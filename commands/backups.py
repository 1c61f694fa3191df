"""The commands `backup` and `restore-drill`; restore of a backup."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.errors import AssessmentError
from commands.options import (
    AS_JSON,
    DATABASE,
    EVIDENCE,
    LANGUAGE,
    CommandFailed,
    output_option,
    print_json,
    report_errors,
)
from commands.store import damage_text, print_broken
from serving.log_redaction import redactor
from serving.monitoring.json_log import JsonFormatter
from translations import gettext as _
from translations import ngettext

if TYPE_CHECKING:
    from assessment.store import BackupReport

IDENTITY = click.option(
    "--identity",
    type=click.Path(path_type=Path),
    help=_("File with the key (AGE-SECRET-KEY-1…) that opens an encrypted backup."),
)

_log = logging.getLogger("cop.backup")


@click.command()
@output_option(_("The zip to write, or an existing folder: then the name has the time."))
@DATABASE
@EVIDENCE
@click.option(
    "--encrypt-to",
    "recipients",
    multiple=True,
    help=_("Encrypt to a key (age1…), or to the keys in a file; several times for several."),
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    help=_("Delete all but this many of the newest backups in the folder."),
)
@click.option(
    "--keep-days",
    type=click.IntRange(1),
    help=_("Delete backups in the folder that are older than this many days."),
)
@AS_JSON
@LANGUAGE
@report_errors
def backup(
    output: Path,
    database: str,
    evidence: Path,
    recipients: tuple[str, ...],
    keep: int | None,
    keep_days: int | None,
    as_json: bool,
) -> None:
    """Write the whole store with its evidence to one file; the application may go on meanwhile."""
    from assessment.store import (
        BlobStore,
        Store,
        backup_name,
        prune_backups,
        recipients_of,
        record_backup,
        write_backup,
    )

    _write_events()
    at = dt.datetime.now(dt.UTC)
    is_folder = output.is_dir()
    if (keep or keep_days) and not is_folder:
        raise CommandFailed(_("-o: name a folder, so that older backups in it can be deleted."))
    path = output / backup_name(at, encrypted=bool(recipients)) if is_folder else output
    try:
        keys = recipients_of(recipients)
        with closing(Store.open_existing(database)) as store:
            report = write_backup(store, BlobStore(evidence), path, at=at, recipients=keys)
        record_backup(os.environ, at)
    except (AssessmentError, OSError) as error:
        if _is_json_log():
            reason = type(error).__name__
            _log.error("No backup", extra={"event": "backup_failed", "reason": reason})
        raise
    _log.info("Backup made", extra={"event": "backup_made", "entry": report.entries})
    deleted = (
        prune_backups(output, keep=keep, keep_days=keep_days, at=at) if keep or keep_days else ()
    )
    if as_json:
        print_json(
            {**_as_values(report), "file": str(path), "deleted": [str(it) for it in deleted]}
        )
        return
    _print_report(path, report)
    if deleted:
        click.echo(
            ngettext("{count} file deleted", "{count} files deleted", len(deleted)).format(
                count=len(deleted)
            )
        )


def _print_report(path: Path, report: BackupReport) -> None:
    click.echo(
        _("{file}: {assessments} assessments, {answers} answers, {files} files").format(
            file=path,
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
    for sha256 in report.damaged:
        click.echo(
            _("evidence {sha256}: {what} It is not in the backup.").format(
                sha256=sha256, what=damage_text()
            ),
            err=True,
        )


def restore_store(file: Path, database: str, evidence: Path, identity: Path | None) -> None:
    """Restore a backup into an empty store, and print what it holds. Ends with exit code 1 where the log is broken."""
    from assessment.store import BlobStore, identities_in, restore_backup

    identities = identities_in(identity) if identity else ()
    report, audit_report = restore_backup(
        file, database, BlobStore(evidence), identities=identities
    )
    click.echo(
        _("{assessments} assessments, {answers} answers, {files} files are back").format(
            assessments=report.rows["assessment"],
            answers=report.rows.get("answer_revision", 0),
            files=report.files,
        )
    )
    print_broken(audit_report)
    if audit_report.broken:
        sys.exit(1)


@click.command(name="restore-drill")
@click.argument("place", type=click.Path(path_type=Path))
@DATABASE
@click.option(
    "--alone", is_flag=True, help=_("Compare with the manifest only, not with the store of today.")
)
@IDENTITY
@AS_JSON
@LANGUAGE
@report_errors
def drill(place: Path, database: str, alone: bool, identity: Path | None, as_json: bool) -> None:
    """Restore a backup, or the newest of a folder, into a place that is deleted again, and say what differs."""
    from assessment.store import Store, backups_in, identities_in, restore_drill

    path = place
    if place.is_dir():
        known = backups_in(place)
        if not known:
            raise CommandFailed(_("{file}: there is no backup in this folder.").format(file=place))
        path = known[0][1]
    identities = identities_in(identity) if identity else ()
    if alone:
        report = restore_drill(path, None, identities=identities)
    else:
        with closing(Store.open_existing(database)) as live:
            report = restore_drill(path, live, identities=identities)
    if as_json:
        values = {"file": str(path), **_as_values(report.backup), "differences": report.differences}
        print_json(values)
    else:
        _print_report(path, report.backup)
        for item in report.differences:
            click.echo(item, err=True)
        if not report.differences:
            click.echo(_("The backup can be restored, and nothing differs."))
    if report.differences:
        sys.exit(1)


def _as_values(report: BackupReport) -> dict[str, object]:
    made_at = report.made_at.isoformat() if report.made_at else None
    return {**asdict(report), "made_at": made_at}


def _is_json_log() -> bool:
    return os.environ.get("COP_LOG", "") == "json"


def _write_events() -> None:
    """Write events as JSON to standard error where `COP_LOG` is `json`; else the messages of the command are enough."""
    _log.setLevel(logging.INFO)
    if _is_json_log() and not _log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonFormatter(redactor(())))
        _log.addHandler(handler)
