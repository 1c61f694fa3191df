"""What Word counts and looks up by itself: numbers of captions and pages, and the places that the contents lead to."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translations import gettext as _


def element(name: str, /, **values: str) -> Any:
    """An element such as `w:tab` with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_style(paragraph: Any, name: str) -> None:
    """Give a paragraph a style by its id, which is the name without spaces.

    python-docx looks through all styles for each name; a long document then takes three times as long.
    """
    paragraph._p.style = name.replace(" ", "")


def insert_in_order(parent: Any, made: Any, successors: str) -> None:
    """Put `made` before the first of `successors` (names with spaces between): Word asks for one order."""
    for child in parent:
        if child.tag in {qn(f"w:{name}") for name in successors.split()}:
            child.addprevious(made)
            return
    parent.append(made)


def add_field(parent: Any, code: str, shown: str) -> None:
    """A field at the end of a paragraph or link, with the text that stands there until a program counts anew."""
    begin_field(parent, code)
    parent.append(text_run(shown))
    end_field(parent)


def begin_field(parent: Any, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    signs = (
        element("w:fldChar", fldCharType="begin"),
        instruction,
        element("w:fldChar", fldCharType="separate"),
    )
    for sign in signs:
        run = OxmlElement("w:r")
        run.append(sign)
        parent.append(run)


def end_field(parent: Any) -> None:
    run = OxmlElement("w:r")
    run.append(element("w:fldChar", fldCharType="end"))
    parent.append(run)


def text_run(text: str) -> Any:
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    return run


def mark_heading(paragraph: Any, bookmark: str, number: int) -> None:
    """Put a bookmark round the words of a heading."""
    start = element("w:bookmarkStart", id=str(number), name=bookmark)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_caption(paragraph: Any, number: int, text: str) -> None:
    """`Table 3. What it costs`, the number a field that counts again when a table is added."""
    before, _found, after = _("Table {number}. {caption}").partition("{number}")
    paragraph._p.append(text_run(before))
    add_field(paragraph._p, r"SEQ Table \* ARABIC", str(number))
    paragraph._p.append(text_run(after.replace("{caption}", text)))


def add_page_number(paragraph: Any, texts: tuple[str, str, str]) -> None:
    """The page and how many there are, with the words of `texts` before, between and after."""
    before, between, after = texts
    paragraph._p.append(text_run(before))
    add_field(paragraph._p, "PAGE", "1")
    paragraph._p.append(text_run(between))
    add_field(paragraph._p, "NUMPAGES", "1")
    paragraph._p.append(text_run(after))
