"""The PDF form on the command line: the last line counts the rows, and a file without fields stores nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.files.assessment_file import dump_assessment, open_assessment
from cli import main
from tests.support.pdf_forms import acrobat, assessment, blank_form, flattened


def _import(data: bytes, folder: Path) -> Result:
    form = folder / "form.pdf"
    form.write_bytes(data)
    args = ["pdfform", "import", str(form), "--into", str(folder / "ken.yaml")]
    return CliRunner().invoke(main, args)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ken.yaml").write_text(dump_assessment(assessment()), "utf-8")
    return tmp_path


def test_a_filled_in_form_is_stored_in_the_file(folder: Path) -> None:
    result = _import(acrobat(blank_form(), {"L04_choice": "3"}), folder)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == (
        "read 1, unchanged 0, changed 1, conflicting 0, rejected 0"
    )
    assert open_assessment(folder / "ken.yaml")[1].answers["L04"].level == 3


def test_a_flattened_form_is_refused_and_nothing_is_stored(folder: Path) -> None:
    before = (folder / "ken.yaml").read_bytes()
    result = _import(flattened(blank_form(), {}), folder)
    assert result.exit_code != 0
    assert "form.pdf: has no fields" in result.output
    assert (folder / "ken.yaml").read_bytes() == before
