"""Read the fields of a PDF form as any program writes them.

Run as `python -m exchange.pdf_form.acroform`, the PDF on standard input and what it holds as JSON on standard output.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from assessment.files.limited_process import answer

MAXIMUM_WIDGETS = 20_000
"""Fields and buttons of all pages; the full questionnaire has 3,500."""

MAXIMUM_PAGES = 1_000
MAXIMUM_DEPTH = 20
"""Fields within fields."""

MAXIMUM_CHARACTERS = 5_000_000
"""Of all texts together."""

_LANGUAGE = re.compile("\x1b[^\x1b]{0,20}\x1b")
"""Code of a language within a text (ISO 32000-1, 7.9.2.2)."""

_OFF = ("", "Off")
_OWN = ("/Widget", "/Link", "/Popup")
"""Annotations that are no remark or drawing of a person."""


class TooLarge(ValueError):
    """The form has more fields, pages or text than one of the toolkit."""


@dataclass(slots=True)
class FieldValue:
    """What a field holds: a text, or the values of the buttons that are marked; `page` counts from 1."""

    page: int
    values: list[str] = field(default_factory=list)
    is_readable: bool = True


@dataclass(slots=True)
class FormContent:
    """The fields of a PDF by name, and what else it holds that is not read."""

    fields: dict[str, FieldValue] = field(default_factory=dict)
    is_encrypted: bool = False
    has_xfa: bool = False
    has_scripts: bool = False
    has_attachments: bool = False
    remarks: list[int] = field(default_factory=list)
    """The pages with remarks, typed texts or drawings that are no fields."""


def read_form(data: bytes) -> FormContent:
    """The content of a PDF. Raises TooLarge; PyPdfError and the errors in `UNREADABLE` for a damaged one."""
    reader = PdfReader(io.BytesIO(data))
    content = FormContent(is_encrypted=reader.is_encrypted)
    if content.is_encrypted:
        return content
    catalog = reader.root_object
    form = _dictionary(catalog.get("/AcroForm"))
    names = _dictionary(catalog.get("/Names"))
    content.has_xfa = "/XFA" in form
    content.has_attachments = "/EmbeddedFiles" in names
    content.has_scripts = (
        "/JavaScript" in names
        or "/AA" in catalog
        or _dictionary(catalog.get("/OpenAction")).get("/S") == "/JavaScript"
    )
    if len(reader.pages) > MAXIMUM_PAGES:
        raise TooLarge
    count = 0
    for number, page in enumerate(reader.pages, start=1):
        for annotation in _annotations(page):
            count += 1
            if count > MAXIMUM_WIDGETS:
                raise TooLarge
            _read_annotation(content, annotation, number)
    if sum(len(text) for each in content.fields.values() for text in each.values) > (
        MAXIMUM_CHARACTERS
    ):
        raise TooLarge
    return content


UNREADABLE = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
    OverflowError, MemoryError, AssertionError,
)  # fmt: skip
"""What pypdf raises while it reads a damaged file."""


def _annotations(page: DictionaryObject) -> Iterator[DictionaryObject]:
    listed: Any = page.get("/Annots")
    array = listed.get_object() if listed is not None else None
    for each in array if isinstance(array, ArrayObject) else ():
        yield _dictionary(each)


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _read_annotation(content: FormContent, annotation: DictionaryObject, page: int) -> None:
    if "/A" in annotation or "/AA" in annotation:
        content.has_scripts |= _has_script(annotation)
    kind = annotation.get("/Subtype")
    if kind == "/FileAttachment":
        content.has_attachments = True
    elif kind not in _OWN and page not in content.remarks:
        content.remarks.append(page)
    if kind == "/Widget":
        _read_widget(content, annotation, page)


def _has_script(annotation: DictionaryObject) -> bool:
    actions = (
        _dictionary(annotation.get("/A")),
        *map(_dictionary, _dictionary(annotation.get("/AA")).values()),
    )
    return any(action.get("/S") == "/JavaScript" for action in actions)


def _read_widget(content: FormContent, widget: DictionaryObject, page: int) -> None:
    """Add the value of the field of a widget."""
    chain = list(_chain(widget))
    name = ".".join(_text(each["/T"]) for each in reversed(chain) if "/T" in each)
    if not name:
        return
    value = content.fields.setdefault(name, FieldValue(page))
    kind, stored = _inherited(chain, "/FT"), _inherited(chain, "/V")
    if kind != "/Btn":
        text = _typed(stored)
        if text is None:
            value.is_readable = False
        elif text and text not in value.values:
            value.values.append(text)
        return
    # The value that is stored, and the mark that is shown: programs may write only one of the two.
    for mark in (stored, widget.get("/AS")):
        text = (
            str(mark).removeprefix("/") if isinstance(mark, NameObject | TextStringObject) else ""
        )
        if text not in _OFF and text not in value.values:
            value.values.append(text)


def _chain(widget: DictionaryObject) -> Iterator[DictionaryObject]:
    """The widget and the fields that it belongs to, from the inside. Raises TooLarge where they go in a circle."""
    each = widget
    for _depth in range(MAXIMUM_DEPTH):
        yield each
        if "/Parent" not in each:
            return
        each = _dictionary(each["/Parent"])
    raise TooLarge


def _inherited(chain: list[DictionaryObject], key: str) -> Any:
    value: Any = next((each[key] for each in chain if key in each), None)
    return value.get_object() if hasattr(value, "get_object") else value


def _typed(value: Any) -> str | None:
    """The text of a field, also where a stream holds it; None where it can't be read."""
    match value:
        case None:
            return ""
        case StreamObject():
            return _text(_decoded(value.get_data()))
        case TextStringObject():
            return _text(value)
        case ByteStringObject():
            return _text(_decoded(bytes(value)))
        case NameObject():
            return str(value).removeprefix("/")
    return None


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _text(value: Any) -> str:
    return _LANGUAGE.sub("", str(value))


def form_json(data: bytes) -> bytes:
    """The content of a PDF as JSON; `too_large` or `unreadable` where it can't be read."""
    try:
        return json.dumps(asdict(read_form(data))).encode()
    except TooLarge:
        return b'"too_large"'
    except UNREADABLE:
        return b'"unreadable"'


def parse_form(text: bytes) -> FormContent | str:
    """The content of a PDF from its JSON; `too_large` or `unreadable`."""
    values = json.loads(text)
    if isinstance(values, str):
        return values
    values["fields"] = {name: FieldValue(**each) for name, each in values["fields"].items()}
    return FormContent(**values)


if __name__ == "__main__":
    answer(form_json)
