"""What is typed into the fields of a question is read by the rules of the workbook."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app_pages.questionnaire.answer_form import (
    AnswerForm,
    Incomplete,
    answer_of,
    evidence_of,
    figure_text,
    read_date,
    read_figure,
    read_url,
)
from app_pages.questionnaire.detail_rows import read_cell
from assessment import Answer, Derived
from assessment.values.unreadable import Unreadable


@pytest.mark.parametrize(
    ("typed", "figure"), [("12,5", 12.5), ("٤٥", 45), ("18 %", 18), ("", None)]
)
def test_a_figure_is_read_in_any_spelling_of_the_table(typed: str, figure: float | None) -> None:
    form = read_figure(AnswerForm(), typed, "% of schools")
    assert (form.figure, form.unread, form.figure_problem) == (figure, {}, "")


def test_a_figure_that_can_t_be_read_stays_typed_and_is_not_stored() -> None:
    form = read_figure(AnswerForm(figure=7), "1,234", "hours")
    assert figure_text(form) == "1,234"
    with pytest.raises(Incomplete, match="thousands or decimals") as refused:
        answer_of(form)
    assert refused.value.field == "figure"
    assert answer_of(read_figure(form, "1234", "hours")) == Answer(value=1234)


def test_a_stored_figure_is_shown_so_that_it_is_read_back_as_the_same() -> None:
    for figure in (1.234, 12.5, 1e-7, -3, 1e15):
        assert (
            read_figure(AnswerForm(), figure_text(AnswerForm(figure=figure)), "").figure == figure
        )


@pytest.mark.parametrize("blank", ["\u200b", "\u200e \u2060", "\u00ad"])
def test_a_reason_that_shows_nothing_is_missing(blank: str) -> None:
    with pytest.raises(Incomplete) as refused:
        answer_of(AnswerForm(choice="not_applicable", reason=blank))
    assert refused.value.field == "reason"
    derived = Derived(low=1, high=1)
    with pytest.raises(Incomplete) as differs:
        answer_of(AnswerForm(choice="3", override=blank), derived)
    assert differs.value.field == "override"
    with pytest.raises(Incomplete, match="title"):
        evidence_of(title=blank, type="law", issuer="", url="", dated="", place="", confidence=None)


def test_a_date_and_a_link_are_read_in_any_spelling_of_the_table() -> None:
    day, year = read_date("٢٠١٩/١١/٨ ١٤:٣٠")
    assert (str(day), year) == ("2019-11-08", None)
    assert read_date("2023/24") == (None, 2024)
    assert read_url("www.example.org/\u200ba") == "https://www.example.org/a"
    with pytest.raises(Incomplete):
        read_date("08.11.2019")
    with pytest.raises(Incomplete):
        read_url("ask the ministry")


def _column(kind: str) -> Any:
    return SimpleNamespace(kind=kind)


def test_cells_of_lists_are_read_by_their_kind_and_texts_keep_their_joiners() -> None:
    assert read_cell(_column("number"), "1 234,5") == 1234.5
    assert read_cell(_column("date"), "٢٠١٩") == "2019"
    assert read_cell(_column("text"), " می\u200cخواهم ") == "می\u200cخواهم"
    assert read_cell(_column("text"), "\u200b") is None
    with pytest.raises(Unreadable):
        read_cell(_column("number"), "a dozen")
