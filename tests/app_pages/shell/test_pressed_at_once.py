"""A button pressed before the page has rerun for its fields: it uses the values of the fields, or reports why not.

Streamlit calls back with the arguments of the last run that drew the button, while fields already hold what was
chosen since. AppTest sends both in one message, as a slow line or a busy server does.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from host.services import open_store
from tests.app_pages.review.test_review import go
from tests.support.pages import folder, open_page
from tests.support.screens import TESTER, begin, bring_example, store_in

__all__ = ["folder"]


def test_the_parts_that_are_ticked_are_published_or_none(folder: Path) -> None:
    key = bring_example(folder)
    go(folder, key, Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)
    page = open_page("publication", a=key)
    for part in (PublicPart.PROFILE, PublicPart.ANSWERS):
        page.checkbox(key=f"public.{part.value}").check()
    page.run()
    page.checkbox(key=f"public.{PublicPart.ANSWERS.value}").uncheck()
    page.button(key="publish").click().run()
    assert "Nothing was published" in page.error[0].value
    assert open_store().publications(key, person=TESTER) == ()
    page.button(key="publish").click().run()
    (decision,) = open_store().publications(key, person=TESTER)
    assert decision.parts == (PublicPart.PROFILE,)


def test_the_institutions_that_are_ticked_are_listed(folder: Path) -> None:
    key = begin(folder)
    page = open_page("institutions", a=key)
    first, second = [item.key for item in page.checkbox if "institutions.role." in str(item.key)][
        :2
    ]
    page.checkbox(key=first).check().run()
    page.checkbox(key=second).check()
    page.button(key="institutions.add-roles").click().run()
    listed = store_in(folder).institutions(key, person=TESTER).value
    assert [f"institutions.role.{item.role}" for item in listed] == [first, second]


def test_a_second_setting_chosen_before_the_screen_shows_the_first_is_no_conflict(
    folder: Path,
) -> None:
    key = bring_example(folder)

    def two_in_a_row(key: str) -> None:
        import streamlit as st

        from app_pages.roadmap.saving import save_plan
        from app_pages.shell import session
        from app_pages.shell.assessment_context import load
        from app_pages.shell.forms import messages
        from host.services import open_store

        edition, _assessment = load(key)
        on_screen = open_store().settings(key, person=session.person()).number
        for months in (24, 48):
            save_plan(
                key, edition, on_screen, lambda _before, months=months: {"horizon_months": months},
                about="limits",
            )  # fmt: skip
        st.write(messages.problem_of("plan", "limits") or "stored")

    page = AppTest.from_function(two_in_a_row, args=(key,), default_timeout=30).run()
    assert page.markdown[0].value == "stored"
    assert store_in(folder).load(key, person=TESTER).plan.horizon_months == 48
