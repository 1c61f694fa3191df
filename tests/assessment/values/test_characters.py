"""Characters without a glyph do not count as a reason or name, and are kept within words that need them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assessment import Answer, AnswerStatus, Evidence, InvalidAssessment
from assessment.errors import AssessmentError
from assessment.files.assessment_file import parse_assessment
from assessment.model.assessment import AssessmentState, Institution
from assessment.model.base import STORED, typed_text
from assessment.model.roles import AccessRole
from assessment.values.characters import has_glyph, link_characters, on_one_line, read_text
from assessment.workflow.states import Transition, apply_transition

INVISIBLE = [
    "\u200b", "\u200e\u200f", "\u2060", "\ufeff", "\u202a \u202c", "\u2066\u2069", "\u00ad", "\u00a0\u3000",
    "\u200c\u200d", "\u180e", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\U0001bca1", "\U0001d159", "\n\x0b\x0c", "\u2028",
]  # fmt: skip


@pytest.mark.parametrize("reason", INVISIBLE)
def test_a_reason_that_shows_nothing_is_no_reason(reason: str) -> None:
    assert not has_glyph(reason)
    assert read_text(reason) == ""
    with pytest.raises(ValidationError, match="without a reason"):
        Answer(state=AnswerStatus.NOT_APPLICABLE, reason=reason)


@pytest.mark.parametrize("name", INVISIBLE)
def test_a_document_and_an_institution_have_a_name_that_shows_something(name: str) -> None:
    with pytest.raises(ValidationError):
        Evidence(title=name)
    with pytest.raises(ValidationError):
        Institution(id="police", name=name)


def test_an_assessment_file_with_an_invisible_reason_is_refused_with_its_place() -> None:
    data = (
        b"{country: KEN, edition: '2026', cycle: 2026, "
        rb'answers: {L01: {state: not_applicable, reason: "\u200b"}}}'
    )
    with pytest.raises(InvalidAssessment, match=r"L01.*without a reason"):
        parse_assessment(data, "ken.yaml")
    assert parse_assessment(data, "ken.yaml", context=STORED).answers["L01"].reason == "\u200b"


def test_what_was_stored_before_still_opens() -> None:
    stored = {"state": "not_applicable", "reason": "\u200b", "evidence": ({"title": "\u200b"},)}
    assert Answer.model_validate(stored, context=STORED).reason == "\u200b"


def test_a_step_needs_a_reason_that_shows_something() -> None:
    with pytest.raises(AssessmentError, match="why"):
        apply_transition(
            AssessmentState.SUBMITTED,
            Transition.TAKE_BACK,
            frozenset({AccessRole.COORDINATOR}),
            reason="\u200b\u200e",
        )
    assert typed_text("\u200b\n\ufeff") == ""


def test_a_soft_line_break_is_a_line_break() -> None:
    assert read_text("one\x0btwo\r\nthree\x0cfour\r") == "one\ntwo\nthree\nfour"
    assert Answer(level=1, comment="one\x0btwo").comment == "one\ntwo"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d👧", "a\u00a0b"])
def test_joiners_stay_in_the_words_that_need_them(text: str) -> None:
    assert read_text(text) == text
    assert Answer(level=1, comment=text).comment == text


def test_a_value_keeps_no_character_without_a_glyph() -> None:
    assert on_one_line("\ufeff 2\u00a0\u200bSet\x0bup\u200f ") == "2 Set up"


def test_a_link_keeps_a_joiner_only_inside_a_word_of_another_script() -> None:
    kept = "https://fa.example.org/می\u200cخواهم"
    assert link_characters(f"\u200e{kept}\u200f\u200c") == kept
    assert link_characters("https://exam\u200cple.org/\u200ba\u00adb") == "https://example.org/ab"
    assert Evidence(title="A", url="https://example.org\u200b").url == "https://example.org"
