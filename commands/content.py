"""The command `lint`: check the content of editions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from commands.options import AS_JSON, LANGUAGE, Folder, print_json, report_errors
from questionnaires import CONTENT, ContentError, Edition, edition_ids, lint_edition, load_edition
from questionnaires.rules import folder_problems
from translations import ngettext


@click.command()
@click.argument("edition", type=Folder(), required=False)
@AS_JSON
@LANGUAGE
@report_errors
def lint(edition: Path | None, as_json: bool) -> None:
    """Check an edition (by default every one that comes with the toolkit) and say what is wrong."""
    folders = [edition] if edition else [CONTENT / name for name in edition_ids()]
    results = [(folder, _lint(folder)) for folder in folders]
    if as_json:
        print_json([_lint_record(folder, result) for folder, result in results])
    else:
        for folder, result in results:
            click.echo(_lint_text(folder, result), err=isinstance(result, ContentError))
    if any(isinstance(result, ContentError) for _folder, result in results):
        sys.exit(1)


def _lint(folder: Path) -> Edition | ContentError:
    """The edition in a folder, or its problems."""
    try:
        edition = load_edition(folder)
    except ContentError as error:
        return error
    problems = [*folder_problems(edition, folder), *lint_edition(edition)]
    return ContentError(problems) if problems else edition


def _lint_text(folder: Path, result: Edition | ContentError) -> str:
    if isinstance(result, ContentError):
        number = len(result.problems)
        count = ngettext("{number} problem", "{number} problems", number).format(number=number)
        return f"{result}\n{folder.name}: {count}"
    indicators, measures = len(result.indicators), len(result.measures)
    return ", ".join(
        (
            ngettext("{number} indicator", "{number} indicators", indicators).format(
                number=indicators
            ),
            ngettext("{number} measure", "{number} measures", measures).format(number=measures),
        )
    )


def _lint_record(folder: Path, result: Edition | ContentError) -> dict[str, Any]:
    if isinstance(result, ContentError):
        problems = [
            {"file": p.file, "where": p.where, "what": p.what, "remedy": p.remedy}
            for p in result.problems
        ]
        return {"edition": folder.name, "problems": problems}
    return {
        "edition": result.id,
        "indicators": len(result.indicators),
        "measures": len(result.measures),
        "content_hash": result.content_hash,
        "problems": [],
    }
