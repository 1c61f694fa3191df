"""Languages: what is offered, and the sentence that says how far a translation is checked."""

from __future__ import annotations

import pytest

from questionnaires import load_published_edition
from translations import LANGUAGES, content_text, language_note, use_language
from translations.languages import statuses

QUESTION = load_published_edition("2026").indicators["L02"].question


def test_every_language_says_how_far_it_is_and_its_name_in_itself() -> None:
    assert tuple(statuses()) == LANGUAGES
    assert statuses()["ru"].name == "Русский"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_language_that_nobody_has_signed_is_marked_as_draft(language: str) -> None:
    with use_language(language):
        assert bool(language_note()) == statuses()[language].is_draft


@pytest.mark.parametrize("language", ["en", "qps", "qpr", "de"])
def test_a_language_that_is_not_translated_has_no_note(language: str) -> None:
    with use_language(language):
        assert language_note() == ""


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_question_is_shown_in_each_language_without_any_set_up(language: str) -> None:
    with use_language(language):
        assert content_text("L02.question", QUESTION) not in ("", QUESTION)


@pytest.mark.parametrize("language", ["de", "xx-unknown", "../ar"])
def test_a_language_without_catalogue_is_shown_in_english(language: str) -> None:
    with use_language(language):
        assert content_text("L02.question", QUESTION) == QUESTION
