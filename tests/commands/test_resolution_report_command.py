"""`resolution-report` writes a file only where it can compare, and otherwise says what to give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import KENYA, run

BEFORE, AFTER = (KENYA.parent / f"{name}.yaml" for name in ("xtc-2024", "xtc"))


def test_two_cycles_give_a_pdf_and_data(tmp_path: Path) -> None:
    out = tmp_path / "xtc.pdf"
    result = run("resolution-report", BEFORE, AFTER, "-o", out, "--date", "2026-11-28", "--json")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")
    record = json.loads(result.stdout)
    assert (record["former"]["cycle"], record["newest"]["cycle"]) == (2024, 2026)
    assert record["compared"]["rose"] > record["compared"]["fell"] > 0
    moved = {item["clause"]: item["direction"] for item in record["invitations"]}
    assert (moved["MS1"], moved["MS3"], moved["SM2"]) == ("more", "both", "same")
    assert list(tmp_path.iterdir()) == [out]


def test_one_cycle_says_what_stands_today_in_the_language_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "ken.docx"
    result = run("resolution-report", KENYA, "-o", out, "--language", "fr")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")
    record = json.loads(run("resolution-report", KENYA, "--json").stdout)
    assert record["former"] is record["compared"] is None
    assert {item["direction"] for item in record["invitations"]} == {None}


@pytest.mark.parametrize(
    ("files", "name", "words"),
    [
        ((AFTER, BEFORE), "no.pdf", "Give the earlier one first"),
        ((AFTER, AFTER), "no.pdf", "Both are of cycle 2026"),
        ((KENYA, AFTER), "no.pdf", "two countries"),
        ((BEFORE, AFTER), "no.xlsx", "Use one of: .pdf .docx .json"),
        ((BEFORE, Path("nowhere.yaml")), "no.pdf", "nowhere.yaml"),
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_is_written(
    tmp_path: Path, files: tuple[Path, Path], name: str, words: str
) -> None:
    result = run("resolution-report", *files, "-o", tmp_path / name)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_to_go_it_is_a_usage_error() -> None:
    assert run("resolution-report", BEFORE, AFTER).exit_code == 2
