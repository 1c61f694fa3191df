"""Common properties of all formats of the roadmap: every assessment can be exported, also without a plan."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from reports import ReportError, plan_document, plan_suffix
from reports.data.csv_tables import PLAN_COLUMNS, SCORE_COLUMNS, write_csv
from reports.export import PLAN_SUFFIXES
from tests.reports import made
from tests.reports.plans import CASES, DAY, FORMS, UNPLANNED, analysis_of, case, form_of


def rows_of(name: str, suffix: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(form_of(name, suffix).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", CASES)
def test_every_form_comes_out_of_every_assessment(name: str) -> None:
    for suffix in FORMS:
        assert form_of(name, suffix)
    for suffix in (".docx", ".pptx", ".xlsx"):
        assert zipfile.ZipFile(io.BytesIO(form_of(name, suffix))).testzip() is None


@pytest.mark.parametrize("name", CASES)
def test_an_assessment_has_a_plan_unless_it_is_known_to_have_nothing_to_plan(name: str) -> None:
    assert bool(analysis_of(name).roadmap.actions) == (name not in UNPLANNED)


@pytest.mark.parametrize("name", sorted(UNPLANNED & CASES.keys()))
def test_where_nothing_is_planned_each_form_says_so(name: str) -> None:
    document = Document(io.BytesIO(form_of(name, ".docx")))
    assert "Nothing is planned" in " ".join(item.text for item in document.paragraphs)
    assert "Measure" not in {table.rows[0].cells[0].text for table in document.tables}
    book = load_workbook(io.BytesIO(form_of(name, ".xlsx")))
    _about, *sheets = book.worksheets
    for sheet in sheets:
        assert str(sheet["A2"].value).startswith("Nothing is planned")
    assert b"No milestone is planned" in form_of(name, ".ics")
    assert rows_of(name, ".csv") == []
    assert json.loads(form_of(name, ".json"))["plan"]["actions"] == []


@pytest.mark.parametrize("name", CASES)
def test_the_tables_hold_every_action_and_every_score(name: str) -> None:
    analysis = analysis_of(name)
    rows = rows_of(name, ".csv")
    assert [row["measure"] for row in rows] == [
        item.measure.id for item in analysis.roadmap.actions
    ]
    assert [float(row["cost_low"]) for row in rows] == [
        item.cost.once.low for item in analysis.roadmap.actions
    ]
    scores = {row["id"]: row for row in rows_of(name, ".scores.csv")}
    assert set(scores) == set(analysis.scores.nodes)
    for key, node in analysis.scores.nodes.items():
        assert scores[key]["score"] == ("" if node.score is None else repr(node.score))


def test_the_tables_are_as_rfc_4180_says() -> None:
    data = form_of("decided", ".csv")
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(PLAN_COLUMNS).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(line) for line in lines} == {len(PLAN_COLUMNS)}
    assert b'"State; 50%, ""own"""' in data
    assert form_of("ken", ".scores.csv").decode("utf-8-sig").split("\r\n")[0] == ",".join(
        SCORE_COLUMNS
    )


def test_typed_text_is_never_a_formula() -> None:
    typed = [
        cell
        for row in load_workbook(io.BytesIO(form_of("decided", ".xlsx"))).worksheets[1].iter_rows()
        for cell in row
        if str(cell.value).startswith(("=HYPER", "+", "*"))
    ]
    assert {cell.value for cell in typed} == {"=HYPERLINK(1)", "+The office", "*"}
    assert all(cell.data_type == "s" for cell in typed)
    cells = [cell for row in rows_of("decided", ".csv") for cell in row.values()]
    assert {"'=HYPERLINK(1)", "'+The office"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "＝"))]


def test_a_number_below_zero_stays_a_number_and_text_like_one_does_not() -> None:
    text = write_csv(("a", "b", "c"), [(-1, "-1", -0.5)]).decode("utf-8-sig")
    assert text.splitlines()[1] == '-1,"\'-1",-0.5'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Budget;=1+1;line 4", "Budget;'=1+1;line 4"),
        ('a; " =1+1', "a;' \" =1+1"),
        ("a;\tb|+1;＝1", "a;\tb|'+1;'＝1"),
        ("first\n@SUM(A1)\r\n-1", "first\n'@SUM(A1)\r\n'-1"),
        (" =1+1", "' =1+1"),
        ("\t=1", "'\t'=1"),
        ("a;b - c = d", "a;b - c = d"),
        ("2024-05-01", "2024-05-01"),
    ],
)
def test_no_list_separator_makes_a_formula_of_a_text(text: str, written: str) -> None:
    data = write_csv(("a", "b"), [("x", text)]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1] == ["x", written]
    for sign in ";\t|,":
        for row in csv.reader(io.StringIO(data, newline=""), delimiter=sign):
            for cell in row:
                assert not cell.strip(' "').startswith(("=", "+", "-", "@", "＝")), (sign, cell)


def test_every_text_of_a_table_stands_in_quotes_and_a_number_does_not() -> None:
    assert write_csv(("a",), [("b",), (1,), (0.5,), (None,)])[3:].decode().split("\r\n") == [
        'a', '"b"', "1", "0.5", '""', "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "suffix", [".docx", ".pptx", ".ics", ".csv", ".scores.csv", ".json", ".xml"]
)
def test_the_same_assessment_gives_the_same_bytes(suffix: str) -> None:
    assert plan_document(suffix, made.edition(), case("decided"), DAY) == form_of("decided", suffix)


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(ReportError, match=r"\.docx"):
        plan_document(".odt", made.edition(), case("ken"), DAY)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("ken.pdf", ".pdf"),
        ("ken.scores.csv", ".scores.csv"),
        ("ken.2026.CSV", ".csv"),
        ("ken", ""),
        (".json", ".json"),
    ],
)
def test_the_name_of_a_file_says_its_form(name: str, suffix: str) -> None:
    assert plan_suffix(name) == suffix
    assert suffix in (*PLAN_SUFFIXES, "")
