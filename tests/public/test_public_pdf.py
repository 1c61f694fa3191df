"""The PDF of a publication: tagged, with the headings and tables of its pages."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import pdfua
import pytest
from pypdf import PdfReader

from assessment.store import Store
from assessment.workflow.publication import PublicPart
from reports import PdfWorker
from tests.public.asking import ask, publish, site_over
from tests.reports.pdf.test_pdf_structure import structure, titles


@pytest.mark.parametrize(
    ("country", "parts"), [("ken", tuple(PublicPart)), ("irl", (PublicPart.PROFILE,))]
)
def test_a_screen_reader_finds_its_way_through_the_public_pdf(
    country: str, parts: tuple[PublicPart, ...], sqlite_store: Store, tmp_path: Path
) -> None:
    publish(sqlite_store, country, *parts)
    with PdfWorker() as worker:
        site = site_over(sqlite_store, worker=worker)
        pdf = ask(site, f"/repository/{country.upper()}/2026/document.pdf").body
    path = tmp_path / "public.pdf"
    path.write_bytes(pdf)
    assert [item.message for item in pdfua.validate(str(path)).findings] == []
    with structure(pdf) as items:
        names = [str(item.S) for item in items]
    levels = [int(name[2]) for name in names if re.fullmatch(r"/H[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "/Table" in names
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.root_object["/Lang"] == "en"
    assert [title for title in titles(reader.outline) if title == "Profile"]
    answered = any(title.startswith("Answers") for title in titles(reader.outline))
    assert answered is (PublicPart.ANSWERS in parts)
