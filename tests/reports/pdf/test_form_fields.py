"""The printed questionnaire is a form: its fields are tagged, described and alike on every page, and it nests no tables."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest

from reports.pdf.render import render_pdf
from tests.support.pdf_forms import ASKED, blank_form, edition, fields_of, form_of

SMALLEST = 8.5
"""Points of type."""

LINE = 1.362
"""Height of a line of Noto Sans, from ascender to descender, in ems."""


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(blank_form()))


def elements(
    node: pikepdf.Object, above: tuple[str, ...] = ()
) -> Iterator[tuple[pikepdf.Object, tuple[str, ...]]]:
    """Each element of the structure with the kinds of those around it."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, above
            yield from elements(kid, (*above, str(kid.S)))


def test_no_table_is_within_another_and_each_has_a_caption_and_heads(pdf: pikepdf.Pdf) -> None:
    tables = 0
    for element, above in elements(pdf.Root.StructTreeRoot):
        if element.S != "/Table":
            continue
        tables += 1
        within = Counter(str(each.S) for each, _above in elements(element))
        assert "/Table" not in above
        assert within["/TH"]
        assert [str(kid.S) for kid in element.K].count("/Caption") == 1
    assert tables == 2


def test_each_field_is_a_form_element_of_its_own(pdf: pikepdf.Pdf) -> None:
    tagged = [
        kid.Obj.objgen
        for element, _above in elements(pdf.Root.StructTreeRoot)
        if element.S == "/Form"
        for kid in element.K
    ]
    shown = [
        widget.objgen
        for page in pdf.pages
        for widget in page.get("/Annots", [])
        if widget.Subtype == "/Widget"
    ]
    assert len(set(tagged)) == len(tagged)
    assert set(tagged) == set(shown)
    assert all(page.Tabs == "/S" for page in pdf.pages)


def test_each_field_says_in_words_what_it_asks(pdf: pikepdf.Pdf) -> None:
    fields = fields_of(pdf)
    assert len(fields) == len(pdf.Root.AcroForm.Fields)
    for name, field in fields.items():
        code = name.partition("_")[0]
        assert str(field.TU).strip()
        assert code not in ASKED or str(field.TU).startswith(f"{code} ")
    asked = str(fields["L04_choice"].TU)
    assert asked == f"L04 {edition().indicators['L04'].question}"
    assert [str(kid.TU) for kid in fields["L04_choice"].Kids][
        -1
    ] == f"{asked} – Outside our mandate"


def test_one_circle_of_a_question_is_marked_and_its_state_is_the_answer(pdf: pikepdf.Pdf) -> None:
    for field in pdf.Root.AcroForm.Fields:
        if field.get("/FT") != "/Btn":
            continue
        states = [str(key) for kid in field.Kids for key in kid.AP.N]
        assert len(set(states)) == len(field.Kids)
        assert "/Opt" not in field
        assert all(kid.Parent.objgen == field.objgen and "/T" not in kid for kid in field.Kids)
    choice = fields_of(pdf)["L04_choice"]
    levels = [f"/{level}" for level in range(5)]
    states = ["/dont_know", "/not_applicable", "/outside_mandate"]
    assert [str(key) for kid in choice.Kids for key in kid.AP.N] == [*levels, *states]


def test_where_the_form_comes_from_is_hidden_and_not_to_be_changed(pdf: pikepdf.Pdf) -> None:
    hidden = [field for key, field in fields_of(pdf).items() if key.startswith("cop_")]
    assert hidden
    assert all(field.F == 2 and field.Ff == 1 for field in hidden)


def test_what_hidden_fields_hold_is_not_drawn_on_the_cover() -> None:
    text = subprocess.run(
        ["pdftotext", "-l", "1", "-", "-"], input=blank_form(), capture_output=True, check=True
    ).stdout.decode()
    assert "Kenya" in text
    assert "cop-toolkit" not in text


def test_pages_are_labelled_by_their_number(pdf: pikepdf.Pdf) -> None:
    assert [page.label for page in pdf.pages][:3] == ["1", "2", "3"]


def test_letters_of_many_languages_can_be_typed(pdf: pikepdf.Pdf) -> None:
    appearance = str(fields_of(pdf)["L04_comment"].DA)
    match = re.fullmatch(r"(?:[\d.]+ ){3}rg (/\S+) [\d.]+ Tf", appearance)
    assert match
    characters = pdf.Root.AcroForm.DR.Font[match[1]].ToUnicode.read_bytes().decode()
    assert all(f"<{ord(letter):04x}>" in characters.lower() for letter in "aÿłşẾЖΩ9")


def test_a_group_of_circles_goes_on_on_the_next_page() -> None:
    circles = "".join(
        f'<p style="break-before: page"><input type="radio" name="a" value="{value}" title="Q – {value}"></p>'
        for value in ("one", "two")
    )
    page = f'<html lang="en"><title>T</title><style>input {{appearance: auto}}</style>{circles}'
    made = pikepdf.open(io.BytesIO(render_pdf(page, "")))
    (field,) = made.Root.AcroForm.Fields
    assert [str(key) for kid in field.Kids for key in kid.AP.N] == ["/one", "/two"]


def test_nothing_is_smaller_than_people_read(pdf: pikepdf.Pdf) -> None:
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=blank_form(), capture_output=True, check=True
    ).stdout.decode()
    heights = [
        float(bottom) - float(top)
        for top, bottom in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    ]
    assert len(heights) > 500
    assert min(heights) >= SMALLEST * LINE - 0.05


def test_a_form_has_the_same_bytes_each_time() -> None:
    assert form_of(None, ("L04",)) == form_of(None, ("L04",))
