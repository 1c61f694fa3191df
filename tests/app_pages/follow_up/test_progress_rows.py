"""The rows of the follow-up: a status, its months and a remark are stored as they are left, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment import MeasureProgress
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, bring_answered, store_in

__all__ = ["folder"]


@pytest.fixture
def opened(folder: Path) -> tuple[str, AppTest]:
    key = bring_answered(folder, "ken")  # has no plan of its own
    page = open_page("follow-up", a=key)
    page.button(key="adopt").click().run()
    return key, page


def first_row(page: AppTest) -> str:
    keys = (item.key or "" for item in page.selectbox)
    return next(key.split(".")[1] for key in keys if key.startswith("progress."))


def stored(folder: Path, key: str, measure: str) -> MeasureProgress | None:
    return store_in(folder).load(key, person=TESTER).plan.progress.get(measure)


def test_a_status_is_stored_at_once_with_its_month_and_the_row_stays(
    folder: Path, opened: tuple[str, AppTest]
) -> None:
    key, page = opened
    measure = first_row(page)
    fields = {item.key for item in page.text_input}
    assert f"progress.{measure}.started" not in fields
    page.selectbox(key=f"progress.{measure}.status").set_value("under_way").run()
    progress = stored(folder, key, measure)
    assert progress is not None
    assert progress.started == f"{dt.date.today():%Y-%m}"
    assert page.text_input(key=f"progress.{measure}.started").value == progress.started
    page.text_input(key=f"progress.{measure}.started").set_value("3/2026").run()
    page.text_input(key=f"progress.{measure}.note").set_value("  Two of three. ").run()
    progress = stored(folder, key, measure)
    assert progress is not None
    assert (progress.started, progress.note) == ("2026-03", "Two of three.")
    page.selectbox(key=f"progress.{measure}.status").set_value("not_started").run()
    page.text_input(key=f"progress.{measure}.note").set_value("").run()
    assert stored(folder, key, measure) is None


@pytest.mark.parametrize(
    ("typed", "reason"), [("12,5", "is not a month"), ("2020-01", "ended before it started")]
)
def test_a_month_that_is_refused_stays_typed_with_the_reason_in_an_alert(
    folder: Path, opened: tuple[str, AppTest], typed: str, reason: str
) -> None:
    key, page = opened
    measure = first_row(page)
    page.selectbox(key=f"progress.{measure}.status").set_value("done").run()
    page.text_input(key=f"progress.{measure}.started").set_value("2026-03").run()
    before = stored(folder, key, measure)
    page.text_input(key=f"progress.{measure}.ended").set_value(typed).run()
    assert any(reason in item.value for item in page.error)
    assert page.text_input(key=f"progress.{measure}.ended").value == typed
    assert stored(folder, key, measure) == before
    page.text_input(key=f"progress.{measure}.ended").set_value("2026-04").run()
    assert not page.error
    after = stored(folder, key, measure)
    assert after is not None
    assert after.ended == "2026-04"


def test_the_rows_of_another_group_are_chosen_by_their_pace(
    folder: Path, opened: tuple[str, AppTest]
) -> None:
    _key, page = opened
    measure = first_row(page)
    page.selectbox(key=f"progress.{measure}.status").set_value("stopped").run()
    assert "1 stopped" in texts(page)
    choice = page.radio(key="follow-up.group")
    choice.set_value(4).run()
    rows = {item.key for item in page.selectbox if (item.key or "").startswith("progress.")}
    assert rows == {f"progress.{measure}.status"}
