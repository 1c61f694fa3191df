"""Broken, hostile or damaged workbooks: each gets its own message and stores nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from assessment import InvalidAssessment
from exchange.merge import Undecided, resolve
from exchange.preview import RowOutcome
from tests.exchange.broken_workbooks import GOOD, REFUSED
from tests.exchange.made import (
    cell_of,
    changed,
    compared,
    edition,
    made_up,
    sheet_of,
)
from tests.exchange.rejected_rows import KEY, REJECTED, write


@pytest.mark.parametrize("defect", REFUSED)
def test_a_file_that_cant_be_used_is_refused_with_its_own_message(defect: str) -> None:
    make, words = REFUSED[defect]
    with pytest.raises(InvalidAssessment, match=re.escape(words)) as refused:
        compared(make(), made_up())
    (problem,) = refused.value.problems
    assert problem.file == "back.xlsx"
    assert problem.remedy


@pytest.mark.parametrize("defect", REJECTED)
def test_a_row_that_cant_be_stored_is_rejected_with_its_place_and_stores_nothing(
    defect: str,
) -> None:
    edit, words = REJECTED[defect]
    result = compared(changed(GOOD, edit), made_up())
    rejected = result.of(RowOutcome.REJECTED)
    assert rejected
    problems = [problem for item in rejected for problem in item.problems]
    assert any(words in str(problem) for problem in problems), problems
    assert all(problem.where and problem.remedy for problem in problems)
    with pytest.raises(Undecided):
        resolve(result, edition(), made_up(), {})
    left = resolve(result, edition(), made_up(), {}, leave_out_rejected=True)
    assert left.assessment == made_up()


def _rename(book: Workbook) -> None:
    sheet_of(book, "answers").title = "My sheet"


def _remove_sheet(book: Workbook) -> None:
    book.remove(sheet_of(book, "parts"))


def _insert(book: Workbook) -> None:
    sheet = sheet_of(book, "answers")
    sheet.insert_cols(4)
    sheet.cell(8, 4).value = "my own note"
    sheet.insert_rows(7)


def _hide(book: Workbook) -> None:
    for row in range(6, 12):
        sheet_of(book, "answers").row_dimensions[row].hidden = True


def _copy_sheet(book: Workbook) -> None:
    again = book.copy_worksheet(sheet_of(book, "answers"))
    again.title = "Copy"


def _style(book: Workbook) -> None:
    cell = cell_of(book, KEY, "comment")
    font = copy(cell.font)
    cell.font = font
    book.defined_names["mine"] = DefinedName("mine", attr_text="'Parts'!$A$1")


HARMLESS: dict[str, Callable[[Workbook], None]] = {
    "a renamed sheet": _rename,
    "a missing sheet": _remove_sheet,
    "an inserted row and column": _insert,
    "filtered rows": _hide,
    "a copied sheet": _copy_sheet,
    "a style and a name": _style,
    "a sheet of one's own": lambda book: book.create_sheet("Notes").append(["mine", "L01"]),
    "spaces around a word": write("state", "  ", KEY),
}


@pytest.mark.parametrize("treatment", HARMLESS)
def test_rough_treatment_changes_nothing(treatment: str) -> None:
    counts = compared(changed(GOOD, HARMLESS[treatment]), made_up()).counts
    assert counts.read == counts.unchanged > 0


@pytest.mark.parametrize("typed", [2, "2", " 2 ", "2.0", "2,0"])
def test_a_level_may_be_typed_as_a_number_or_a_text(typed: object) -> None:
    result = compared(changed(GOOD, write("level", typed)), made_up())
    assert resolve(result, edition(), made_up(), {}).assessment.answers[KEY].level == 2


def test_a_sheet_that_is_missing_is_said() -> None:
    result = compared(changed(GOOD, _remove_sheet), made_up())
    assert any("not in the file" in note for note in result.batch.notes)


def test_there_are_at_least_forty_broken_workbooks() -> None:
    assert len(REFUSED) + len(REJECTED) >= 40
