"""Values of submissions, as written by programs and people, are read by the rules of the workbook."""

from __future__ import annotations

import pytest

from assessment import Answer
from exchange.preview import preview
from exchange.xlsform import read_submissions
from tests.exchange.xlsform.test_xlsform import EDITION, GOOD, KEY, QUICK, as_csv, as_json, imported

SHARE = "EDU_INT_1"
ORIGIN = {
    key: "national" if key.endswith("cop_institution") else text
    for key, text in GOOD.items()
    if key.rsplit("/", 1)[-1].startswith("cop_")
}


def _figure(value: str, year: str) -> dict[str, str]:
    return {**ORIGIN, f"x/{SHARE}_value": value, f"x/{SHARE}_year": year}


@pytest.mark.parametrize(
    ("value", "year", "figure"),
    [
        ("45,5", "2024", 45.5),
        ("45.5", "2024.0", 45.5),
        ("4.5e1", "2023/24", 45),
        ("٤٥", "٢٠٢٤", 45),
        ("45 %", "2024", 45),
        ("1.234", "2024", 1.234),
    ],
)
@pytest.mark.parametrize("pack", [as_csv, as_json])
def test_a_figure_is_read_in_any_spelling_of_the_table(
    pack: object, value: str, year: str, figure: float
) -> None:
    record = _figure(value, year)
    data = as_csv(record, sign=";") if pack is as_csv else as_json(record)
    (stored,) = imported(data, QUICK).figures["EDU-INT-1"]
    assert (stored.value, stored.year) == (figure, 2024)


def _with_answer(**values: str) -> dict[str, str]:
    return ORIGIN | {f"x/{KEY}_{name}": text for name, text in values.items()}


@pytest.mark.parametrize("level", ["2", "2.0", "٢", "2\u200b", "２"])
def test_a_level_is_read_as_people_and_programs_leave_it(level: str) -> None:
    assert imported(as_csv(_with_answer(choice=level)), QUICK).answers[KEY].level == 2


@pytest.mark.parametrize("reason", ["\u200e", "\u200b\u2060", "\x0b", "\u3164"])
def test_not_applicable_with_a_reason_that_shows_nothing_is_rejected(reason: str) -> None:
    data = as_json(_with_answer(choice="not_applicable", reason=reason))
    (item,) = read_submissions(data, "export.json", EDITION, QUICK)
    result = preview(item.batch, EDITION, QUICK)
    problems = [str(problem) for row in result.items for problem in row.problems]
    assert any("without a reason" in text for text in problems)


def test_a_text_keeps_its_joiners_and_its_line_breaks() -> None:
    record = _with_answer(choice="2", comment="می\u200cخواهم\x0bو\r\nبله")
    answer = imported(as_json(record), QUICK).answers[KEY]
    assert answer == Answer(level=2, comment="می\u200cخواهم\nو\nبله", reason=answer.reason)
