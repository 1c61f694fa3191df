"""The form of a figure loses nothing: what is not valid stays typed, and the editor stays open until it is saved."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assessment import Observation
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, store_in

__all__ = ["folder"]

CODE = next(item.id for item in edition_of("2026").statistics if item.whole)


def opened(folder: Path) -> tuple[str, AppTest]:
    key = begin(folder)
    page = open_page("statistics", a=key, s=CODE)
    page.button(key=f"figure.{CODE}.add").click().run()
    return key, page


def stored(folder: Path, key: str) -> tuple[Observation, ...]:
    store = store_in(folder)
    result = store.figures(key, CODE, person=TESTER).value
    store.close()
    return result


def is_open(page: AppTest) -> bool:
    return "figure.done" in {item.key for item in page.button}


def test_a_bad_address_keeps_no_other_field_from_being_stored(folder: Path) -> None:
    key, page = opened(folder)
    page.text_input(key="figure.value").set_value("7").run()
    page.text_input(key="figure.year").set_value("2024").run()
    page.text_input(key="figure.url").set_value("no address").run()
    page.text_input(key="figure.source").set_value("The census").run()
    (figure,) = stored(folder, key)
    assert (figure.value, figure.year, figure.source, figure.url) == (7, 2024, "The census", None)
    assert "is no web address" in texts(page)
    page.button(key="figure.done").click().run()
    assert is_open(page)
    assert page.text_input(key="figure.url").value == "no address"
    page.text_input(key="figure.url").set_value("example.org/census").run()
    page.button(key="figure.done").click().run()
    assert not is_open(page)
    assert stored(folder, key)[0].url == "https://example.org/census"


def test_a_figure_without_a_number_stays_typed_until_done_says_what_is_missing(
    folder: Path,
) -> None:
    key, page = opened(folder)
    page.text_input(key="figure.source").set_value("The census").run()
    page.button(key="figure.done").click().run()
    assert is_open(page)
    assert "Give the figure" in page.error[0].value
    page.button(key=f"figure.{CODE}.add").click().run()
    assert page.text_input(key="figure.source").value == "The census"
    page.text_input(key="figure.value").set_value("7").run()
    page.text_input(key="figure.year").set_value("2024").run()
    assert stored(folder, key)[0].source == "The census"


def test_what_is_typed_and_what_is_stored_stay_while_another_page_is_read(folder: Path) -> None:
    key, page = opened(folder)
    page.text_input(key="figure.value").set_value("7").run()
    page.text_input(key="figure.year").set_value("2024").run()
    page.text_input(key="figure.source").set_value("The census").run()
    for name in ("evidence", "statistics"):  # a field that is not drawn loses its value
        page._page_hash = calc_hash(name)
        page.run()
    page.text_input(key="figure.note").set_value("Provisional").run()
    (figure,) = stored(folder, key)
    assert (figure.year, figure.source, figure.note) == (2024, "The census", "Provisional")


def test_a_value_typed_and_done_pressed_in_one_message_is_stored(folder: Path) -> None:
    key, page = opened(folder)
    page.text_input(key="figure.value").set_value("7")
    page.text_input(key="figure.year").set_value("2024")
    page.button(key="figure.done").click().run()
    assert [(item.value, item.year) for item in stored(folder, key)] == [(7, 2024)]
    assert not is_open(page)


def test_what_is_not_saved_can_be_left_out(folder: Path) -> None:
    key, page = opened(folder)
    page.text_input(key="figure.source").set_value("The census").run()
    page.button(key="figure.discard").click().run()
    assert not is_open(page)
    assert stored(folder, key) == ()
