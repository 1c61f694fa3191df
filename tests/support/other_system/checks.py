"""What works in a process that `sitecustomize` has taken apart; tests/test_operating_system.py runs it with pytest."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter

import operating_system
from assessment.files.assessment_file import dump_json, open_assessment
from cli import main
from reports import uploaded_assessment
from tests.support.pages import folder, open_page, texts
from tests.support.screens import bring_example
from tests.support.server import ROOT
from translations.local_time import named_zone

__all__ = ["folder"]

EXAMPLE = ROOT / "examples" / "xtc.yaml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def succeed(*words: str | Path) -> str:
    ended = run(*words)
    assert ended.exit_code == 0, (words, ended.output, ended.exception)
    return ended.output


def test_the_process_lacks_what_it_is_to_lack() -> None:
    with pytest.raises(ImportError):
        import resource  # noqa: F401
    assert not hasattr(os, "fork")
    assert not Path("/proc/self").exists()
    with pytest.raises(OSError, match="cannot load library"):
        import weasyprint  # noqa: F401


def test_each_ability_has_its_substitute() -> None:
    assert len(operating_system.missing()) == 4
    assert not operating_system.limit_memory(1 << 20)
    assert not operating_system.limit_processor_time(1)
    operating_system.lower_priority(5)
    assert not operating_system.ended_at_time_limit(-24)
    assert operating_system.available_processors() >= 1
    assert list(operating_system.open_descriptors()) == []
    assert operating_system.user_id() is None
    assert operating_system.further_files(ROOT) is None
    assert operating_system.open_files_limit() is None


def test_a_person_without_a_name_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert operating_system.user_name() == operating_system.UNKNOWN_PERSON


def test_time_zones_come_with_the_toolkit() -> None:
    assert named_zone("Africa/Nairobi") is not None


def test_everything_but_pdf_works_from_the_command_line(tmp_path: Path) -> None:
    file = Path(shutil.copy(EXAMPLE, tmp_path))
    assert "roadmap" in succeed("--help")
    succeed("score", file)
    succeed("gaps", file)
    for suffix in (".docx", ".xlsx", ".csv"):
        succeed("roadmap", file, "-o", tmp_path / f"xtc{suffix}")
    book = tmp_path / "book.xlsx"
    succeed("workbook", "export", file, "-o", book)
    succeed("workbook", "import", book, "--into", file)
    store = ("--database", f"sqlite:///{tmp_path / 'cop.sqlite3'}")
    (identifier, *_rest) = succeed("import", file, *store).split()[-1:]
    succeed("export", identifier, "-o", tmp_path / "out.yaml", *store)
    succeed("backup", "-o", tmp_path / "backup.zip", *store, "--evidence", tmp_path / "evidence")


def test_a_pdf_says_what_to_install_and_fails(tmp_path: Path) -> None:
    ended = run("roadmap", EXAMPLE, "-o", tmp_path / "xtc.pdf")
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit)
    assert (
        "Pango or a part of it is missing (cannot load library 'libgobject-2.0-0')" in ended.output
    )
    assert "libpango-1.0-0" in ended.output
    assert not (tmp_path / "xtc.pdf").exists()


def test_a_server_check_says_that_it_is_no_place_for_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    ended = run("server-check")
    assert isinstance(ended.exception, SystemExit)
    assert "Run a server on Linux." in ended.output
    assert ended.output.count("libpango-1.0-0") == 1


def test_an_uploaded_pdf_is_read() -> None:
    stored = dump_json(open_assessment(EXAMPLE)[1]).encode()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("assessment.json", stored)
    out = io.BytesIO()
    writer.write(out)
    assert uploaded_assessment(out.getvalue(), "xtc.pdf") == stored


def test_the_page_of_documents_says_what_to_install(folder: Path) -> None:
    page = open_page("documents", a=bring_example(folder))
    page.button(key="make-pdf").click().run(timeout=60)
    assert not page.exception
    assert "Pango or a part of it is missing" in texts(page)
    open_page("start")
