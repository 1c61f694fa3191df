"""The attached assessment is extracted byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.files.assessment_file import dump_assessment, dump_json
from cli import main
from reports.pdf.render import render_pdf
from tests.reports.plans import CASES, case

PAGE = "<html lang='en'><title>A page</title><p>A page</p></html>"


def restored(pdf: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["restore", str(pdf), "-o", str(out)])


@pytest.mark.parametrize("name", CASES)
def test_what_is_attached_comes_back_byte_for_byte(name: str, tmp_path: Path) -> None:
    """A small page: the attachment is the same as in the whole document."""
    assessment, pdf = case(name), tmp_path / "page.pdf"
    pdf.write_bytes(render_pdf(PAGE, dump_json(assessment)))
    for ending, text in (("yaml", dump_assessment(assessment)), ("JSON", dump_json(assessment))):
        result = restored(pdf, tmp_path / f"out.{ending}")
        assert result.exit_code == 0, result.output
        assert (tmp_path / f"out.{ending}").read_bytes() == text.encode()


@pytest.mark.parametrize("name", ["ken", "decided"])
def test_an_assessment_comes_back_from_its_whole_roadmap(name: str, tmp_path: Path) -> None:
    source, pdf, back = (tmp_path / file for file in ("a.yaml", "a.pdf", "b.yaml"))
    source.write_bytes(dump_assessment(case(name)).encode())
    made = CliRunner().invoke(main, ["roadmap", str(source), "-o", str(pdf)])
    assert made.exit_code == 0, made.output
    assert restored(pdf, back).exit_code == 0
    assert back.read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "can't be read"),
        (b"%PDF-1.7 and nothing else", "can't be read"),
        (b"not a PDF at all", "can't be read"),
        (render_pdf(PAGE, ""), "holds no assessment"),
        (render_pdf(PAGE, "{}"), "country"),
        (render_pdf(PAGE, "no JSON"), "b.pdf.json"),
    ],
    ids=["empty", "head", "text", "no attachment", "no assessment", "no JSON"],
)
def test_a_file_that_holds_no_assessment_is_refused_with_words(
    content: bytes, words: str, tmp_path: Path
) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(content)
    result = restored(broken, tmp_path / "out.yaml")
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out.yaml").exists()
