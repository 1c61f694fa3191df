"""What a country typed stands in every document as the same text: any field, in any script."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Assessment
from assessment.values.characters import read_text
from tests.assessment.texts import AWKWARD_TEXTS
from tests.public.test_confidentiality import STRUCTURE, texts
from tests.reports.every_field import DOCUMENTS, FIELDS, begun, filled
from tests.support.profiles import drawn

SHORT = [text for text in AWKWARD_TEXTS[:-3] if len(text) <= 60]

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)
    | st.sampled_from(SHORT),
    min_size=7,
    max_size=7,
)

_ISOLATES = re.compile("[\u2066-\u2069]")
_BLANK = re.compile(r"[\s\u2028\u2029\ufeff]+")


def packed(text: str) -> str:
    """A text without blanks, which lines are broken at, and the marks around a text of another direction.

    And without apostrophes, which keep a part of a text in a table from being a formula.
    """
    return _BLANK.sub("", _ISOLATES.sub("", text)).replace("'", "")


@cache
def _plain() -> Assessment:
    return filled(["text"])[0]


def test_every_field_for_a_typed_text_is_one_of_the_fields() -> None:
    """A new field of a model must be filled here; it is then searched for like the others."""
    others = {text for text in texts(_plain()) if "«" not in text and not STRUCTURE.fullmatch(text)}
    of_the_edition = {
        "test", "A1-a", "A1-b", "A2-a", "B1-a", "B2-a", "A1", "A2", "B1", "B2", "S1", "tests", "law", "lines", "number", "region",
        "ministry", "old", "Z1", "dont_know", "may_not", "not_now", "stopped", "free", "other", "draft", "danger_first", "",
        "answered", "unanswered", "self_assessed", "middle", "a4",
    }  # fmt: skip
    assert others <= of_the_edition
    assert {text.partition("»")[0].removeprefix("«") for text in texts(_plain()) if "«" in text} == set(FIELDS)  # fmt: skip


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_shows_the_fields_that_it_is_to_show_and_no_others(document: str) -> None:
    text_of, fields = DOCUMENTS[document]
    found = packed(text_of(_plain()))
    assert {field for field in FIELDS if packed(f"«{field}»") in found} == fields


@pytest.mark.parametrize("document", [name for name, (_of, fields) in DOCUMENTS.items() if fields])
@settings(max_examples=drawn(6), deadline=None)
@given(texts=TEXTS)
def test_a_typed_text_stands_in_every_document_as_the_same(document: str, texts: list[str]) -> None:
    text_of, fields = DOCUMENTS[document]
    assessment, typed = filled(texts)
    found = packed(text_of(assessment))
    for field in fields:
        assert packed(read_text(typed[field])) in found, begun(field, "")
