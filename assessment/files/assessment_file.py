"""Read the assessment file: one country's answers as YAML or JSON, with every problem reported at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assessment.answers.checks import check_answers, country_problem
from assessment.answers.corrections import apply_corrections
from assessment.answers.derived_level import apply_details
from assessment.answers.reworded import keep_reworded_levels
from assessment.errors import InvalidAssessment
from assessment.files.canonical import dump_assessment, dump_json
from assessment.files.foreign_kind import foreign_kind
from assessment.files.strict_json import parse_json
from assessment.model.assessment import Assessment
from questionnaires import (
    Edition,
    Problem,
    edition_ids,
    load_edition,
    load_published_edition,
    parse_yaml,
    read_bytes,
    shape_problems,
)
from translations import gettext as _

__all__ = [
    "check_answers",
    "dump_assessment",
    "dump_json",
    "fit_assessment",
    "open_assessment",
    "parse_assessment",
    "read_assessment",
    "with_edition",
]

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def open_assessment(
    path: Path, edition_folder: Path | None = None, *, today: dt.date | None = None
) -> tuple[Edition, Assessment]:
    """The assessment in a file and its edition: an installed one, or that in `edition_folder`.

    Fills in the levels derived from parts. With `today`, figures of later years are refused.
    Raises InvalidAssessment with every problem; ContentError where the edition itself is broken.
    """
    return with_edition(read_assessment(path), path.name, edition_folder, today=today)


def with_edition(
    assessment: Assessment,
    name: str,
    edition_folder: Path | None = None,
    *,
    today: dt.date | None = None,
) -> tuple[Edition, Assessment]:
    """The edition of an assessment that was read, and the assessment ready to be scored.

    `name` is the file in the messages. Raises InvalidAssessment and ContentError, as `open_assessment` does.
    """
    edition = _edition_of(assessment, name, edition_folder)
    return edition, fit_assessment(assessment, edition, name, today=today)


def fit_assessment(
    assessment: Assessment, edition: Edition, name: str, *, today: dt.date | None = None
) -> Assessment:
    """The assessment with all derived levels, ready to be scored.

    Raises InvalidAssessment with every mismatch to the edition; `name` is the file in the messages.
    """
    assessment = keep_reworded_levels(edition, apply_corrections(edition, assessment))
    problems = check_answers(assessment, edition, today=today)
    if problems:
        raise InvalidAssessment(replace(problem, file=name) for problem in problems)
    return apply_details(edition, assessment)


def read_assessment(path: Path) -> Assessment:
    """The assessment in a file, its shape checked. Raises InvalidAssessment with every problem."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise InvalidAssessment([data])
    return parse_assessment(data, path.name)


def parse_assessment(
    data: bytes, name: str, *, context: Mapping[str, bool] | None = None
) -> Assessment:
    """The assessment written in `data`: JSON where `name` ends in .json, else YAML.

    `context` is `STORED` for what was stored before. Raises InvalidAssessment with every problem of shape; `name` is the file in the messages.
    """
    foreign = foreign_kind(data, name)
    if foreign is not None:
        raise InvalidAssessment([foreign])
    is_json = name.lower().endswith(".json")
    value = parse_json(data, name) if is_json else parse_yaml(data, name)
    if isinstance(value, Problem):
        raise InvalidAssessment([value])
    value = _with_dates(value)
    try:
        return Assessment.model_validate(value, context=context)
    except ValidationError as error:
        problems = shape_problems(error, value, name, Assessment)
    country = value.get("country") if isinstance(value, dict) else None
    raise InvalidAssessment(
        country_problem(country, name)
        if problem.where == "country" and isinstance(country, str)
        else problem
        for problem in problems
    )


def _with_dates(value: Any, key: str = "") -> Any:
    """`value` with quoted dates of evidence read as dates, as JSON has no other form."""
    match value:
        case dict():
            return {inner: _with_dates(item, inner) for inner, item in value.items()}
        case list():
            return [_with_dates(item) for item in value]
        case str() if key == "date" and _ISO_DATE.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return value
    return value


def _edition_of(assessment: Assessment, file: str, folder: Path | None) -> Edition:
    if folder is None and assessment.edition in edition_ids():
        return load_published_edition(assessment.edition)
    if folder is None:
        raise InvalidAssessment(
            [
                Problem(
                    file,
                    "edition",
                    _("edition '{edition}' is not installed.").format(edition=assessment.edition),
                    _("Here are: {ids}. Correct the id, or add the edition's folder.").format(
                        ids=", ".join(edition_ids())
                    ),
                )
            ]
        )
    edition = load_edition(folder)
    if edition.id != assessment.edition:
        raise InvalidAssessment(
            [
                Problem(
                    file,
                    "edition",
                    _("answers edition '{answered}', but the folder {folder} holds '{id}'.").format(
                        answered=assessment.edition, folder=folder, id=edition.id
                    ),
                    _("Name the folder of the edition that was answered."),
                )
            ]
        )
    return edition
