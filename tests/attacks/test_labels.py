"""Typed texts are plain in the label of every widget and in every message, never Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from streamlit.testing.v1 import AppTest

from app_pages.shell.markup import as_markdown
from assessment import Assessment
from assessment.model.evidence import StoredFile
from assessment.store import BlobStore
from tests.attacks import hostile
from tests.attacks.conftest import NOW
from tests.attacks.hostile import EDITION
from tests.support.pages import PAGES, folder, open_page
from tests.support.screens import TESTER, store_in

__all__ = ["folder"]

SIGNS = ("![x](auth%2Flogout)", "[a](b)", ":material/x:", "$x$", ":red[x]")
HOSTILE = " ".join(SIGNS) + ".pdf"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

PLAIN = {
    "Html.body", "Code.code_text", "TextArea.default", "TextArea.value", "TextInput.default", "TextInput.value",
    "Selectbox.options", "Selectbox.raw_value", "MultiSelect.options", "PlotlyChart.spec",
}  # fmt: skip
"""What Streamlit or Plotly shows as text, or the application as HTML of its own, which is escaped elsewhere."""


def marked_up(test: AppTest) -> Iterator[tuple[str, str]]:
    """Yield each text of the page that Streamlit reads as Markdown, with its field."""
    for element in _elements(test._tree):
        yield from _texts(element)


def _elements(node: Any) -> Iterator[Any]:
    proto = getattr(node, "proto", None)
    if hasattr(proto, "ListFields"):
        yield proto
    for child in getattr(node, "children", {}).values():
        yield from _elements(child)


def _texts(message: Any) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        name = f"{message.DESCRIPTOR.name}.{field.name}"
        values = [value] if isinstance(value, str) or hasattr(value, "ListFields") else value
        if name in PLAIN or isinstance(values, int | float | bytes) or hasattr(values, "keys"):
            continue
        for item in values:
            if isinstance(item, str):
                yield name, item
            elif hasattr(item, "ListFields"):
                yield from _texts(item)


def _hostile(monkeypatch: pytest.MonkeyPatch, sha256: str) -> Assessment:
    """The assessment with HOSTILE in every text field that accepts it; all evidence has the stored file."""
    monkeypatch.setattr(hostile, "attack", lambda _address: HOSTILE)
    return _with_file(hostile.poisoned("http://127.0.0.1:1"), sha256)


def _with_file(value: Any, sha256: str) -> Any:
    match value:
        case StoredFile():
            return value.model_copy(update={"sha256": sha256})
        case BaseModel():
            fields = {
                name: _with_file(getattr(value, name), sha256) for name in type(value).model_fields
            }
            return value.model_copy(update=fields)
        case Mapping():
            return {key: _with_file(item, sha256) for key, item in value.items()}
        case tuple():
            return tuple(_with_file(item, sha256) for item in value)
    return value


@pytest.mark.parametrize(
    ("typed", "escaped"), [("AT&amp;T", r"AT\&amp;T"), ("a\n===", "a\n\\=\\=\\=")]
)
def test_neither_references_nor_underlined_headings_are_markdown(typed: str, escaped: str) -> None:
    assert as_markdown(typed) == escaped


def test_no_label_and_no_message_is_markdown_that_somebody_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = BlobStore(folder / "evidence").put(PDF, HOSTILE)
    hostile = _hostile(monkeypatch, file.sha256)
    with closing(store_in(folder)) as store:
        key = store.import_assessment(
            hostile, edition_hash=EDITION.content_hash, person=TESTER, at=NOW
        )
        store.add_file(key, file, person=TESTER, at=NOW)
    seen: dict[str, int] = {}
    places = [(name, {}) for name in PAGES]
    places += [("answer", {"i": indicator}) for indicator in hostile.answers]
    places += [("answer", {"i": "L02", "as": "police"}), ("settle", {"i": "L02"})]
    for page, params in places:
        for field, text in marked_up(open_page(page, a=key, **params)):
            assert not [sign for sign in SIGNS if sign in text], (page, params, field, text)
            if r"\:red\[x\]" in text:
                seen[field] = seen.get(field, 0) + 1
    assert {"DownloadButton.label"} <= set(seen), "the hostile texts are not on the pages"
