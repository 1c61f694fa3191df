"""From right to left: pages, charts and sheets are mirrored, in the pseudo-language that is written so."""

from __future__ import annotations

import re

import pytest

from reports import build_questionnaire, render_html, render_questionnaire
from reports.figures.shapes import label, line, make_chart, polygon, rect
from reports.mirroring import isolate, mirror_css
from reports.roadmap_report import build_report
from tests.reports import made
from tests.reports.plans import DAY, case
from translations import PSEUDO_RIGHT_TO_LEFT, use_language


def _styles(page: str) -> str:
    return "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))


@pytest.mark.parametrize("language", ["en", PSEUDO_RIGHT_TO_LEFT])
def test_a_document_and_a_questionnaire_are_mirrored_from_right_to_left_only(language: str) -> None:
    with use_language(language):
        pages = (
            render_html(build_report(made.edition(), case("ken"), date=DAY)),
            render_questionnaire(build_questionnaire(made.edition(), date=DAY)),
        )
    side = "right" if language == PSEUDO_RIGHT_TO_LEFT else "left"
    direction = "rtl" if language == PSEUDO_RIGHT_TO_LEFT else "ltr"
    for page in pages:
        assert f'<html lang="en" dir="{direction}">' in page
        assert f"th, td {{ text-align: {side}" in _styles(page)
        assert f"@top-{side} {{ content:" in _styles(page)


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: 1pt 2pt; padding: 1pt }",
        "p::before { content: 'left' } q { background: url(data:left/right) }",
        "i { text-align: center; copyleft: none }",
    ],
)
def test_what_has_no_side_stays_as_it_is(css: str) -> None:
    assert mirror_css(css) == css


def test_a_style_sheet_mirrored_twice_is_the_first() -> None:
    css = (
        "@page { margin: 1mm 2mm 3mm 4mm } a { float: left; padding-right: 3pt; border-left: 1pt }"
    )
    assert mirror_css(mirror_css(css)) == css != mirror_css(css)


def test_a_chart_begins_on_the_right_and_its_texts_end_where_they_began() -> None:
    shapes = (
        rect(0, 5, 30, 10, "#000"),
        label(35, 10, "30 %"),
        line(0, 0, 100, 0, "#000"),
        polygon(((10, 0), (20, 5)), "#000"),
    )
    with use_language(PSEUDO_RIGHT_TO_LEFT):
        bar, text, rule, mark = (
            dict(item.attributes) for item in make_chart(100, 20, "", shapes).shapes
        )
    assert (bar["x"], bar["width"]) == ("70", "30")
    assert (text["x"], text["text-anchor"]) == ("65", "end")
    assert (rule["x1"], rule["x2"]) == ("100", "0")
    assert mark["points"] == "90,0 80,5"
    assert make_chart(100, 20, "", shapes).shapes == shapes


def test_a_text_in_a_chart_from_right_to_left_has_its_direction_and_a_number_needs_none() -> None:
    texts = ("المجاب عنه 96%", "47 › 63%", "L02", "100%")
    with use_language("ar"):
        chart = make_chart(100, 20, "", [label(0, 0, text) for text in texts])
    shown = [shape.text for shape in chart.shapes]
    assert shown == [*(f"\u2067{text}\u2069" for text in texts[:2]), *texts[2:]]
    assert [shape.text for shape in make_chart(9, 9, "", [label(0, 0, texts[1])]).shapes] == [
        texts[1]
    ]


def test_on_a_page_from_right_to_left_every_typed_part_of_a_sentence_is_isolated() -> None:
    assert isolate("Ask first.") == "Ask first."
    with use_language("ar"):
        assert (isolate("Ask first."), isolate("12")) == ("\u2068Ask first.\u2069", "12")
