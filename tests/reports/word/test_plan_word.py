"""Word documents: headings, captions, contents, and the same text after conversion by LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm
from openpyxl import load_workbook
from pypdf import PdfReader

from reports import plan_document
from reports.roadmap_report import report_of
from reports.sections.minister.pages import minister_pages
from reports.sections.roadmap.plan import most_urgent
from reports.word import plan_docx
from reports.word.writer import Writer
from tests.reports import made
from tests.reports.made import packed
from tests.reports.plans import BOOKMARKS, CASES, DAY, analysis_of, case, form_of
from tests.support import libreoffice
from translations import use_language

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"

CONVERTED = ("ken", "decided", "nothing", "mixed")
"""Cases that cover every chapter; LibreOffice takes several seconds for each."""


def opened(name: str) -> Any:
    return Document(io.BytesIO(form_of(name, ".docx")))


def headings(document: Any) -> list[tuple[int, str]]:
    result = (
        (re.fullmatch(r"Heading (\d)", item.style.name), item.text) for item in document.paragraphs
    )
    return [(int(match[1]), text) for match, text in result if match]


def words(element: Any) -> str:
    return "".join(item.text or "" for item in element.iter(qn("w:t")))


def without_marks(text: str) -> str:
    """The text without soft hyphens and the direction marks that pdftotext adds."""
    return re.sub(r"[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def parts(text: str) -> list[str]:
    """The text without spaces; its words where some are right-to-left, which pdftotext reorders."""
    whole = without_marks(text)
    return whole.split() if re.search(r"[\u0590-\u08ff]", whole) else [packed(whole)]


def texts(document: Any) -> list[str]:
    """All paragraphs of the body and of table cells."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [
        item.text
        for item in (*document.paragraphs, *(line for cell in cells for line in cell.paragraphs))
        if item.text.strip()
    ]


def charts(document: Any) -> list[Any]:
    """The parts of charts, in the order of the document."""
    ids = (item.get(qn("r:id")) for item in document.element.body.iter(CHART))
    return [document.part.related_parts[each] for each in ids]


def numbers_of(chart: Any) -> list[list[float]]:
    """The numbers in the workbook of a chart, by category."""
    (book,) = (item.target_part for item in chart.rels.values())
    _head, *rows = load_workbook(io.BytesIO(book.blob)).active.values
    return [list(row[1:]) for row in rows]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    files = {f"{name}.docx": form_of(name, ".docx") for name in CONVERTED}
    result = libreoffice.convert(files, BOOKMARKS, tmp_path_factory.mktemp("word"))
    return {name: result[f"{name}.docx"] for name in CONVERTED}


@pytest.mark.parametrize("name", CASES)
def test_headings_go_down_one_step_at_a_time_and_are_not_empty(name: str) -> None:
    result = headings(opened(name))
    assert result[0][0] == 1
    for (before, _text), (level, text) in pairwise(result):
        assert level <= before + 1, text
        assert text.strip()


@pytest.mark.parametrize("name", CASES)
def test_the_contents_hold_every_heading_of_two_levels_and_lead_to_it(name: str) -> None:
    document = opened(name)
    links = list(document.element.body.iter(qn("w:hyperlink")))
    shown = [text for level, text in headings(document) if level <= 2]
    assert [words(link) for link in links] == shown
    for link in links:
        assert f"PAGEREF {link.get(qn('w:anchor'))} " in "".join(link.itertext())
    marks = {item.get(qn("w:name")) for item in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in links} <= marks


@pytest.mark.parametrize("name", CASES)
def test_every_table_has_a_numbered_caption_a_repeated_head_and_fits_the_page(name: str) -> None:
    document = opened(name)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    captions = [item for item in document.paragraphs if item.style.name == "Caption"]
    assert [item.text.split(".")[0] for item in captions] == [
        f"Table {number}" for number in range(1, len(document.tables) + 1)
    ]
    for caption, table in zip(captions, document.tables, strict=True):
        assert "SEQ Table" in caption._p.xml
        assert table._tbl.getprevious() is caption._p
        assert "tblHeader" in table.rows[0]._tr.xml
        assert len(table.rows) > 1
        assert sum(column.width for column in table.columns) <= room + Cm(0.01)


def test_the_children_of_what_word_reads_strictly_are_in_its_order() -> None:
    order = "tblStyle bidiVisual tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription"
    for table in opened("ken").tables:
        names = [child.tag.partition("}")[2] for child in table._tbl.tblPr]
        assert names == [name for name in order.split() if name in names]


@pytest.mark.parametrize("name", ["xtc", "all_lowest", "other_currency"])
def test_charts_say_their_numbers_in_words_and_hold_them_in_a_workbook(name: str) -> None:
    analysis, document = analysis_of(name), opened(name)
    properties = list(document.element.body.iter(qn("wp:docPr")))
    pages = minister_pages(analysis)
    assert pages.bars.chart is not None
    assert pages.money.chart is not None
    assert [item.get("descr") for item in properties[:2]] == [
        pages.bars.chart.alternative, pages.money.chart.alternative
    ]  # fmt: skip
    assert len({item.get("id") for item in properties}) == len(properties) == 3
    scores, money, profile = (numbers_of(part) for part in charts(document))
    nodes = (analysis.scores.overall, *analysis.scores.pillars)
    assert [row[0] for row in scores] == [row[0] for row in profile]
    assert [row[0] for row in profile] == pytest.approx([node.score for node in nodes])
    ratio = analysis.roadmap.costs[0].high / money[0][1]
    for row, year in zip(money, analysis.roadmap.costs, strict=False):
        assert [value * ratio for value in row[:2]] == pytest.approx([year.low, year.high])


def test_from_right_to_left_charts_stay_from_left_to_right() -> None:
    with use_language("ar"):
        document = Document(io.BytesIO(plan_document(".docx", made.edition(), case("ken"), DAY)))
    figures = [item for item in document.paragraphs if item.style.name == "Figure"]
    assert len(figures) == 3
    assert all('<w:bidi w:val="0"/>' in item._p.xml for item in figures)


@pytest.mark.parametrize("name", ["xtc", "quick", "not_applicable"])
def test_the_profile_has_a_cell_with_the_level_of_each_question(name: str) -> None:
    analysis = analysis_of(name)
    cells = [
        words(cell)
        for table in opened(name).tables
        if table.rows[0].cells[0].text == "Pillar"
        for row in table._tbl.tr_lst[1:]
        for cell in row.tc_lst[1:]
    ]
    levels = {item.id: analysis.assessment.answer(item.id).level for item in analysis.indicators}
    assert [cell[:3] for cell in cells if cell] == list(levels)
    assert {cell[:3]: cell[3:] for cell in cells if cell[3:].isdigit()} == {
        key: str(level) for key, level in levels.items() if level is not None
    }


def test_each_numbered_list_begins_with_one() -> None:
    lists = [
        item._p.pPr.numPr.numId.val
        for item in opened("nothing").paragraphs
        if item.style.name == "List Number"
    ]
    numbering = opened("nothing").part.numbering_part.element
    assert len(set(lists)) == 2
    for number in set(lists):
        assert numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val == 1


def test_fonts_are_those_of_the_pdf_and_have_others_of_office_in_their_place() -> None:
    with zipfile.ZipFile(io.BytesIO(form_of("ken", ".docx"))) as package:
        fonts = package.read("word/fontTable.xml").decode()
    for name, other in (
        ("Noto Sans", "Arial"),
        ("Noto Sans Arabic", "Arial"),
        ("Noto Sans SC", "Microsoft YaHei"),
    ):
        assert f'<w:font w:name="{name}"><w:altName w:val="{other}"/>' in fonts


def test_the_cabinet_gets_the_measures_that_its_text_counts() -> None:
    analysis = analysis_of("xtc")
    report = report_of(analysis, readership=made.CABINET)
    document = Document(io.BytesIO(plan_docx(report, analysis)))
    timeline = next(
        item for item in document.tables if re.match(r"Q\d", item.rows[0].cells[1].text)
    )
    codes = {words(row).split()[0] for row in timeline._tbl.tr_lst}
    measures = {item.measure.id for item in analysis.roadmap.actions}
    assert codes & measures == most_urgent(analysis)


def test_a_chapter_that_is_left_out_is_left_out() -> None:
    whole = plan_document(".docx", made.edition(), case("twelve_months"), DAY, sketch=True)
    less = plan_document(
        ".docx",
        made.edition(),
        case("twelve_months"),
        DAY,
        without=("risks", "cost", "sheets"),
        sketch=True,
    )
    gone = {text for _level, text in headings(Document(io.BytesIO(whole)))} - {
        text for _level, text in headings(Document(io.BytesIO(less)))
    }
    assert {
        "Risks and assumptions", "What it leads to and what it costs", "Each measure on a sheet",
    } <= gone  # fmt: skip


def test_the_document_says_its_language_and_title() -> None:
    document = opened("ken")
    assert document.core_properties.language == "en"
    assert document.core_properties.title == "Kenya: child online protection, roadmap 2026"
    language = document.styles.element.find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("name", ["ken", "decided", "no_horizon", "all_lowest"])
def test_the_timeline_has_a_letter_in_every_quarter_of_every_action(name: str) -> None:
    analysis, document = analysis_of(name), opened(name)
    parts = [table for table in document.tables if re.match(r"Q\d", table.rows[0].cells[1].text)]
    marks: dict[str, int] = {}
    for table in parts:
        for row in table._tbl.tr_lst:
            label, *cells = [words(cell) for cell in row.tc_lst]
            marks[label.split()[0]] = marks.get(label.split()[0], 0) + sum(map(bool, cells))
        assert "tblDescription" in table._tbl.xml
    for action in analysis.roadmap.actions:
        assert marks[action.measure.id] == action.end_quarter - max(action.start_quarter, 0)


@libreoffice.enough_time
@pytest.mark.parametrize("name", CONVERTED)
def test_libreoffice_loses_no_text_on_the_way_to_pdf(name: str, pdfs: dict[str, Path]) -> None:
    document = opened(name)
    running = packed(document.sections[0].header.paragraphs[0].text)
    pages = subprocess.run(
        ["pdftotext", "-raw", str(pdfs[name]), "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")
    result = "".join(
        re.sub(r"Page\d+of\d+$", "", packed(page).removeprefix(running)) for page in pages
    )
    visible = without_marks(result)
    missing = [text for text in texts(document) if not all(part in visible for part in parts(text))]
    assert missing == []


@libreoffice.enough_time
@pytest.mark.parametrize("name", CONVERTED)
def test_the_headings_are_the_bookmarks_of_the_pdf(name: str, pdfs: dict[str, Path]) -> None:
    def flat(items: list[Any], level: int) -> list[tuple[int, str]]:
        return [
            pair
            for item in items
            for pair in (flat(item, level + 1) if isinstance(item, list) else [(level, item.title)])
        ]

    assert flat(PdfReader(pdfs[name]).outline, 1) == headings(opened(name))


@libreoffice.enough_time
def test_headings_tables_and_charts_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    again = libreoffice.convert({"ken.docx": form_of("ken", ".docx")}, "docx", tmp_path)["ken.docx"]
    document = Document(str(again))
    assert headings(document) == headings(opened("ken"))
    assert len(document.tables) == len(opened("ken").tables)
    assert len(charts(document)) == len(charts(opened("ken"))) == 3


@libreoffice.enough_time
def test_headings_and_tables_survive_in_the_format_of_libreoffice(tmp_path: Path) -> None:
    again = libreoffice.convert({"ken.docx": form_of("ken", ".docx")}, "odt", tmp_path)["ken.docx"]
    with zipfile.ZipFile(again) as package:
        content = ElementTree.fromstring(package.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    found = [
        (int(item.get(f"{text}outline-level", "0")), "".join(item.itertext()))
        for item in content.iter(f"{text}h")
    ]
    assert found == headings(opened("ken"))
    tables = list(content.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"))
    assert len(tables) == len(opened("ken").tables)


def test_a_typed_text_from_left_to_right_stays_so_in_a_document_from_right_to_left() -> None:
    document = Document()
    document.styles.add_style("Quotation", WD_STYLE_TYPE.PARAGRAPH)
    Writer(document, right_to_left=True).typed(["The law is in force.", "القانون نافذ."])
    typed, own = document.paragraphs
    assert '<w:bidi w:val="0"/>' in typed._p.xml
    assert '<w:rtl w:val="0"/>' in typed._p.xml
    assert "w:bidi" not in own._p.xml
