"""A workbook in one language comes back into an assessment kept in another: ids decide, and words of both are read."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from assessment import AnswerStatus
from exchange.merge import resolve
from exchange.workbook.layout import level_words
from tests.exchange.made import (
    cell_of,
    changed,
    compared,
    edition,
    exported,
    made_up,
    plain_indicators,
)
from translations import TRANSLATED, use_language

FIRST, SECOND, THIRD = plain_indicators()[:3]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_workbook_in_another_language_that_nobody_touched_changes_nothing(language: str) -> None:
    with use_language(language):
        data = exported(made_up())
    counts = compared(data, made_up()).counts
    assert (counts.changed, counts.rejected) == (0, 0)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_words_of_its_language_and_english_words_are_read(language: str) -> None:
    with use_language(language):
        data = exported(made_up())
        foreign = level_words(edition(), edition().indicators[FIRST])["1"]
    english = level_words(edition(), edition().indicators[SECOND])["2"]
    assert foreign != level_words(edition(), edition().indicators[FIRST])["1"]

    def edit(book: Workbook) -> None:
        cell_of(book, FIRST, "level").value = foreign
        cell_of(book, SECOND, "level").value = english
        cell_of(book, SECOND, "state").value = None
        cell_of(book, THIRD, "state").value = "don't know"

    after = resolve(compared(changed(data, edit), made_up()), edition(), made_up(), {}).assessment
    assert (after.level(FIRST), after.level(SECOND)) == (1, 2)
    assert after.answers[THIRD].state is AnswerStatus.DONT_KNOW
