"""The language of the documents: at first that of the screens, then the one chosen, in the file and in its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app_pages.documents import page as documents
from tests.support.pages import folder, open_page
from tests.support.screens import bring_example
from translations import current_language, use_language

__all__ = ["folder"]


def test_the_language_is_at_first_that_of_the_screens_and_can_be_another(folder: Path) -> None:
    with use_language("es"):  # AppTest formats options in the test's own thread
        page = open_page("documents", a=bring_example(folder), lang="es")
        choice = page.selectbox(key="document.language")
        assert choice.value == "es"
        choice.select("ru").run()
        assert not page.exception
        assert page.selectbox(key="document.language").value == "ru"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_file_is_made_in_the_language_chosen_and_the_page_keeps_its_own(language: str) -> None:
    with use_language("es"):
        assert documents._in_language(language, current_language)() == language
        assert current_language() == "es"
