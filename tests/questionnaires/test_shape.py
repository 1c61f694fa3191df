"""Errors of pydantic become messages that an author of content can act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from assessment import Answer, Evidence
from questionnaires import shape_problems
from questionnaires.model import EditionFile, Group, MeasuresFile
from questionnaires.schema import FILES


def complaints(model: type[BaseModel], value: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(value)
    return [str(item) for item in shape_problems(refused.value, value, "made-up.yaml", model)]


def test_one_broken_place_gives_one_problem() -> None:
    scales = {"maturity": {"levels": [{"name": "a"}, {"name": "b"}]}}
    value = {"id": "a b", "title": "t", "scales": scales, "pillars": ["a"]}
    assert [text.split(": ")[1] for text in complaints(EditionFile, value)] == ["id"]


def test_a_place_in_a_list_is_an_id_or_else_a_number_counted_from_1() -> None:
    entries = [{"id": "L02", "question": "Q?"}, {"question": "Q?", "references": [{"source": "a"}]}]
    assert complaints(Group, {"id": "law", "name": "Law", "indicators": entries}) == [
        "made-up.yaml: indicators: L02: references: is missing. Add it; docs/content-guide.md shows how.",
        "made-up.yaml: indicators: 2: id: is missing. Add it; docs/content-guide.md shows how.",
    ]


def test_a_key_of_a_table_with_free_names_is_explained_by_what_stands_in_it() -> None:
    levels = {"levels": [{"name": "a"}, {"name": "b", "vlaue": 1}]}
    value = {"id": "x", "title": "t", "scales": {"levels": levels}, "pillars": ["a"]}
    assert "Is it 'value', misspelt?" in complaints(EditionFile, value)[0]


def test_a_long_value_or_key_is_cut_short_in_the_message() -> None:
    value = {"id": "law", "name": "Law", "weight": "x" * 10_000, "k" * 10_000: 1}
    assert all(len(text) < 400 for text in complaints(Group, value))


@pytest.mark.parametrize("value", [None, 5, "text", [], {}, {"measures": None}, {"measures": 3}])
def test_whatever_stands_in_a_file_there_is_a_remedy(value: Any) -> None:
    for text in complaints(MeasuresFile, value):
        assert text.startswith("made-up.yaml: ")
        assert text.count(". ") >= 1


def test_every_form_that_the_models_ask_for_is_explained_in_words() -> None:
    for pattern in {
        text for model in FILES.values() for text in patterns(model.model_json_schema())
    }:
        error = ValidationError.from_exception_data(
            "Group",
            [
                {
                    "type": "string_pattern_mismatch",
                    "loc": ("id",),
                    "input": "?",
                    "ctx": {"pattern": pattern},
                }
            ],
        )
        (problem,) = shape_problems(error, {"id": "?"}, "made-up.yaml", Group)
        assert "must match" not in problem.remedy, pattern


def patterns(schema: Any) -> Iterator[str]:
    """Every pattern anywhere in a JSON Schema."""
    match schema:
        case Mapping():
            if isinstance(schema.get("pattern"), str):
                yield schema["pattern"]
            for value in schema.values():
                yield from patterns(value)
        case list():
            for value in schema:
                yield from patterns(value)


@pytest.mark.parametrize(
    ("model", "value", "words"),
    [
        (Answer, {"level": 1, "comment": "x" * 32_001}, "comment: has 32001 characters"),
        (Evidence, {"title": "\u0642" * 1_001}, "title: has 1001 characters"),
    ],
)
def test_a_text_that_is_too_long_is_counted_in_characters(
    model: type[BaseModel], value: Any, words: str
) -> None:
    (text,) = complaints(model, value)
    assert words in text
    assert text.endswith("Shorten it.")
