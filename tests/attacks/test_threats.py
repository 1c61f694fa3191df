"""The table of threats names a test for each threat, and every test of attacks."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from serving.limits import Limits

TESTS = Path(__file__).parent.parent
TABLE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.partition("| Who | What |")[2].splitlines()[2:]
    if line.startswith("|")
]


def test_each_threat_says_how_it_is_met_and_where_that_is_tried() -> None:
    threats = [row for row in ROWS if len(row) == 5]
    assert len(threats) >= 20
    for who, what, met, _remains, tried in threats:
        assert "" not in (who, what, met), what
        named = re.findall(r"`([\w/]+\.py)`", tried)
        assert named, what
        assert [name for name in named if not (TESTS / name).is_file()] == [], what


def test_each_file_of_attacks_stands_in_the_table() -> None:
    here = {path.name for path in Path(__file__).parent.glob("test_*.py")} - {Path(__file__).name}
    assert {name for name in here if f"attacks/{name}" not in TABLE} == set()


def test_each_limit_stands_in_the_docs_with_its_number() -> None:
    for field in fields(Limits):
        row = next(line for line in TABLE.splitlines() if f"`COP_{field.name.upper()}`" in line)
        assert f"{field.default:,}" in row, row
