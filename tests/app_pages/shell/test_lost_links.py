"""A cut link or one to a missing object shows its problem and a way back on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.review.answer_review import Remark, RemarkKind
from assessment.workflow.states import Transition
from tests.app_pages.review.test_review import go, in_review, say
from tests.support.pages import ASSESSMENT_PAGES, folder, open_page, texts
from tests.support.screens import begin, list_institution

__all__ = ["folder"]


def said(page: AppTest) -> str:
    titles = (item.value for item in (*page.title, *page.markdown))
    return " ".join((*titles, texts(page)))


def expect_lost(page: AppTest, folder: Path) -> None:
    assert "This link leads nowhere" in said(page)
    assert str(folder) not in said(page)
    assert "sqlite" not in said(page)
    links = [item.proto.label for item in page.get("page_link")]
    assert "To the list of assessments" in links
    assert "Figures" not in links
    assert not page.radio
    assert not page.text_area


@pytest.mark.parametrize("name", ASSESSMENT_PAGES)
def test_an_unknown_assessment_is_said_on_every_page_without_the_path_of_the_server(
    folder: Path, name: str
) -> None:
    expect_lost(open_page(name, a="no-such-id"), folder)


@pytest.mark.parametrize("name", ASSESSMENT_PAGES)
def test_a_cut_institution_is_said_on_every_page(folder: Path, name: str) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "O02")
    expect_lost(open_page(name, a=key, **{"as": "polic"}), folder)


@pytest.mark.parametrize("cut", [1, 5, 20, 35])
def test_the_id_of_an_assessment_may_be_cut_anywhere(folder: Path, cut: int) -> None:
    expect_lost(open_page("answer", a=begin(folder)[:-cut]), folder)


@pytest.mark.parametrize(
    "institution", ["", "p", "POLICE", "police ", "justice", "../police", "<b>x</b>"]
)
def test_only_a_listed_institution_is_one(folder: Path, institution: str) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "O02")
    expect_lost(open_page("answer", a=key, **{"as": institution}), folder)
    assert "Police" in texts(open_page("answer", a=key, **{"as": "police"}))


@pytest.mark.parametrize("indicator", ["O0", "ZZ", "o02", "O02x"])
@pytest.mark.parametrize("name", ["answer", "review"])
def test_a_question_that_is_not_asked_is_said_above_the_one_that_is_shown(
    folder: Path, name: str, indicator: str
) -> None:
    key = in_review(folder, L01=3)
    shown = texts(open_page(name, a=key, i=indicator))
    assert f"The link names the question {indicator}, which is not asked here" in shown
    assert 'id="question"' in shown


@pytest.mark.parametrize("name", ["answer", "review"])
def test_a_right_link_says_nothing_of_the_kind(folder: Path, name: str) -> None:
    key = in_review(folder, L01=3)
    for params in ({"i": "L01"}, {}):
        assert "The link names" not in texts(open_page(name, a=key, **params))


def test_a_returned_assessment_opens_at_an_answer_that_was_asked_about(folder: Path) -> None:
    key = in_review(folder, L01=3, T05=2)
    say(folder, key, "T05", Remark(RemarkKind.QUESTION, "Since when?", answer=1))
    go(folder, key, Transition.RETURN, reason="One question.")
    page = open_page("answer", a=key)
    assert 'data-indicator="T05"' in texts(page)
    assert not page.radio(key="T05.choice").disabled
