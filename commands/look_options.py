"""The options of the command `roadmap` for the look of its document: paper, emblem, colours, foreword."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from assessment import Assessment
from assessment.model.document_settings import DocumentSettings, Foreword, Paper
from assessment.pictures.emblem import read_emblem
from commands.options import Command, CommandFailed, read_input
from translations import gettext as _

SIGNATURE = "\n--"
"""Begins the line between the text of a foreword and who signs it."""

_OPTIONS = (
    click.option(
        "--paper",
        type=click.Choice([item.value for item in Paper]),
        help=_("The size of paper of the PDF, in place of what the file says: a4 or letter."),
    ),
    click.option(
        "--emblem",
        type=click.Path(path_type=Path),
        help=_(
            "An emblem that the country supplies, for the cover: an SVG or PNG file. Programs older than Office 2019 leave "
            "the place of an SVG empty."
        ),
    ),
    click.option(
        "--colour",
        "colours",
        multiple=True,
        help=_(
            "A colour of the country, such as '#00563F', in place of the toolkit's own; may be given three times."
        ),
    ),
    click.option(
        "--foreword",
        type=click.Path(path_type=Path),
        help=_(
            "A text file with the foreword; after a line of -- follow the name and the office of who signs."
        ),
    ),
)


def look_options(command: Command) -> Command:
    """Add the options; the command gets `paper`, `emblem`, `colours` and `foreword`."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), command)


def with_look(
    assessment: Assessment,
    paper: str | None,
    emblem: Path | None,
    colours: tuple[str, ...],
    foreword: Path | None,
) -> Assessment:
    """The assessment with the look that the options give, in place of its own. Raises RefusedFile and CommandFailed."""
    given: dict[str, Any] = {}
    if paper is not None:
        given["paper"] = Paper(paper)
    if emblem is not None:
        given["emblem"] = read_emblem(read_input(emblem), emblem.name)
    if colours:
        given["colours"] = colours
    if foreword is not None:
        text = read_input(foreword).decode("utf-8-sig", errors="replace")
        given["foreword"] = _checked(Foreword, _parts(text), foreword.name)
    if not given:
        return assessment
    before = assessment.plan.document
    fields = {name: getattr(before, name) for name in DocumentSettings.model_fields}
    settings = _checked(DocumentSettings, fields | given, "--colour")
    plan = assessment.plan.model_copy(update={"document": settings})
    return assessment.model_copy(update={"plan": plan})


def _parts(text: str) -> Mapping[str, str]:
    """The text of a foreword file, and the two lines after the line that begins with `--`.

    >>> _parts("Be safe.\\n\\n-- \\nA. Person\\nMinister\\n")
    {'text': 'Be safe.', 'name': 'A. Person', 'office': 'Minister'}
    """
    body, _line, rest = ("\n" + text.replace("\r\n", "\n")).rpartition(SIGNATURE)
    if not _line:
        return {"text": rest.strip()}
    signed = [line.strip() for line in rest.split("\n")[1:] if line.strip()]
    return {"text": body.strip(), **dict(zip(("name", "office"), signed, strict=False))}


def _checked(model: Any, fields: Mapping[str, Any], where: str) -> Any:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        text = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise CommandFailed(f"{where}: {text}") from error
