"""Tests of the target editor for a single indicator on the page Gaps."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1.element_tree import Selectbox

from assessment.workflow.states import Transition
from tests.app_pages.plan_review.test_plan_review import go
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, bring_example, store_in

__all__ = ["folder"]


class FirstOption(Selectbox[None]):
    """Sends the first option, whose value is None. AppTest sends nothing for that value, unlike a browser."""

    index = 0  # type: ignore[assignment]


def targets(folder: Path, key: str) -> dict[str, int]:
    store = store_in(folder)
    result = dict(store.settings(key, person=TESTER).value.targets)
    store.close()
    return result


def test_a_question_gets_a_target_of_its_own_and_loses_it_again(folder: Path) -> None:
    key = bring_example(folder)
    before = targets(folder, key)
    page = open_page("gaps", a=key)
    for chosen in (4, None):
        page.selectbox(key="one-target.question").set_value("T02").run()
        field = next(item for item in page.selectbox if item.label == "Target of T02")
        field.set_value(chosen)
        if chosen is None:
            field.__class__ = FirstOption
        page.button(key="one-target.T02.save-target").click().run()
        assert not page.error
        assert "Target of T02: stored." in texts(page)
        assert targets(folder, key) == ({**before, "T02": 4} if chosen else before)


def test_what_is_handed_in_offers_no_target(folder: Path) -> None:
    key = bring_example(folder)
    go(folder, key, Transition.SUBMIT)
    assert not [item for item in open_page("gaps", a=key).selectbox if "Question" in item.label]
