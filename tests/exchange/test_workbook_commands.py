"""The workbook on the command line: the last line counts the rows, and imports are atomic."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.files.assessment_file import dump_assessment, open_assessment
from cli import main
from tests.exchange.made import EXAMPLES, cell_of, changed, made_up, plain_indicators

KEY = plain_indicators()[6]


def _run(*args: object) -> Result:
    return CliRunner().invoke(main, ["workbook", *(str(arg) for arg in args)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ken.yaml"
    path.write_text(dump_assessment(made_up()), "utf-8")
    return path


@pytest.fixture
def book(file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ken.xlsx"
    assert _run("export", file, "-o", path).exit_code == 0
    return path


def _edit(book: Path, key: str, value: object) -> None:
    book.write_bytes(
        changed(
            book.read_bytes(),
            lambda opened: setattr(cell_of(opened, key, "level"), "value", value),
        )
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_file_that_took_its_own_workbook_keeps_its_bytes(example: Path, tmp_path: Path) -> None:
    file, book = tmp_path / example.name, tmp_path / "book.xlsx"
    shutil.copy(example, file)
    assert _run("export", file, "-o", book).exit_code == 0
    result = _run("import", book, "--into", file)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].endswith("changed 0, conflicting 0, rejected 0")
    assert file.read_bytes() == example.read_bytes()


def test_a_change_is_stored_and_counted_in_the_last_line(file: Path, book: Path) -> None:
    _edit(book, KEY, 3)
    result = _run("import", book, "--into", file)
    assert result.exit_code == 0
    assert "changed 1, conflicting 0, rejected 0" in result.output.splitlines()[-1]
    assert open_assessment(file)[1].answers[KEY].level == 3


def test_a_dry_run_stores_nothing(file: Path, book: Path) -> None:
    before = file.read_bytes()
    _edit(book, KEY, 3)
    result = _run("import", book, "--into", file, "--dry-run")
    assert result.exit_code == 0
    assert "changed 1" in result.output
    assert file.read_bytes() == before


def test_a_rejected_row_stores_nothing_unless_it_is_left_out(file: Path, book: Path) -> None:
    before = file.read_bytes()
    _edit(book, KEY, "good")
    _edit(book, plain_indicators()[7], 1)
    result = _run("import", book, "--into", file)
    assert result.exit_code == 1
    assert "rejected 1" in result.output
    assert "--leave-out-rejected" in result.output
    assert file.read_bytes() == before
    assert _run("import", book, "--into", file, "--leave-out-rejected").exit_code == 0
    after = open_assessment(file)[1].answers
    assert after[plain_indicators()[7]].level == 1
    assert KEY not in after


@pytest.mark.parametrize(("rule", "level"), [("keep-here", 1), ("take-file", 3)])
def test_a_conflict_stores_nothing_until_a_rule_decides(
    file: Path, book: Path, rule: str, level: int, tmp_path: Path
) -> None:
    other = tmp_path / "other.xlsx"
    shutil.copy(book, other)
    _edit(book, KEY, 1)
    _edit(other, KEY, 3)
    assert _run("import", book, "--into", file).exit_code == 0
    before = file.read_bytes()
    result = _run("import", other, "--into", file)
    assert result.exit_code == 1
    assert "conflicting 1" in result.output
    assert "--conflicts keep-here" in result.output
    assert file.read_bytes() == before
    assert _run("import", other, "--into", file, "--conflicts", rule).exit_code == 0
    assert open_assessment(file)[1].answers[KEY].level == level


def test_json_says_the_same_to_a_program(file: Path, book: Path) -> None:
    _edit(book, KEY, 2)
    result = _run("import", book, "--into", file, "--json", "--dry-run")
    said = json.loads(result.output)
    assert (said["changed"], said["rows"][0]["of"]) == (1, KEY)


def test_an_unknown_institution_is_named_with_those_there_are(file: Path, tmp_path: Path) -> None:
    result = _run("export", file, "-o", tmp_path / "x.xlsx", "--institution", "navy")
    assert result.exit_code == 1
    assert "justice, police" in result.output


def test_a_workbook_of_an_institution_answers_for_it(file: Path, tmp_path: Path) -> None:
    book = tmp_path / "justice.xlsx"
    assert _run("export", file, "-o", book, "--institution", "justice").exit_code == 0
    _edit(book, plain_indicators()[3], 4)
    assert _run("import", book, "--into", file).exit_code == 0
    after = open_assessment(file)[1]
    assert after.institution_answers["justice"][plain_indicators()[3]].level == 4
    assert plain_indicators()[3] not in after.answers


def test_a_hostile_file_is_refused_in_words_and_stores_nothing(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    path = tmp_path / "evil.xlsx"
    path.write_bytes(b"%PDF-1.7")
    result = _run("import", path, "--into", file)
    assert result.exit_code == 1
    assert "is a PDF" in result.output
    assert "Traceback" not in result.output
    assert file.read_bytes() == before
