"""The documentation of the files describes every column and key, in the wording of the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reports.data.csv_tables import PLAN_COLUMNS, SCORE_COLUMNS
from reports.data.schema import SCHEMA
from reports.export import PLAN_SUFFIXES
from tests.reports.data.test_plan_json import tables_in

PAGE = (Path(__file__).parents[3] / "docs" / "data-formats.md").read_text("utf-8")


def columns_under(heading: str) -> list[str]:
    part = PAGE.split(f"### {heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_the_columns_are_those_of_the_tables_in_their_order() -> None:
    assert columns_under("The plan") == list(PLAN_COLUMNS)
    assert columns_under("The scores") == list(SCORE_COLUMNS)


@pytest.mark.parametrize("name", ["document.json", "roadmap.json", "scores.json"])
def test_every_key_stands_with_the_words_of_its_schema(name: str) -> None:
    for table in tables_in(json.loads((SCHEMA / name).read_text("utf-8"))):
        for key, field in table["properties"].items():
            assert re.search(
                rf"^\| `{re.escape(key)}` \| [^|]+ \| {re.escape(field['description'])} \|$",
                PAGE,
                re.MULTILINE,
            ), (table["title"], key)


def test_every_form_is_named() -> None:
    for suffix in PLAN_SUFFIXES:
        assert f"`{suffix}`" in PAGE
