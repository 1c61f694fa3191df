"""The page Documents: emblem, colours, foreword and paper are stored as they are given, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment.model.document_settings import DocumentSettings, Paper
from assessment.store import local_person
from host.services import open_store
from tests.app_pages.review.test_review import answered
from tests.support.pages import folder, open_page, texts

__all__ = ["folder"]

ANA = local_person("Ana")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/>%s</svg>'


def stored(key: str) -> DocumentSettings:
    return open_store().load(key, person=ANA).plan.document


def bring(page: AppTest, number: int, data: bytes) -> None:
    upload = page.file_uploader(key=f"look.upload.{number}")
    upload.set_value(("arms.svg", data, "image/svg+xml")).run(timeout=60)
    assert not page.exception


def test_each_field_is_stored_and_the_emblem_can_be_taken_away(folder: Path) -> None:
    key = answered(folder, L01=3)
    page = open_page("documents", a=key)
    page.radio(key="look.paper").set_value(Paper.LETTER).run(timeout=60)
    page.text_input(key="look.colours").set_value("#00563F, #8A1538").run(timeout=60)
    page.text_input(key="look.name").set_value("A. Person").run(timeout=60)
    page.text_area(key="look.text").set_value("Be safe.").run(timeout=60)
    bring(page, 0, SVG % b"<title/>")
    found = stored(key)
    assert (found.paper, found.colours) == (Paper.LETTER, ("#00563F", "#8A1538"))
    assert (found.foreword.text, found.foreword.name) == ("Be safe.", "A. Person")
    assert found.emblem is not None
    page.button(key="look.without_emblem").click().run(timeout=60)
    assert stored(key).emblem is None


def test_what_cannot_be_used_is_refused_with_its_reason_and_nothing_is_stored(folder: Path) -> None:
    key = answered(folder, L01=3)
    page = open_page("documents", a=key)
    page.text_input(key="look.colours").set_value("#FCD116").run(timeout=60)
    assert "to 1 against white" in texts(page)
    bring(page, 0, SVG % b"<script/>")
    assert "holds the element “script”" in texts(page)
    assert stored(key) == DocumentSettings()
