"""The attached assessment is extracted byte for byte."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.files.assessment_file import dump_assessment, dump_json
from cli import main
from reports import ReportError, uploaded_assessment
from reports.pdf.render import render_pdf
from tests.reports.plans import CASES, analysis_of, case, form_of
from tests.support.pdf_forms import blank_form

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


READERS = {
    "minister": ("--for", "minister"),
    "cabinet": ("--for", "cabinet"),
    "technical": (),
    "annexes": ("--with", "annexes"),
    "a leading body": (
        "--for",
        "body",
        analysis_of("twelve_months").roadmap.actions[0].measure.lead,
    ),
}


@pytest.mark.parametrize(
    ("name", "reader"),
    [("decided", "technical"), *(("twelve_months", reader) for reader in READERS)],
)
def test_an_assessment_comes_back_from_the_document_of_each_reader(
    name: str, reader: str, tmp_path: Path
) -> None:
    source, pdf, back = (tmp_path / file for file in ("a.yaml", "a.pdf", "b.yaml"))
    source.write_bytes(dump_assessment(case(name)).encode())
    made = CliRunner().invoke(
        main, ["roadmap", str(source), "-o", str(pdf), "--sketch", *READERS[reader]]
    )
    assert made.exit_code == 0, made.output
    assert restored(pdf, back).exit_code == 0
    assert back.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".ics", ".csv", ".xml"])
def test_what_is_no_pdf_is_refused_with_the_name_of_the_file(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"plan{suffix}"
    file.write_bytes(form_of("quick", suffix))
    result = restored(file, tmp_path / "out.yaml")
    assert result.exit_code == 1
    assert f"plan{suffix}: can't be read as a PDF" in result.output
    assert "Traceback" not in result.output


def test_a_form_to_fill_in_is_refused_as_it_holds_no_assessment(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(blank_form())
    result = restored(file, tmp_path / "out.yaml")
    assert result.exit_code == 1
    assert "holds no assessment" in result.output


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
    content: bytes, words: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(content)
    result = restored(broken, tmp_path / "out.yaml")
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
    assert [record for record in caplog.records if record.name.startswith("pypdf")] == []
    assert not (tmp_path / "out.yaml").exists()


def _pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 3; the third is the tree of its attachments."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>"
    made, places = b"%PDF-1.7\n", []
    for number, item in enumerate(
        (catalogue, b"<< /Type /Pages /Kids [] /Count 0 >>", *objects), 1
    ):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, len(made))  # fmt: skip


def _bomb() -> bytes:
    """A PDF of 100 kB whose attachment has 100 MB."""
    packed = zlib.compress(bytes(100_000_000), 9)
    name = b"(assessment.json)"
    return _pdf(
        b"<< /Names [%s 4 0 R] >>" % name,
        b"<< /Type /Filespec /F %s /UF %s /EF << /F 5 0 R >> >>" % (name, name),
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    )


@pytest.mark.parametrize(
    "data",
    [_bomb(), _pdf(b"<< /Kids [4 0 R 4 0 R] >>", b"<< /Kids [3 0 R 3 0 R] >>"), b"%PDF-1.7"],
    ids=["bomb", "circle", "head"],
)
def test_a_hostile_pdf_that_is_uploaded_is_refused_within_its_limits(data: bytes) -> None:
    with pytest.raises(ReportError, match=r"^x\.pdf: "):
        uploaded_assessment(data, "x.pdf")


def test_an_uploaded_pdf_gives_its_assessment() -> None:
    text = dump_json(case("ken"))
    assert uploaded_assessment(render_pdf(PAGE, text), "x.pdf") == text.encode()
