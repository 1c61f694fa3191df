"""Codes in the text of a page are links with the name of what they stand for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from markupsafe import Markup

from app_pages.shell.navigation.code_links import link_codes
from assessment import Answer
from host.services import edition_of
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, begin, bring_example, list_institution, store_in

__all__ = ["folder"]
EDITION = edition_of("2026")


def target(code: str) -> tuple[str, str] | None:
    """Address and name of a question or measure of the edition."""
    if code in EDITION.indicators:
        return f"answer?i={code}", EDITION.indicators[code].question
    if code in EDITION.measure:
        return f"roadmap?m={code}", EDITION.measure[code].title
    return None


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("<p>Questions: O02, L13</p>", 2),
        ("<p>after L02-a, confirm O12&gt;=2</p>", 2),
        ("<h1><span>O02</span> Is it?</h1><p>O02</p>", 1),
        ('<p><a href="x">O02</a> <button>O02</button></p><details><summary>O02</summary>L01</details>', 1),
        ("<p>O02x, XO02, O02_b, O99, L02-zz, level 2, EDU-INT-1</p>", 0),
        ('<p title="O02" class="O02">none</p>', 0),
        ("<p>&lt;b&gt;O02&lt;/b&gt;</p>", 1),
        ("<p><bdi>O02 and L13</bdi>, O02</p>", 1),
        ("", 0),
    ],
)  # fmt: skip
def test_each_code_in_text_is_one_link(page: str, links: int) -> None:
    shown = link_codes(page, target)
    assert shown.count("cop-link") == links


def test_the_name_is_in_the_link_unless_it_stands_beside_the_code() -> None:
    name = EDITION.indicators["O13"].question
    alone = link_codes(Markup("<p>O13.</p>"), target)
    beside = link_codes(Markup("<p><strong>O13</strong> {}</p>").format(name), target)
    assert (alone.count(name), beside.count(name)) == (1, 1)
    assert "cop-tip" in alone
    assert "cop-tip" not in beside


def test_a_long_page_is_read_once() -> None:
    """Signs that a careless pattern would try again from each place."""
    for text in ("<" * 50_000, "a-" * 50_000, "L02 " * 3_000):
        link_codes(text, target)


@pytest.mark.parametrize("name", ["results", "gaps", "roadmap", "since", "review", "hand-in"])
def test_a_page_shows_no_code_that_is_not_a_link(folder: Path, name: str) -> None:
    shown = " ".join(
        item.proto.body for item in open_page(name, a=bring_example(folder)).get("html")
    )
    assert link_codes(shown, target) == shown


def test_an_institution_gets_no_link_to_what_it_may_not_open(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L02")
    shown = texts(open_page("answer", a=key, i="L02", **{"as": "police"}))
    assert "roadmap?" not in shown
    assert "results?" not in shown


def test_a_code_that_a_person_typed_is_no_link(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "o02", "L04")  # its name is O02
    store = store_in(folder)
    at = dt.datetime.now(dt.UTC)
    store.save_answer(
        key, "L04", Answer(level=2), expected_revision=0, person=TESTER, at=at, institution="o02"
    )
    store.close()
    assert "Institutions say: <bdi>O02</bdi>: 2." in texts(open_page("answer", a=key, i="L04"))
