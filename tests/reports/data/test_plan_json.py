"""JSON of plan and scores: valid by its published schema, which rejects invalid values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reports import roadmap_record, scores_record
from reports.data.schema import SCHEMA, SHAPES, schema_id, schema_text
from tests.reports.plans import CASES, analysis_of, form_of


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMA / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


@pytest.mark.parametrize("name", SHAPES)
def test_the_published_schema_is_current(name: str) -> None:
    """`python -m reports.data.schema` rewrites them."""
    assert (SCHEMA / name).read_text("utf-8") == schema_text(name)
    assert sorted(path.name for path in SCHEMA.iterdir()) == sorted(SHAPES)


@pytest.mark.parametrize("name", CASES)
def test_plan_and_scores_of_every_assessment_fit_the_schema(name: str) -> None:
    document = json.loads(form_of(name, ".json"))
    validator("document.json").validate(document)
    analysis = analysis_of(name)
    record = roadmap_record(
        analysis.edition, analysis.assessment, analysis.roadmap, analysis.standing, analysis.first
    )
    validator("roadmap.json").validate(record)
    validator("scores.json").validate(scores_record(analysis.edition, analysis.scores))
    assert document["plan"] == record
    assert document["scores"] == scores_record(analysis.edition, analysis.scores)


def test_the_data_names_its_schema() -> None:
    document = json.loads(form_of("ken", ".json"))
    schema = json.loads((SCHEMA / "document.json").read_text("utf-8"))
    assert document["$schema"] == schema["$id"] == schema_id("document.json")


def tables_in(schema: Any) -> Iterator[dict[str, Any]]:
    """All objects with properties at any depth of a schema."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from tables_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from tables_in(value)


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_is_described_and_no_other_is_allowed(name: str) -> None:
    schema = json.loads((SCHEMA / name).read_text("utf-8"))
    tables = list(tables_in(schema))
    assert tables
    for table in tables:
        assert table["additionalProperties"] is False
        assert set(table["required"]) == set(table["properties"])
        for key, field in table["properties"].items():
            assert field.get("description", "").endswith("."), (table["title"], key)


def wrong_share(document: Any) -> None:
    document["scores"][0]["coverage"] = 1.5


def wrong_date(document: Any) -> None:
    document["plan"]["actions"][0]["start"] = "2027-13-01"


def wrong_phase(document: Any) -> None:
    document["plan"]["actions"][0]["phase"] = "someday"


def wrong_money(document: Any) -> None:
    document["plan"]["costs"][0]["low"] = "12,000"


def unknown_key(document: Any) -> None:
    document["plan"]["actions"][0]["colour"] = "blue"


def missing_key(document: Any) -> None:
    del document["plan"]["milestones"][0]["level"]


def other_version(document: Any) -> None:
    document["$schema"] = "urn:cop-toolkit:schema:document:99"


@pytest.mark.parametrize(
    "spoil",
    [
        wrong_share, wrong_date, wrong_phase, wrong_money, unknown_key, missing_key, other_version,
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(spoil: Callable[[Any], None]) -> None:
    document = json.loads(form_of("ken", ".json"))
    assert validator("document.json").is_valid(document)
    spoil(document)
    assert not validator("document.json").is_valid(document)
