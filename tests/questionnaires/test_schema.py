"""The JSON Schemas for editors agree with the models, and accept what the loader accepts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from questionnaires import CONTENT
from questionnaires.schema import FILES, SCHEMA, schema_text, write_schemas
from tests.questionnaires.overlay import INVALID, VALID, schema_kind

CONTENT_FILES = sorted((*CONTENT.glob("*/**/*.yaml"), *VALID.rglob("*.yaml")))

CAUGHT_WHILE_TYPING = (
    "001-misspelt-key",
    "003-missing-key",
    "013-number-in-quotes",
    "018-list-instead-of-table",
    "022-id-with-blanks",
    "054-zero-weight",
    "059-wrong-aggregation",
    "076-indicator-with-empty-references",
)
"""Broken editions that an editor marks from the schema alone."""


def validator(path: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMA / f"{schema_kind(path)}.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def as_editors_read(path: Path) -> Any:
    """The file as JSON: a date is text there."""
    value = yaml.safe_load(path.read_text("utf-8"))
    return json.loads(json.dumps(value, default=dt.date.isoformat))


@pytest.mark.parametrize("name", FILES)
def test_the_schema_is_what_the_models_say(name: str) -> None:
    written = (SCHEMA / name).read_text("utf-8")
    assert written == schema_text(FILES[name]), "Run: python -m questionnaires.schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(written))


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in SCHEMA.iterdir()} == set(FILES)


def test_writing_the_schemas_gives_the_same_files(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SCHEMA / name).read_bytes()


@pytest.mark.parametrize("path", CONTENT_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_content_that_loads_fits_its_schema(path: Path) -> None:
    assert [error.message for error in validator(path).iter_errors(as_editors_read(path))] == []


@pytest.mark.parametrize("name", CAUGHT_WHILE_TYPING)
def test_a_defect_of_shape_is_marked_in_the_editor(name: str) -> None:
    (path,) = (INVALID / name).rglob("*.yaml")
    assert not validator(path).is_valid(as_editors_read(path))
