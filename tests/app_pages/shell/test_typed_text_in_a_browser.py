"""Typed text has the direction of its script, and a page with unsent text asks before it is closed."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Dialog, Page, expect

from assessment import Answer, Evidence, Institution
from tests.support.screens import TESTER, begin, expect_quiet, open_question, store_in
from tests.support.server import Server

pytestmark = pytest.mark.browser

ARABIC = "قانون حماية الطفل (2024)."
PLACES = """element => {
  const places = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      places.push([node.data[at], range.getBoundingClientRect().left]);
    }
  return places;
}"""
"""Each character of an element with the distance of its left edge from that of the window."""

DIRECTION = "field => getComputedStyle(field).direction"


def test_a_field_takes_the_direction_of_what_is_typed_into_it(server: Server, page: Page) -> None:
    open_question(page, server.address, begin(server.folder), "L02")
    reason, comment = page.get_by_label("Reason"), page.get_by_label("Comment")
    for field in page.locator(".stTextArea textarea, .stTextInput input").all():
        expect(field).to_have_attribute("dir", "auto")
    reason.first.fill(ARABIC)
    comment.first.fill("A law of 2024.")
    assert reason.first.evaluate(DIRECTION) == "rtl"
    assert comment.first.evaluate(DIRECTION) == "ltr"


def test_evidence_in_another_script_is_isolated_from_the_words_around_it(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    store = store_in(server.folder)
    answer = Answer(level=1, reason="x", evidence=(Evidence(title=ARABIC, issuer="Parliament"),))
    store.save_answer(
        key, "L02", answer, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC)
    )
    store.close()
    open_question(page, server.address, key, "L02")
    title = page.locator("bdi", has_text=ARABIC).first
    assert title.evaluate(DIRECTION) == "rtl"


def test_the_browser_asks_before_a_text_that_was_not_sent_is_lost(
    server: Server, page: Page
) -> None:
    open_question(page, server.address, begin(server.folder), "L02")
    dialogs: list[str] = []

    def stay_once(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay_once)
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    assert dialogs == []
    reason = page.get_by_label("Reason").first
    reason.click()
    reason.press_sequentially("The act of 2024")
    page.reload()
    assert dialogs == ["beforeunload"]
    expect(page.locator("#question")).to_be_visible()
    expect_quiet(page)
    reason.click()
    reason.press_sequentially("The act of 2024")
    reason.blur()
    expect_quiet(page)
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    assert dialogs == ["beforeunload"]


@pytest.mark.parametrize("way", ["another address", "the tab is closed"])
def test_the_browser_asks_before_a_comment_or_a_new_name_is_lost_in_other_ways(
    server: Server, page: Page, way: str
) -> None:
    key = begin(server.folder)
    if way == "another address":
        open_question(page, server.address, key, "L02")
        field = page.get_by_label("Comment (optional)")
    else:
        page.goto(f"{server.address}/institutions?a={key}")
        field = page.get_by_label("Or name one yourself")
        expect(field).to_be_visible()
        expect_quiet(page)
    field.click()
    field.press_sequentially("The office of 2024")
    with page.expect_event("dialog") as asked:
        if way == "another address":
            page.evaluate("setTimeout(() => location.assign('/gaps'), 0)")
        else:
            page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(field).to_have_value("The office of 2024")


def test_a_typed_name_keeps_its_direction_inside_a_sentence_and_leaves_the_sentence_its_own(
    server: Server, page: Page
) -> None:
    key = begin(server.folder)
    names = {"justice": "وزارة العدل (الشرطة)", "acme": "Acme Inc."}
    store = store_in(server.folder)
    listed = tuple(Institution(id=i, name=name, indicators=("L02",)) for i, name in names.items())
    at = dt.datetime.now(dt.UTC)
    store.save_institutions(key, listed, expected_revision=0, person=TESTER, at=at)
    for institution in names:
        store.save_answer(
            key, "L02", Answer(level=2, reason="x"), institution=institution,
            expected_revision=0, person=TESTER, at=at,
        )  # fmt: skip
    store.close()
    open_question(page, server.address, key, "L02")
    line = page.get_by_text("Institutions say").first
    places = line.evaluate(PLACES)
    text = "".join(sign for sign, _left in places)
    arabic, latin = text.index(names["justice"]), text.index(names["acme"])

    def left(index: int) -> float:
        return places[index][1]

    after = arabic + len(names["justice"])
    within = [left(number) for number in range(arabic, after) if text[number] not in " "]
    assert within == sorted(within, reverse=True), "the name runs from right to left, brackets too"
    assert text[after:].lstrip("\u2069").startswith(":")
    colon = text.index(":", after)
    assert left(colon) > max(within), "what follows the name stands to its right"
    ltr = [left(number) for number in range(latin, latin + len(names["acme"]) + 1)]
    assert ltr == sorted(ltr)
