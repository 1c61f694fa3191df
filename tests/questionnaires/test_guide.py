"""docs/content-guide.md agrees with the models, and its examples are valid."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from cli import main
from questionnaires import CONTENT
from questionnaires.model import (
    ChildrenFile,
    Content,
    ContentRules,
    Details,
    GatesFile,
    GlossaryFile,
    Group,
    MeasuresFile,
    MigrationFile,
    SourcesFile,
    StatisticsFile,
)
from questionnaires.schema import FILES
from questionnaires.shape import models_within
from tests.guide_editions import FILE_BLOCK, GUIDE, YAML_BLOCK
from tests.questionnaires.overlay import VALID

MODELS = sorted(
    {matches for model in FILES.values() for matches in models_within(model)},
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_every_content_model_is_explained(model: type[Content]) -> None:
    assert [key for key in model.model_fields if f"`{key}`" not in GUIDE] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_choice_is_named(model: type[Content]) -> None:
    properties = model.model_json_schema().get("properties", {})
    choices = [choice for item in properties.values() for choice in item.get("enum", ())]
    assert [choice for choice in choices if f"`{choice}`" not in GUIDE] == []


def test_every_example_is_yaml() -> None:
    for block in YAML_BLOCK.findall(GUIDE):
        assert yaml.safe_load(block)


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ("indicators", Group),
        ("measures", MeasuresFile),
        ("statistics", StatisticsFile),
        ("terms", GlossaryFile),
        ("children", ChildrenFile),
        ("from_edition", MigrationFile),
        ("gates", GatesFile),
        ("sources", SourcesFile),
    ],
)
def test_an_example_of_a_whole_file_fits_its_model(key: str, model: type[Content]) -> None:
    shown = [
        value for block in YAML_BLOCK.findall(GUIDE) if key in (value := yaml.safe_load(block))
    ]
    assert shown
    for value in shown:
        model.model_validate(value)


def test_the_details_and_the_rules_of_the_examples_fit_their_models() -> None:
    values = [yaml.safe_load(block) for block in YAML_BLOCK.findall(GUIDE)]
    (details,) = (item["details"] for item in values if isinstance(item.get("details"), dict))
    assert len(Details.model_validate(details).levels) == 4
    (rules,) = (item["content_rules"] for item in values if "content_rules" in item)
    assert ContentRules.model_validate(rules) == ContentRules()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The worked example, written from the guide into a folder."""
    for name, text in FILE_BLOCK.findall(GUIDE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_of_the_worked_example_print_what_the_guide_says(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example)
    lint, score = (
        shlex.split(line)[2:] for line in re.findall(r"^python .*connect.*$", GUIDE, re.M)
    )
    assert run(*lint).strip() == "5 indicators, 0 measures"
    assert [_row(node) for node in json.loads(run(*score))] == _table()


def _row(node: dict[str, Any]) -> list[str]:
    figures = (node[key] for key in ("score", "low", "high", "coverage"))
    return [node["id"], *("–" if figure is None else f"{figure:.4f}" for figure in figures)]


def _table() -> list[list[str]]:
    lines = GUIDE.split("| id | score |")[1].splitlines()[2:]
    rows = [line for line in lines[: lines.index("")] if line]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_hash_to_record_at_publication_is_printed(tmp_path: Path) -> None:
    folder = shutil.copytree(VALID, tmp_path / "tiny")
    (record,) = json.loads(run("lint", str(folder), "--json"))
    assert len(record["content_hash"]) == 64


def test_the_counts_that_the_guide_opens_with_are_printed() -> None:
    printed = run("lint", str(CONTENT / "2026")).strip()
    assert f"It prints `{printed}`" in GUIDE
