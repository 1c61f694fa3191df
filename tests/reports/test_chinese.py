"""Punctuation of pages in Chinese."""

from __future__ import annotations

import pytest

from exchange.workbook.cells import row_height
from reports.chinese import chinese_text, in_typography
from reports.html import keep_code
from translations import use_language


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("不知道: 无人能够回答. ", "不知道：无人能够回答。"),
        ("没有等级。 79个问题； 2个不适用", "没有等级。79个问题；2个不适用"),
        ("等级1, 目标3 (已达到)", "等级1，目标3（已达到）"),
        ("L02, L03 (L02). Yes. 3.5", "L02, L03 (L02). Yes. 3.5"),
    ],
)
def test_signs_after_chinese_letters_have_full_width_and_no_space(text: str, shown: str) -> None:
    assert chinese_text(text) == shown


def test_only_the_texts_of_a_page_in_chinese_change() -> None:
    page = '<head><style>/* 无: */</style></head><body title="无: 1"><p><strong>无</strong>: 一。 <em>二</em></p><svg>无: </svg>'
    with use_language("zh"):
        shown = in_typography(page)
    assert "<p><strong>无</strong>：一。<em>二</em></p>" in shown
    assert "/* 无: */" in shown
    assert 'title="无: 1"' in shown
    assert "<svg>无: </svg>" in shown
    with use_language("en"):
        assert in_typography(page) == page


def test_what_people_typed_stays_as_it_is() -> None:
    page = '<body><p dir="auto">是. <b>否</b>: <p>是. </p>是. </p><p>是. </p>'
    with use_language("zh"):
        shown = in_typography(page)
    assert shown == '<body><p dir="auto">是. <b>否</b>: <p>是. </p>是. </p><p>是。</p>'


def test_a_code_in_chinese_brackets_is_kept_on_one_line() -> None:
    assert keep_code("公布（L02-b）（定稿）") == '公布<span class="nowrap">（L02-b）</span>（定稿）'


def test_rows_of_a_sheet_are_as_high_as_chinese_texts_need() -> None:
    assert (
        row_height([("等" * 20, 20)]) == row_height([("a" * 40, 20)]) > row_height([("a" * 10, 20)])
    )
