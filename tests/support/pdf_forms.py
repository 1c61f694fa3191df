"""A questionnaire as a PDF form, made once, and programs that fill it in: each writes values in its own way."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from functools import cache

import pikepdf
from pypdf import PdfReader, PdfWriter

from assessment import Assessment
from exchange.pdf_form.origin import origin_fields
from exchange.xlsform.fields import FormNames
from questionnaires import Edition, load_published_edition
from reports import FormBinding, build_questionnaire, render_questionnaire
from reports.pdf.render import render_pdf

DAY = dt.date(2026, 11, 23)
ASKED = ("L01", "L02", "L04", "O01", "T03", "C05")
"""Questions with statuses, checklists, no parts, tables narrow and wide, and statistics."""

Filler = Callable[[bytes, Mapping[str, str]], bytes]


@cache
def edition() -> Edition:
    return load_published_edition("2026")


def assessment() -> Assessment:
    return Assessment(country="KEN", edition="2026", cycle=2026, profile="full")


@cache
def blank_form() -> bytes:
    """The form of `ASKED` for an empty assessment of Kenya."""
    return form_of(assessment(), ASKED)


def form_of(target: Assessment | None, asked: tuple[str, ...]) -> bytes:
    """The form of some questions for an assessment, or for any country."""
    binding = FormBinding(
        FormNames(edition()).of,
        origin_fields(edition(), "full", target),
        country="" if target is None else "Kenya",
    )
    form = build_questionnaire(edition(), date=DAY, indicators=asked, binding=binding)
    return render_pdf(render_questionnaire(form), "")


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def fields_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def _fill(data: bytes, values: Mapping[str, str], text_of: Callable[[str], bytes]) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    fields = fields_of(pdf)
    for name, text in values.items():
        field = fields[name]
        if field.FT == "/Tx":
            field.V = pikepdf.String(text_of(text))
            continue
        field.V = pikepdf.Name(f"/{text}")
        for button in field.Kids:
            state = f"/{text}"
            button.AS = pikepdf.Name(state if state in button.AP.N else "/Off")
    return pdf


def _utf16(text: str) -> bytes:
    return b"\xfe\xff" + text.encode("utf-16-be")


def acrobat(data: bytes, values: Mapping[str, str]) -> bytes:
    """Texts in UTF-16 with its mark and line ends of CR; values and states of buttons."""
    return saved(_fill(data, values, lambda text: _utf16(text.replace("\n", "\r"))))


def poppler(data: bytes, values: Mapping[str, str]) -> bytes:
    """As Okular and Evince: texts in UTF-16, the code of a language before them."""
    return saved(_fill(data, values, lambda text: _utf16(f"\x1ben\x1b{text}")))


def pdf_js(data: bytes, values: Mapping[str, str]) -> bytes:
    """As Firefox: what was filled in is appended to the file, which stays as it was."""
    return _with_pypdf(data, values, PdfWriter(io.BytesIO(data), incremental=True))


def pdf_2(data: bytes, values: Mapping[str, str]) -> bytes:
    """Texts in UTF-8 with its mark, as PDF 2.0 allows."""
    return saved(_fill(data, values, lambda text: b"\xef\xbb\xbf" + text.encode()))


def pdftk(data: bytes, values: Mapping[str, str]) -> bytes:
    """Values only: the states of the buttons are left as they are."""
    pdf = _fill(data, values, _utf16)
    for field in pdf.Root.AcroForm.Fields:
        for button in field.get("/Kids", []):
            button.AS = pikepdf.Name("/Off")
    return saved(pdf)


def preview(data: bytes, values: Mapping[str, str]) -> bytes:
    """As macOS may: states of the buttons without a value, long texts in streams, and the list of fields lost."""
    pdf = _fill(data, values, _utf16)
    for field in pdf.Root.AcroForm.Fields:
        if field.get("/FT") == "/Btn":
            del field["/V"]
        elif "/V" in field and len(bytes(field.V)) > 40:
            field.V = pdf.make_stream(bytes(field.V))
    pdf.Root.AcroForm.Fields = pikepdf.Array()
    return saved(pdf)


def with_pypdf(data: bytes, values: Mapping[str, str]) -> bytes:
    """As a script with pypdf writes them, the whole file anew."""
    return _with_pypdf(data, values, PdfWriter(clone_from=PdfReader(io.BytesIO(data))))


def _with_pypdf(data: bytes, values: Mapping[str, str], writer: PdfWriter) -> bytes:
    pdf = pikepdf.open(io.BytesIO(data))
    buttons = {key for key, field in fields_of(pdf).items() if "/Kids" in field}
    typed = {key: f"/{text}" if key in buttons else text for key, text in values.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


FILLERS: tuple[Filler, ...] = (acrobat, poppler, pdf_js, pdf_2, pdftk, preview, with_pypdf)


def flattened(data: bytes, _values: Mapping[str, str]) -> bytes:
    """What is left when fields become part of the page."""
    pdf = pikepdf.open(io.BytesIO(data))
    del pdf.Root["/AcroForm"]
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    return saved(pdf)
