"""Fields that Word computes (numbers of captions and pages), bookmarks, and XML helpers."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translations import gettext as _


def element(name: str, /, **values: str) -> Any:
    """XML element such as `w:tab`; `values` become attributes of the `w` namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_style(paragraph: Any, name: str) -> None:
    """Set the style of a paragraph by its id, the name without spaces.

    python-docx searches all styles for each name; a long document then takes three times as long.
    """
    paragraph._p.style = name.replace(" ", "")


def insert_in_order(parent: Any, made: Any, successors: str) -> None:
    """Insert `made` before the first child named in `successors`, space-separated: Word requires the schema's order."""
    for child in parent:
        if child.tag in {qn(f"w:{name}") for name in successors.split()}:
            child.addprevious(made)
            return
    parent.append(made)


def add_field(parent: Any, code: str, shown: str) -> None:
    """Append a field with the code `code`; `shown` is its text until a program updates it."""
    begin_field(parent, code)
    parent.append(text_run(shown))
    end_field(parent)


def begin_field(parent: Any, code: str, *, dirty: bool = False) -> None:
    """Append the runs that open a field; a `dirty` one is out of date, and Word computes it on opening."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    begin = element("w:fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    signs = (
        begin,
        instruction,
        element("w:fldChar", fldCharType="separate"),
    )
    for sign in signs:
        run = OxmlElement("w:r")
        run.append(sign)
        parent.append(run)


def end_field(parent: Any) -> None:
    """Append the run that closes a field."""
    run = OxmlElement("w:r")
    run.append(element("w:fldChar", fldCharType="end"))
    parent.append(run)


def text_run(text: str) -> Any:
    """Run with a text; spaces are preserved."""
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    return run


def mark_heading(paragraph: Any, bookmark: str, number: int) -> None:
    """Enclose the text of a heading in a bookmark; `number` is its id in the document."""
    start = element("w:bookmarkStart", id=str(number), name=bookmark)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_caption(paragraph: Any, number: int, text: str) -> None:
    """Append a caption such as `Table 3. What it costs`, its number as a field that Word recounts."""
    before, _separator, after = _("Table {number}. {caption}").partition("{number}")
    paragraph._p.append(text_run(before))
    add_field(paragraph._p, r"SEQ Table \* ARABIC", str(number))
    paragraph._p.append(text_run(after.replace("{caption}", text)))


def add_page_number(paragraph: Any, texts: tuple[str, str, str]) -> None:
    """Append page number and number of pages as fields, with `texts` before, between and after them."""
    before, between, after = texts
    paragraph._p.append(text_run(before))
    add_field(paragraph._p, "PAGE", "1")
    paragraph._p.append(text_run(between))
    add_field(paragraph._p, "NUMPAGES", "1")
    paragraph._p.append(text_run(after))
