"""The page says the same of a file that the person may not read whether or not its content is held here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import Answer, Assessment, Evidence
from assessment.model.assessment import StoredFile
from assessment.store import local_person
from host.services import blob_store, current_edition, open_store
from tests.support.pages import folder, open_page  # noqa: F401 -- `folder` is a fixture

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DATA = b"%PDF-1.7\n% theirs\n%%EOF\n"
ANA = local_person("Ana")


def with_file(file: StoredFile) -> str:
    edition = current_edition()
    named = Answer(level=1, evidence=(Evidence(title="Theirs", file=file),))
    assessment = Assessment(country="KEN", edition=edition.id, cycle=2026, answers={"L02": named})
    return open_store().import_assessment(
        assessment, edition_hash=edition.content_hash, person=ANA, at=NOW
    )


def downloads(page: AppTest) -> list[str]:
    return [item.proto.label.replace("\\", "") for item in page.get("download_button")]


@pytest.mark.parametrize("is_held", [True, False])
def test_a_file_named_by_an_imported_assessment_is_on_another_computer(
    folder: Path,  # noqa: F811
    is_held: bool,
) -> None:
    file = blob_store().put(DATA, "theirs.pdf")
    if not is_held:
        (blob_store().folder / file.sha256[:2] / file.sha256).unlink()
    page = open_page("answer", a=with_file(file), i="L02")
    assert any("theirs.pdf: the file itself is on another computer" in item.value.replace("\\", "") for item in page.caption)  # fmt: skip
    assert downloads(page) == []


def test_a_file_that_was_uploaded_here_can_be_downloaded(folder: Path) -> None:  # noqa: F811
    file = StoredFile(sha256="0" * 64, name="x.pdf", kind="pdf", size=1)
    key = with_file(file)
    mine = open_store().upload_file(key, DATA, "mine.pdf", blobs=blob_store(), person=ANA, at=NOW)
    said = Answer(level=1, evidence=(Evidence(title="Mine", file=mine),))
    open_store().save_answer(key, "L02", said, expected_revision=1, person=ANA, at=NOW)
    assert downloads(open_page("answer", a=key, i="L02")) == ["Download mine.pdf"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"", DATA[:-1] + b"\r"])
def test_a_damaged_file_is_said_to_be_until_it_is_brought_again(
    folder: Path,  # noqa: F811
    content: bytes,
) -> None:
    file = StoredFile(sha256="0" * 64, name="x.pdf", kind="pdf", size=1)
    key = with_file(file)
    mine = open_store().upload_file(key, DATA, "mine.pdf", blobs=blob_store(), person=ANA, at=NOW)
    said = Answer(level=1, evidence=(Evidence(title="Mine", file=mine),))
    open_store().save_answer(key, "L02", said, expected_revision=1, person=ANA, at=NOW)
    path = blob_store().folder / mine.sha256[:2] / mine.sha256
    path.write_bytes(content)
    page = open_page("answer", a=key, i="L02")
    assert downloads(page) == []
    assert any("mine.pdf: the file was damaged on the disk" in item.value.replace("\\", "") for item in page.caption)  # fmt: skip
    open_store().upload_file(key, DATA, "mine.pdf", blobs=blob_store(), person=ANA, at=NOW)
    assert downloads(open_page("answer", a=key, i="L02")) == ["Download mine.pdf"]
