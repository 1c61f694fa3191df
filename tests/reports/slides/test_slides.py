"""The slides: eight with titles, tables and charts of Office; no text exceeds its box; notes, reading order, stable bytes."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from questionnaires.palette import ACTION, INK, without_hash
from reports import plan_document
from reports.sections.minister.pages import minister_pages
from reports.slides.fit import fitted, fitted_size, lines_of, row_heights
from tests.reports import made
from tests.reports.plans import CASES, DAY, analysis_of, case, form_of
from translations import use_language


@cache
def deck(name: str) -> Any:
    return Presentation(io.BytesIO(form_of(name, ".pptx")))


def shapes(name: str) -> list[tuple[int, Any]]:
    return [
        (place, shape) for place, slide in enumerate(deck(name).slides, 1) for shape in slide.shapes
    ]


def height_of(frame: Any, width: float) -> float:
    """Height of the paragraphs in points, as `reports.slides.fit` estimates lines."""
    total = 0.0
    for paragraph in frame.paragraphs:
        size = paragraph.runs[0].font.size.pt if paragraph.runs else 12
        text = "".join(run.text for run in paragraph.runs)
        total += lines_of(text, size, width) * size * 1.2
    return total


@pytest.mark.parametrize("name", CASES)
def test_there_are_eight_slides_of_16_to_9_each_with_a_title_read_first(name: str) -> None:
    presentation = deck(name)
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    assert len(presentation.slides) == 8
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert all(titles)
    assert len(set(titles)) == 8
    for slide in presentation.slides:
        assert slide.shapes[0]._element is slide.shapes.title._element
        kinds = [shape.placeholder_format.type for shape in slide.shapes if shape.is_placeholder]
        if slide.slide_layout.name == "Title Only":
            assert kinds[-2:] == [PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER]


@pytest.mark.parametrize("name", CASES)
def test_no_text_exceeds_its_box_and_no_box_the_slide(name: str) -> None:
    presentation = deck(name)
    for place, shape in shapes(name):
        where = (place, shape.name)
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= presentation.slide_width, where
        assert shape.top + shape.height <= presentation.slide_height, where
        if shape.has_text_frame and shape.text_frame.text and not shape.name.startswith("Footer"):
            frame = shape.text_frame
            margins = frame.margin_left + frame.margin_right
            width = (shape.width - margins) / Pt(1)
            if any(
                paragraph.runs and paragraph.runs[0].font.size for paragraph in frame.paragraphs
            ):
                assert height_of(frame, width) <= shape.height / Pt(1), where
        if shape.has_table:
            rows = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
            size = shape.table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.size.pt
            widths = [column.width / Pt(1) for column in shape.table.columns]
            for row, height in zip(
                shape.table.rows, row_heights(rows, widths, size, 4), strict=True
            ):
                assert row.height / Pt(1) >= height - 0.1, where


@pytest.mark.parametrize("name", CASES)
def test_the_parts_of_a_slide_do_not_overlap(name: str) -> None:
    for slide in deck(name).slides:
        boxes = [
            (item.left, item.top, item.left + item.width, item.top + item.height)
            for item in slide.shapes
        ]
        for index, first in enumerate(boxes):
            for second in boxes[index + 1 :]:
                apart = (
                    first[2] <= second[0]
                    or second[2] <= first[0]
                    or first[3] <= second[1]
                    or second[3] <= first[1]
                )
                assert apart, (slide.shapes.title.text_frame.text, first, second)


@pytest.mark.parametrize("name", CASES)
def test_tables_charts_and_key_figures_have_alternative_texts_and_there_is_no_picture(
    name: str,
) -> None:
    for _place, shape in shapes(name):
        assert shape.shape_type is None or "PICTURE" not in str(shape.shape_type)
        if shape.has_table or shape.has_chart or shape.name.startswith("Rectangle"):
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


@pytest.mark.parametrize("name", CASES)
def test_the_notes_hold_all_dangers_decisions_and_unknowns(name: str) -> None:
    pages = minister_pages(analysis_of(name))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck(name).slides]
    assert all(row.text in notes[2] for row in pages.dangers)
    assert all(item.title in notes[4] and item.text in notes[4] for item in pages.decisions)
    assert all(text in notes[7] for text in pages.unknown)


@pytest.mark.parametrize("name", ["xtc", "ken", "other_currency"])
def test_charts_hold_the_numbers_of_the_plan(name: str) -> None:
    analysis = analysis_of(name)
    charts = [shape.chart for _place, shape in shapes(name) if shape.has_chart]
    scores, money = charts
    today = list(scores.plots[0].series[0].values)
    assert today[0] == pytest.approx(analysis.scores.overall.score)
    assert today[1:] == pytest.approx([node.score for node in analysis.scores.pillars], nan_ok=True)
    low, high = money.plots[0].series[0].values, money.plots[0].series[1].values
    years = analysis.roadmap.costs[:5]
    ratio = years[-1].high / high[-1]
    assert [value * ratio for value in low] == pytest.approx([year.low for year in years])
    assert [value * ratio for value in high] == pytest.approx([year.high for year in years])


@pytest.mark.parametrize("name", ["xtc", "nothing"])
def test_the_same_assessment_gives_the_same_slides_and_no_time_of_the_day(name: str) -> None:
    data = form_of(name, ".pptx")
    assert plan_document(".pptx", made.edition(), case(name), DAY, sketch=True) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-24T12:00:00Z" in package.read("docProps/core.xml")
        books = [item for item in package.namelist() if item.endswith(".xlsx")]
        for book in books:
            with zipfile.ZipFile(io.BytesIO(package.read(book))) as inner:
                assert b"2026-11-24T12:00:00Z" in inner.read("docProps/core.xml")
        assert bool(books) == (name == "xtc")


@pytest.mark.parametrize("suffix", [".pptx", ".docx"])
def test_word_and_slides_have_the_colours_of_the_palette(suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(form_of("ken", suffix))) as package:
        name = "ppt/theme/theme1.xml" if suffix == ".pptx" else "word/theme/theme1.xml"
        theme = package.read(name).decode()
    assert f'<a:dk1><a:srgbClr val="{without_hash(INK)}"/></a:dk1>' in theme
    assert f'<a:dk2><a:srgbClr val="{without_hash(ACTION)}"/></a:dk2>' in theme
    assert len(re.findall(r"<a:srgbClr", theme.split("</a:clrScheme>")[0])) == 12
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) <= {
        "Noto Sans",
        "+mn-lt",
        "+mj-lt",
    }
    if suffix == ".docx":
        assert Document(io.BytesIO(form_of("ken", suffix))).paragraphs


def test_in_a_language_written_from_right_to_left_every_paragraph_is() -> None:
    with use_language("ar"):
        data = plan_document(".pptx", made.edition(), case("ken"), DAY)
    slide = Presentation(io.BytesIO(data)).slides[4]
    assert all(
        paragraph._p.pPr.get("rtl") == "1"
        for shape in slide.shapes
        if shape.has_text_frame and not shape.name.startswith(("Footer", "Slide Number"))
        for paragraph in shape.text_frame.paragraphs
    )


def test_a_long_text_gets_smaller_type_and_then_is_cut_at_a_word() -> None:
    assert fitted("short", 200, 40, largest=20, smallest=12) == ("short", 20)
    text, size = fitted("word " * 60, 200, 40, largest=20, smallest=12)
    assert size == 12
    assert text.endswith("word…")
    assert fitted_size((text,), 200, 40, largest=12, smallest=12) == 12


def test_a_word_longer_than_its_line_is_broken_in_the_estimate() -> None:
    assert lines_of("x" * 300, 12, 200) > 5
