"""Annex: settlement of the answers of several institutions, and evidence files."""

from __future__ import annotations

import datetime as dt

from assessment import Answer, Assessment, Evidence, Institution, Settlement, StoredFile
from assessment.files.assessment_file import dump_assessment, dump_json, parse_assessment
from questionnaires import load_published_edition
from reports import Readership, build_report, render_html


def settled() -> Assessment:
    file = StoredFile(sha256="a" * 64, name="Decree <12>.pdf", kind="pdf", size=1_000)
    answer = Answer(
        level=2,
        evidence=(Evidence(title="Decree 12", file=file),),
        settlement=Settlement(
            reason="No conviction yet.",
            positions={"police": "2", "justice": "3", "regulator": "outside_mandate"},
        ),
    )
    names = {"police": "Police", "justice": "Justice", "regulator": "Regulator"}
    return Assessment(
        country="KEN",
        edition="2026",
        cycle=2026,
        answers={"L04": answer},
        institutions=tuple(Institution(id=key, name=name) for key, name in names.items()),
        institution_answers={"justice": {"L04": Answer(level=3)}},
    )


def test_the_annex_prints_the_reason_the_other_view_and_the_file() -> None:
    edition = load_published_edition("2026")
    page = render_html(
        build_report(
            edition, settled(), date=dt.date(2026, 11, 24), readership=Readership(annexes=True)
        )
    )
    assert "No conviction yet." in page
    assert "Another view: Justice: 3; Regulator: Outside our mandate." in page
    assert "file Decree &lt;12&gt;.pdf" in page


def test_files_and_settlements_survive_every_file_format() -> None:
    before = settled()
    for text, name in ((dump_assessment(before), "x.yaml"), (dump_json(before), "x.json")):
        assert parse_assessment(text.encode(), name) == before
