"""Word, Excel, calendar, CSV and the way back from a PDF: opened by other programs, equal to the plan."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
from pathlib import Path

import pytest
import vobject
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from assessment import Assessment, Decision
from assessment.file import dump_assessment, dump_json, open_assessment
from cli import main
from questionnaires import Edition
from reports import ReportError, plan_document
from reports.facts import Facts, gather_facts

DAY = dt.date(2026, 11, 24)
EXAMPLES = sorted(Path("examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def kenya() -> tuple[Edition, Assessment]:
    asked, given = open_assessment(Path("examples/ken.yaml"))
    decisions = {"O01-a": Decision(funding="=HYPERLINK(1)", lead="+The office")}
    return asked, given.model_copy(
        update={"plan": given.plan.model_copy(update={"decisions": decisions})}
    )


@pytest.fixture(scope="module")
def facts(kenya: tuple[Edition, Assessment]) -> Facts:
    return gather_facts(*kenya, DAY)


def by_libreoffice(data: bytes, name: str, target: str, folder: Path) -> Path:
    """The file as LibreOffice writes it in another format."""
    source = folder / name
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target,
         "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "out" / f"{source.stem}.{target.partition(':')[0]}"


def test_the_word_document_has_headings_captions_and_a_contents_field(
    kenya: tuple[Edition, Assessment], facts: Facts
) -> None:
    document = Document(io.BytesIO(plan_document(".docx", *kenya, DAY)))
    headings = [item.text for item in document.paragraphs if item.style.name == "Heading 1"]
    assert {"Roadmap", "Who does what", "Risks and assumptions", "How we will know"} <= set(
        headings
    )
    assert "TOC" in document.element.xml
    captions = [item for item in document.paragraphs if item.style.name == "Caption"]
    assert len(captions) == len(document.tables)
    for table in document.tables:
        assert "tblHeader" in table.rows[0]._tr.xml
    text = " ".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    for action in facts.roadmap.actions:
        assert action.measure.id in text


def test_libreoffice_turns_the_word_document_into_a_pdf_with_all_its_words(
    kenya: tuple[Edition, Assessment], facts: Facts, tmp_path: Path
) -> None:
    pdf = by_libreoffice(
        plan_document(".docx", *kenya, DAY), "plan.docx", "pdf:writer_pdf_Export", tmp_path
    )
    text = " ".join(page.extract_text() for page in PdfReader(pdf).pages).replace("\n", " ")
    for action in facts.roadmap.actions:
        assert action.measure.id in text
    assert "Kenya" in text


def test_the_workbook_recalculates_to_the_totals_of_the_plan(
    kenya: tuple[Edition, Assessment], facts: Facts, tmp_path: Path
) -> None:
    data = plan_document(".xlsx", *kenya, DAY)
    again = by_libreoffice(data, "plan.xlsx", "xlsx", tmp_path)
    costs = load_workbook(again, data_only=True)["Costs"]
    total = next(row for row in costs.iter_rows(values_only=True) if row[0] == "All measures")
    years = facts.roadmap.costs
    for place, year in enumerate(years):
        assert total[1 + 2 * place] == pytest.approx(year.low)
        assert total[2 + 2 * place] == pytest.approx(year.high)
    assert total[1 + 2 * len(years)] == pytest.approx(sum(year.low for year in years))
    assert total[2 + 2 * len(years)] == pytest.approx(sum(year.high for year in years))


def test_typed_text_is_never_a_formula(kenya: tuple[Edition, Assessment]) -> None:
    plan = load_workbook(io.BytesIO(plan_document(".xlsx", *kenya, DAY)))["Plan"]
    typed = [
        cell for row in plan.iter_rows() for cell in row if str(cell.value).startswith(("=", "+"))
    ]
    assert len(typed) == 2
    assert all(cell.data_type == "s" for cell in typed)
    rows = list(csv.reader(io.StringIO(plan_document(".csv", *kenya, DAY).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_timeline_of_the_workbook_has_a_letter_in_every_quarter_of_an_action(
    kenya: tuple[Edition, Assessment], facts: Facts
) -> None:
    sheet = load_workbook(io.BytesIO(plan_document(".xlsx", *kenya, DAY)))["Timeline"]
    for number, action in enumerate(facts.roadmap.actions, 2):
        marked = [
            column - 3
            for column in range(3, 3 + facts.roadmap.quarters)
            if sheet.cell(number, column).value
        ]
        assert marked == list(range(action.start_quarter, action.end_quarter))


def test_an_independent_library_reads_every_milestone_from_the_calendar(
    kenya: tuple[Edition, Assessment], facts: Facts
) -> None:
    data = plan_document(".ics", *kenya, DAY)
    calendar = vobject.readOne(data.decode())
    events = calendar.contents["vevent"]
    assert len(events) == len(facts.roadmap.milestones)
    assert {(item.dtstart.value.year, item.dtstart.value.month) for item in events} == {
        (item.date.year, item.date.month) for item in facts.roadmap.milestones
    }
    assert len({item.uid.value for item in events}) == len(events)
    assert plan_document(".ics", *kenya, DAY) == data


def test_the_tables_hold_every_action_and_every_score(
    kenya: tuple[Edition, Assessment], facts: Facts
) -> None:
    rows = list(csv.DictReader(io.StringIO(plan_document(".csv", *kenya, DAY).decode("utf-8-sig"))))
    assert [row["measure"] for row in rows] == [item.measure.id for item in facts.roadmap.actions]
    scores = list(
        csv.DictReader(io.StringIO(plan_document(".scores.csv", *kenya, DAY).decode("utf-8-sig")))
    )
    assert float(scores[0]["low"]) == facts.scores.overall.low


def test_an_unknown_form_is_refused_with_those_there_are(kenya: tuple[Edition, Assessment]) -> None:
    with pytest.raises(ReportError, match=r"\.docx"):
        plan_document(".odt", *kenya, DAY)


@pytest.mark.parametrize("path", EXAMPLES[:3], ids=lambda path: path.stem)
def test_the_assessment_comes_back_from_the_pdf_byte_for_byte(path: Path, tmp_path: Path) -> None:
    _asked, given = open_assessment(path)
    pdf, back = tmp_path / "a.pdf", tmp_path / "b.yaml"
    assert CliRunner().invoke(main, ["roadmap", str(path), "-o", str(pdf)]).exit_code == 0
    result = CliRunner().invoke(main, ["restore", str(pdf), "-o", str(back)])
    assert result.exit_code == 0, result.output
    assert back.read_text() == dump_assessment(given)
    as_json = tmp_path / "b.json"
    assert CliRunner().invoke(main, ["restore", str(pdf), "-o", str(as_json)]).exit_code == 0
    assert as_json.read_text() == dump_json(given)
    json.loads(as_json.read_text())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "can't be read"),
        (b"%PDF-1.7 and nothing else", "can't be read"),
        (b"not a PDF at all", "can't be read"),
    ],
)
def test_a_file_that_holds_no_assessment_is_refused_with_words(
    content: bytes, words: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(content)
    result = CliRunner().invoke(main, ["restore", str(broken), "-o", str(tmp_path / "out.yaml")])
    assert result.exit_code == 1
    assert words in result.output
    assert not (tmp_path / "out.yaml").exists()
