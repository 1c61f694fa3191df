"""Typed text in sentences: its direction is its own, and reaches no further."""

from __future__ import annotations

import pytest

from app_pages.shell.evidence_labels import evidence_markup
from app_pages.shell.markup import isolate, signed
from assessment import Evidence
from translations import use_language

ARABIC, HEBREW = (
    "\u0645\u0646\u0649 (\u0627\u0644\u0648\u0632\u0627\u0631\u0629)",
    "\u05de\u05e9\u05e8\u05d3 2.",
)


@pytest.mark.parametrize("text", [ARABIC, HEBREW, f"Unit 2 {ARABIC}"])
def test_a_text_with_letters_of_the_other_direction_has_a_direction_of_its_own(text: str) -> None:
    assert isolate(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize("text", ["", "Acme Inc.", "\u041c\u0412\u0414 (2)", "\u6cd5\u9662\uff09"])
def test_a_text_in_the_direction_of_the_page_stays_as_it_is(text: str) -> None:
    assert isolate(text) == text


@pytest.mark.parametrize("text", ["Acme Inc.", ARABIC])
def test_on_a_page_from_right_to_left_every_text_has_a_direction_of_its_own(text: str) -> None:
    with use_language("ar"):
        assert isolate(text) == f"\u2068{text}\u2069"
        assert isolate("") == ""


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\u2069", "\u202c"])
def test_a_mark_of_direction_in_a_text_does_not_reach_beyond_it(mark: str) -> None:
    assert isolate(f"Ana{mark}") == "\u2068Ana\u2069"


def test_the_sign_of_a_number_stays_before_it_on_a_page_from_right_to_left() -> None:
    assert (signed(2), signed(-1)) == ("+2", "−1")
    with use_language("ar"):
        assert (signed(2), signed(-1)) == ("\u2066+2\u2069", "\u2066−1\u2069")


def test_a_grade_of_evidence_that_begins_with_its_letter_runs_in_the_direction_of_the_page() -> (
    None
):
    with use_language("ar"):
        title, kind, grade = evidence_markup(
            Evidence(title="Children Act", type="law", confidence="A")
        ).split(" · ")
    assert title == "<bdi>Children Act</bdi>"
    assert kind.startswith('<bdi dir="rtl">')
    assert grade.startswith('<bdi dir="rtl">A: ')
