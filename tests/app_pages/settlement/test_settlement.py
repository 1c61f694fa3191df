"""The settlement page in process."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessment import Answer, AnswerStatus
from host import services as host_services
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, list_institution, store_in

__all__ = ["folder"]


def test_answers_that_all_agree_on_are_taken_over_together(folder: Path) -> None:
    key = begin(folder)
    for who in ("police", "justice"):
        list_institution(folder, key, who, "L04", "L08", "L10")
        for indicator, level in (("L04", 2), ("L08", 3), ("L10", len(who) % 5)):
            store_in(folder).save_answer(
                key, indicator, Answer(level=level), expected_revision=0, person=TESTER,
                at=dt.datetime.now(dt.UTC), institution=who,
            )  # fmt: skip
    # What is proposed is what the browser draws: it is no change that waits to be saved.
    assert 'data-choice="2"' in texts(open_page("settle", a=key, i="L04"))
    page = open_page("settle", a=key)
    page.button(key="settle.take-over").click().run()
    assert "2 answers are taken over." in texts(page)
    result = store_in(folder).load(key, person=TESTER).answers
    assert {name: answer.level for name, answer in result.items()} == {"L04": 2, "L08": 3}
    assert result["L04"].settlement is not None
    assert result["L04"].settlement.positions == {"police": "2", "justice": "2"}


def test_a_question_with_a_figure_or_a_state_from_a_file_can_be_settled(folder: Path) -> None:
    edition = host_services.edition_of("2026")
    figure = next((key for key, item in edition.indicators.items() if item.number), "L04")
    key = begin(folder)
    list_institution(folder, key, "police", figure, "L08")
    answer = Answer(value=3.5) if edition.indicators[figure].number else Answer(level=3)
    not_collected = Answer(state=AnswerStatus.NOT_COLLECTED)
    for who, indicator, said in (
        ("police", figure, answer),
        ("national", "L08", not_collected),
        ("police", "L08", Answer(level=1)),
    ):
        store_in(folder).save_answer(
            key, indicator, said, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC),
            institution=who,
        )  # fmt: skip
    for indicator in (figure, "L08"):
        page = open_page("settle", a=key, i=indicator)
        assert not page.error
        assert indicator in texts(page)
