"""Terms of the list: what is no term in a text, and the other forms and senses that are allowed, each of which is needed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from translations import CATALOGUES, TRANSLATED
from translations.catalogue import DOMAINS, path_of
from translations.term_checks import OTHER_SENSES, SECOND_FORMS, TERMS, Terms, missing_terms


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _catalogues(language: str) -> str:
    """All texts of a language, English and translated, in small letters and without the breaks of their lines."""
    paths = (path_of(CATALOGUES, language, domain) for domain in DOMAINS)
    return "".join(path.read_text("utf-8") for path in paths).replace('"\n"', "").lower()


def _ids(english: str) -> set[str]:
    return {term.id for term in Terms("fr").of(english)}


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Each level has a measure.", {"level", "measure"}),
        ("{level}: {measure} of '{question}'", set()),
        ("Add the key 'level' to pillars/{key}.yaml or statistics.yaml.", set()),
        ("Leave out --institution, or `score`.", set()),
        ("The action line C5 names a level.", {"level"}),
    ],
)
def test_names_and_other_senses_of_a_word_are_no_terms(english: str, expected: set[str]) -> None:
    assert _ids(english) == expected


def test_a_term_is_found_with_and_without_the_vowel_signs_of_arabic() -> None:
    (coordinator,) = Terms("ar").of("coordinator")
    assert coordinator.is_in("هذه الصفحة للمنسّق")
    assert coordinator.is_in("هذه الصفحة للمنسق")
    assert not coordinator.is_in("هذه الصفحة للخبير")


def test_a_second_form_counts_as_the_term_and_another_word_does_not() -> None:
    english = "A child can ask."
    said = ["儿童可以提问。"] * 9
    pairs = {str(number): (english, text) for number, text in enumerate([*said, "孩子可以提问。"])}
    assert list(missing_terms(pairs, "zh")) == []
    pairs["9"] = (english, "他们可以提问。")
    assert list(missing_terms(pairs, "zh")) == [("9", "child")]


def test_every_phrase_of_another_sense_is_in_a_text_and_has_a_reason() -> None:
    texts = _catalogues("fr")
    rows = _rows(OTHER_SENSES)
    assert [row["phrase"] for row in rows if row["phrase"].lower() not in texts] == []
    assert all(row["reason"] for row in rows)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_second_form_is_of_a_term_is_used_and_has_a_reason(language: str) -> None:
    texts = _catalogues(language)
    terms = {row["id"] for row in _rows(TERMS)}
    rows = [row for row in _rows(SECOND_FORMS) if row["language"] == language]
    assert [row["form"] for row in rows if row["form"].lower() not in texts] == []
    assert {row["term"] for row in rows} <= terms
    assert all(row["reason"] for row in rows)
