"""A question is discussed between an institution and the coordinator, folded under it, and found by a filter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessment.store import local_person
from tests.support.pages import folder, open_page, texts, words
from tests.support.screens import TESTER, begin, list_institution, store_in

__all__ = ["folder"]

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def test_a_message_is_stored_for_the_institution_and_read_by_the_coordinator(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L14", "O13")
    page = open_page("answer", a=key, i="L14", **{"as": "police"})
    page.text_area(key="discussion.L14.text").set_value("Does the decree count?").run()
    page.button(key="discussion.L14.send").click().run()
    assert not page.error
    assert page.text_area(key="discussion.L14.text").value == ""
    store = store_in(folder)
    (said,) = store.discussions(key, person=TESTER)["L14"]
    store.close()
    assert (said.institution, said.text) == ("police", "Does the decree count?")
    coordinator = open_page("answer", a=key, i="L14")
    assert "Discussion of this question: 1 message" in {item.label for item in coordinator.expander}
    assert "Does the decree count?" in words(coordinator)


def test_an_empty_message_is_refused_beside_its_button(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L14")
    page = open_page("answer", a=key, i="L14", **{"as": "police"})
    page.button(key="discussion.L14.send").click().run()
    assert any("the message is empty" in item.value for item in page.error)


def test_a_filter_of_the_map_finds_what_is_discussed(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L14")
    assert "being discussed" not in texts(open_page("questions", a=key))
    store = store_in(folder)
    store.discuss(key, "L14", "Which law?", person=local_person("Ana"), at=NOW)
    store.close()
    page = open_page("answer", a=key, i="L14", f="discussed")
    assert "stay among 1 question: being discussed" in words(page)


def test_without_institutions_nothing_is_drawn(folder: Path) -> None:
    page = open_page("answer", a=begin(folder), i="L14")
    assert not [item for item in page.text_area if (item.key or "").startswith("discussion.")]
