"""The page Documents: each reader can be chosen, a body among those that lead a measure."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment.model.readership import Reader
from tests.app_pages.review.test_review import answered
from tests.support.pages import folder, open_page

__all__ = ["folder"]


def choose(page: AppTest, reader: Reader) -> AppTest:
    page.radio(key="document.reader").set_value(reader)
    page.run(timeout=60)
    assert not page.exception
    return page


def keys(page: AppTest) -> set[str]:
    fields = (*page.checkbox, *page.multiselect, *page.selectbox, *page.button)
    return {str(item.key) for item in fields}


def test_the_fields_are_those_of_the_reader(folder: Path) -> None:
    page = open_page("documents", a=answered(folder, L01=3))
    assert {"document.annexes", "document.left_out", "make-pdf"} <= keys(page)
    shown = keys(choose(page, Reader.MINISTER))
    assert "make-pdf" in shown
    assert not shown & {"document.annexes", "document.left_out", "document.body"}
    shown = keys(choose(page, Reader.CABINET))
    assert "document.left_out" in shown
    assert "document.annexes" not in shown


def test_where_nothing_is_planned_no_body_can_be_chosen(folder: Path) -> None:
    page = choose(open_page("documents", a=answered(folder, L01=3)), Reader.BODY)
    assert "make-pdf" not in keys(page)
    assert "no body leads a measure" in page.info[0].value


def test_a_body_is_chosen_among_those_that_lead_a_measure(folder: Path) -> None:
    levels = {f"{pillar}{number:02}": 1 for pillar in "LOTCI" for number in range(1, 11)}
    page = choose(open_page("documents", a=answered(folder, **levels)), Reader.BODY)
    assert "make-pdf" in keys(page)
    options = page.selectbox(key="document.body").options
    assert "Lead agency for child online protection" in options
