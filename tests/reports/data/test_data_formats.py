"""The documentation of the files describes every column and key, in the wording of the schema."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.files.assessment_file import open_assessment
from cli import main
from reports.data.csv_tables import PLAN_COLUMNS, SCORE_COLUMNS
from reports.data.schema import SCHEMA
from reports.export import PLAN_SUFFIXES, plan_document
from tests.guide_editions import worked_example
from tests.reports.data.test_plan_json import tables_in

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "data-formats.md").read_text("utf-8")


def columns_under(heading: str) -> list[str]:
    part = PAGE.split(f"### {heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_the_columns_are_those_of_the_tables_in_their_order() -> None:
    assert columns_under("The plan") == list(PLAN_COLUMNS)
    assert columns_under("The scores") == list(SCORE_COLUMNS)


@pytest.mark.parametrize(
    "name", ["document.json", "resolution.json", "roadmap.json", "scores.json"]
)
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


def test_every_command_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    commands = [
        line for block in blocks for line in block.splitlines() if line.startswith("python")
    ]
    assert len(commands) >= 3
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for command in ("python cli.py roadmap examples/xtc.yaml -o xtc.pdf", *commands):
        words = shlex.split(command)[2:]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, f"{command}: {result.output}"
        assert (tmp_path / words[words.index("-o") + 1]).read_bytes()


@pytest.mark.parametrize("name", ["examples/ken.yaml", "worked example"])
def test_every_format_states_what_the_page_says_of_it(name: str) -> None:
    edition, assessment = (
        open_assessment(ROOT / name) if name.startswith("examples") else worked_example()
    )
    for suffix, begin in (
        (".pdf", b"%PDF-"),
        (".docx", b"PK"),
        (".pptx", b"PK"),
        (".xlsx", b"PK"),
        (".ics", b"BEGIN:VCALENDAR\r\n"),
        (".csv", b"\xef\xbb\xbfmeasure,"),
        (".scores.csv", b"\xef\xbb\xbfid,kind,score,"),
        (".json", b'{\n  "$schema":'),
        (".xml", b"<?xml version='1.0' encoding='utf-8'?>"),
    ):
        data = plan_document(suffix, edition, assessment, dt.date(2026, 11, 23))
        assert data.startswith(begin), suffix
