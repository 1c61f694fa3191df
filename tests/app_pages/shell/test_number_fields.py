"""Numbers, years and days on screens are typed as text and read by the rules of the workbook."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from assessment.values.days import parse_year
from assessment.values.unreadable import Unreadable

PAGES = Path(__file__).parents[3] / "app_pages"
OF_THE_BROWSER = {"number_input", "date_input", "time_input", "datetime_input", "data_editor"}
"""Fields that read by rules of the browser: 12,5 becomes 125."""


def test_no_screen_has_a_field_that_reads_by_the_rules_of_the_browser() -> None:
    found = [
        f"{path.relative_to(PAGES)}:{node.lineno}"
        for path in PAGES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in OF_THE_BROWSER
    ]
    assert found == []


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2026", 2026), ("2026/27", 2027), ("\u0662\u0660\u0662\u0667", 2027), ("2027.0", 2027), ("\u200b ", None)],
)  # fmt: skip
def test_a_year_is_read_as_in_the_workbook(typed: str, year: int | None) -> None:
    assert parse_year(typed, minimum=2000, maximum=2100) == year


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1999", "is too low"),
        ("2099/2100", "is too high"),
        ("27", "is not a year"),
        ("2026-05-31", "is not a year"),
    ],
)
def test_a_year_out_of_the_limits_is_refused_with_the_reason(typed: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_year(typed, minimum=2000, maximum=2099)
    assert words in str(refused.value)
