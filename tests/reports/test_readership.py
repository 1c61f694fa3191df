"""Documents for each reader: by command, as PDF and Word; a body sees its own measures."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from assessment import Assessment
from assessment.files.assessment_file import dump_assessment
from cli import main
from reports import Reader, Readership, ReportError, build_report, plan_document, render_html
from reports.analysis import Analysis, build_analysis
from reports.roadmap_report import report_of
from reports.sections.roadmap.bodies import leading_bodies, led_by
from reports.word import plan_docx
from tests.reports import made

POLICE = Readership(Reader.BODY, "police")


@cache
def analysis() -> Analysis:
    return build_analysis(made.edition(), made.mixed(), made.DAY)


def with_lead(name: str) -> Assessment:
    """The assessment with a name for the lead of the first measure that the police leads."""
    key = led_by(made.edition(), analysis().roadmap.actions, "police")[0].measure.id
    plan = made.mixed().plan.model_dump() | {"decisions": {key: {"lead": name}}}
    return Assessment.model_validate(made.mixed().model_dump() | {"plan": plan})


def test_a_body_has_its_own_measures_with_dates_and_a_sheet_for_each() -> None:
    report = report_of(analysis(), readership=POLICE)
    own = [item.measure for item in analysis().roadmap.actions if item.measure.lead == "police"]
    assert report.body is not None
    assert [row.code for row in report.body.rows] == [item.id for item in own]
    assert [sheet.code for sheet in report.body.sheets] == [item.id for item in own]
    assert report.body.name == "Police and ministry responsible for the interior"
    assert report.minister is None
    assert [entry.id for entry in report.chapters] == ["body"]


def test_what_a_body_waits_for_is_led_by_another() -> None:
    for role in {item.measure.lead for item in analysis().roadmap.actions}:
        body = report_of(analysis(), readership=Readership(Reader.BODY, role)).body
        assert body is not None
        own = {row.code for row in body.rows}
        for item in body.waits_for:
            assert not any(f"({code})" in item.before for code in own), item
            assert any(f"({code})" in item.after for code in own), item
        for item in body.waited_for:
            assert any(f"({code})" in item.before for code in own), item
            assert not any(f"({code})" in item.after for code in own), item


def test_a_body_is_found_by_its_role_by_its_name_and_by_the_name_that_the_country_gives() -> None:
    planned = build_analysis(made.edition(), with_lead("Cyber Unit"), made.DAY).roadmap.actions
    names = leading_bodies(made.edition(), planned)
    assert "Cyber Unit" in names
    assert len(led_by(made.edition(), planned, "cyber unit ")) == 1
    own = [item for item in planned if item.measure.lead == "police"]
    assert len(led_by(made.edition(), planned, "POLICE")) == len(own)
    assert sum(len(led_by(made.edition(), planned, name)) for name in names) == len(planned)


@pytest.mark.parametrize("body", ["nobody", "parliament", ""])
def test_a_body_that_leads_nothing_is_refused_with_those_that_do(body: str) -> None:
    with pytest.raises(ReportError, match=r"leads no measure of this plan\. Use one of: .*police"):
        report_of(analysis(), readership=Readership(Reader.BODY, body))


def test_where_nothing_is_planned_no_body_leads_a_measure() -> None:
    with pytest.raises(ReportError, match="nothing is planned"):
        build_report(made.edition(), made.nothing(), date=made.DAY, readership=POLICE)


@pytest.mark.parametrize(
    "readership",
    [made.MINISTER, made.CABINET, Readership(), POLICE],
    ids=lambda item: item.reader.value,
)
def test_word_is_made_for_the_same_readers(readership: Readership) -> None:
    report = report_of(analysis(), readership=readership)
    document = Document(io.BytesIO(plan_docx(report, analysis())))
    words = [item.text for item in document.paragraphs]
    headline = report.minister.headline if report.minister else report.body and report.body.name
    assert headline in words
    assert (report.cover.title in words) == (readership.reader is Reader.TECHNICAL)
    assert any(report.cover.standing in text for text in words)
    assert ("Roadmap" in words) == (readership.reader in (Reader.CABINET, Reader.TECHNICAL))


def run(tmp_path: Path, *words: str) -> tuple[int, str]:
    path = tmp_path / "in.yaml"
    path.write_text(dump_assessment(made.mixed()), "utf-8")
    result = CliRunner().invoke(main, ["roadmap", str(path), *words])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    "words",
    [("--for", "body", "police"), ("--for=body", "police"), ("--for", "body:police")],
)
def test_the_command_takes_a_role_after_the_word_body(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    code, output = run(tmp_path, *words, "--date", "2026-11-23", "-o", str(target))
    assert code == 0, output
    shown = [item.text for item in Document(target).paragraphs]
    assert "Police and ministry responsible for the interior" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--for", "body"), "--for body ROLE"),
        (("--for", "king"), "'king' is no reader. Use one of: minister, cabinet, technical, body"),
        (("--for", "minister", "--short"), "--short is --for cabinet"),
        (("--for", "cabinet", "--with", "annexes"), "--with annexes goes with --for technical"),
    ],
)
def test_readers_that_do_not_go_together_are_refused(
    words: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    code, output = run(tmp_path, "-o", str(tmp_path / "x.docx"), *words)
    assert code == 2
    assert message in " ".join(output.split())


def test_short_is_still_a_name_of_the_cabinets_document(tmp_path: Path) -> None:
    code, output = run(tmp_path, "--short", "--date", "2026-11-23", "-o", str(tmp_path / "a.docx"))
    assert code == 0, output
    cabinet = plan_document(".docx", made.edition(), made.mixed(), made.DAY, made.CABINET)
    texts = [
        [item.text for item in Document(source).paragraphs]
        for source in (tmp_path / "a.docx", io.BytesIO(cabinet))
    ]
    assert texts[0] == texts[1]


def test_the_cabinet_sees_no_column_that_only_the_long_document_explains() -> None:
    pages = {
        reader: render_html(report_of(analysis(), readership=Readership(reader)))
        for reader in (Reader.CABINET, Reader.TECHNICAL)
    }
    assert (
        pages[Reader.TECHNICAL].count("How firm") == 2
    )  # the head of the table, and what it means
    assert "How firm" not in pages[Reader.CABINET]
