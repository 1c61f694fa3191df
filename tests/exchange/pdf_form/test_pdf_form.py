"""A questionnaire filled in as a PDF form comes back through the preview, whatever program filled it in."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from assessment import Answer, AnswerStatus, Assessment, Institution
from exchange.import_rows import ImportBatch
from exchange.imported import is_imported
from exchange.merge import resolve
from exchange.pdf_form import acroform
from exchange.pdf_form import read as reading
from exchange.pdf_form.origin import FormRefused
from exchange.pdf_form.read import read_pdf_form
from exchange.preview import RowOutcome
from exchange.preview import preview as compare
from tests.support.pdf_forms import (
    FILLERS,
    Filler,
    acrobat,
    assessment,
    blank_form,
    edition,
    fields_of,
    flattened,
    form_of,
    saved,
)

COMMENT = "Loi n° 12, “ñandú”\nПриказ № 5, قانون، 法律"
VALUES = {
    "L04_choice": "3",
    "L04_comment": COMMENT,
    "L02_part_tests_definition": "no",
    "O01_choice": "not_applicable",
    "O01_reason": "A federation: each state names its own.",
    "L04_evidence_title": "Act 7",
    "L04_evidence_dated": "٢٠٢٤",
    "L04_evidence_url": "www.example.org/act",
    "L04_evidence_confidence": "B",
    "who_post": "Head of the unit",
}


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read forms in this process, except where a test says otherwise: a process takes a second to start."""
    monkeypatch.setattr(reading, "read_apart", lambda _module, data: acroform.form_json(data))


def batch_of(data: bytes, into: Assessment | None = None) -> ImportBatch:
    return read_pdf_form(data, "form.pdf", edition(), into or assessment())


def changed(change: Callable[[Pdf], None], data: bytes | None = None) -> bytes:
    pdf = pikepdf.open(io.BytesIO(data or blank_form()))
    change(pdf)
    return saved(pdf)


def rows(batch: ImportBatch) -> dict[tuple[str, str], dict[str, str]]:
    return {(row.kind, row.id or row.owner): dict(row.fields) for row in batch.rows}


def message(data: bytes, into: Assessment | None = None) -> str:
    with pytest.raises(FormRefused) as refusal:
        batch_of(data, into)
    return str(refusal.value)


@pytest.mark.parametrize("fill", FILLERS, ids=lambda fill: fill.__name__)
def test_what_any_program_fills_in_is_read(fill: Filler) -> None:
    batch = batch_of(fill(blank_form(), VALUES))
    assert rows(batch) == {
        ("answer", "L04"): {"choice": "3", "comment": COMMENT},
        ("answer", "O01"): {"choice": "not_applicable", "reason": VALUES["O01_reason"]},
        ("part", "L02/tests/definition"): {"said": "no"},
        ("evidence", "L04"): {
            "type": "other",
            "public": "yes",
            "title": "Act 7",
            "dated": "2024",
            "url": "https://www.example.org/act",
            "confidence": "B",
        },
    }
    assert not any(row.problems for row in batch.rows)
    assert batch.notes == ("On the cover stands: Head of the unit.",)


def test_an_empty_form_says_nothing() -> None:
    batch = batch_of(blank_form())
    assert (batch.rows, batch.notes) == ((), ())


def test_a_form_of_any_country_is_read_into_each() -> None:
    data = acrobat(form_of(None, ("L04",)), {"L04_choice": "1", "who_country": "Ghana"})
    batch = batch_of(data, assessment().model_copy(update={"country": "GHA"}))
    assert rows(batch) == {("answer", "L04"): {"choice": "1"}}
    assert batch.notes == ("On the cover stands: Ghana.",)


def test_what_is_stored_and_differs_is_a_conflict_and_what_is_left_empty_stays() -> None:
    stored = assessment().model_copy(
        update={
            "answers": {
                "L04": Answer(state=AnswerStatus.ANSWERED, level=1, comment="kept"),
                "O01": Answer(state=AnswerStatus.ANSWERED, level=2),
            }
        }
    )
    batch = batch_of(acrobat(blank_form(), {"L04_choice": "3", "O01_comment": "new"}), stored)
    result = compare(batch, edition(), stored)
    assert {item.row.owner: item.outcome for item in result.items} == {
        "L04": RowOutcome.CONFLICTING,
        "O01": RowOutcome.CHANGED,
    }
    assert batch.notes == ("Answers were stored here since the form was made.",)


def test_a_form_that_was_stored_changes_nothing_the_second_time_also_after_a_correction_here() -> (
    None
):
    batch = batch_of(acrobat(blank_form(), {"L04_choice": "3"}))
    after = resolve(compare(batch, edition(), assessment()), edition(), assessment(), {}).assessment
    assert after.answers["L04"].level == 3
    assert is_imported(batch, after)
    corrected = after.model_copy(
        update={"answers": {"L04": after.answers["L04"].model_copy(update={"level": 2})}}
    )
    assert compare(batch, edition(), corrected).counts.unchanged == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"L04_evidence_title": "a", "L04_evidence_url": "law.pdf"}, "'law.pdf' is no web address"),
        ({"since": "31.05.2024"}, "can't be read as a day"),
        ({"value": "1,234"}, "could be thousands or decimals"),
        ({"L04_comment": "x" * 60_000}, "is longer than 50000 characters"),
    ],
)
def test_a_value_that_cant_be_read_is_named_with_its_page(
    values: dict[str, str], words: str
) -> None:
    names = list(fields_of(pikepdf.open(io.BytesIO(blank_form()))))
    named = {
        key if key in names else next(each for each in names if each.endswith(f"_{key}")): text
        for key, text in values.items()
    }
    batch = batch_of(acrobat(blank_form(), named))
    (row,) = (row for row in batch.rows if row.problems)
    assert words in str(row.problems[0])
    assert str(row.problems[0]).startswith("form.pdf: page ")


def test_two_marks_for_one_answer_are_refused() -> None:
    def mark(pdf: Pdf) -> None:
        field = fields_of(pdf)["L04_choice"]
        field.V = Name("/1")
        field.Kids[3].AS = Name("/3")

    (row,) = batch_of(changed(mark)).rows
    assert "is marked twice: 1, 3. Mark one circle only." in str(row.problems[0])


def test_a_state_that_the_form_does_not_have_is_refused() -> None:
    def mark(pdf: Pdf) -> None:
        fields_of(pdf)["L04_choice"].V = Name("/9")

    (row,) = batch_of(changed(mark)).rows
    assert "'9' is not a level" in str(row.problems[0])


def add_to_catalog(pdf: Pdf, key: str, value: object) -> None:
    pdf.Root[key] = value  # type: ignore[assignment]


def add_annotation(pdf: Pdf, **keys: object) -> None:
    listed = pdf.pages[2].get("/Annots", Array())
    listed.append(
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **keys)  # type: ignore[arg-type]
        )
    )
    pdf.pages[2]["/Annots"] = listed


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda pdf: add_annotation(pdf, Subtype=Name.FreeText), "a drawing on page 3 is not read"),
        (lambda pdf: add_annotation(pdf, Subtype=Name.Ink), "a drawing on page 3 is not read"),
        (
            lambda pdf: add_annotation(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("mine")),
            "1 field that is not of this form is not read: mine.",
        ),
        (lambda pdf: add_annotation(pdf, Subtype=Name.FileAttachment), "Files attached to the PDF"),
        (lambda pdf: add_to_catalog(pdf, "/OpenAction", SCRIPT), "a program (JavaScript)"),
        (lambda pdf: add_annotation(pdf, Subtype=Name.Link, A=SCRIPT), "a program (JavaScript)"),
    ],
)  # fmt: skip
def test_what_else_the_file_holds_is_named_and_not_read(
    change: Callable[[Pdf], None], words: str
) -> None:
    batch = batch_of(changed(change, acrobat(blank_form(), {"L04_choice": "1"})))
    assert rows(batch) == {("answer", "L04"): {"choice": "1"}}
    assert any(words in note for note in batch.notes)


def _xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm["/XFA"] = pdf.make_stream(b"<xdp/>")


def _other_product(pdf: Pdf) -> None:
    fields_of(pdf)["cop_product"].V = String("other")


def _other_hidden(pdf: Pdf) -> None:
    fields_of(pdf)["cop_cycle"].V = String("2027")


def _circle(pdf: Pdf) -> None:
    field = fields_of(pdf)["L04_comment"]
    field["/Parent"] = field


def _bomb(pdf: Pdf) -> None:
    fields_of(pdf)["L04_comment"].V = pdf.make_stream(bytes(80_000_000))


def _encrypted() -> bytes:
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(blank_form())).save(
        out, encryption=pikepdf.Encryption(owner="a", user="")
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: flattened(blank_form(), {}), "has no fields: it was printed to a PDF, flattened"),
        (_encrypted, "is protected with a password"),
        (lambda: changed(_xfa), "of another kind (XFA)"),
        (lambda: changed(_other_product), "not the questionnaire of this toolkit"),
        (lambda: changed(_other_hidden), "remembers of how it was made was changed"),
        (lambda: changed(_circle), "swells to more than a form can hold"),
        (lambda: changed(_bomb), "can't be read as a PDF"),
        (lambda: b"%PDF-1.7\nnothing", "can't be read as a PDF"),
        (lambda: blank_form()[:5000], "can't be read as a PDF"),
        (lambda: b"%PDF-1.7" + b" " * 11_000_000, "at most 10 MB"),
    ],
)
def test_a_file_that_cant_be_used_is_refused_with_what_to_do(
    make: Callable[[], bytes], words: str
) -> None:
    assert words in message(make())


@pytest.mark.parametrize(
    ("update", "words"),
    [
        ({"cycle": 2027}, "was made for KEN 2026, not for KEN 2027"),
        ({"country": "GHA"}, "was made for KEN 2026, not for GHA 2026"),
    ],
)
def test_a_form_of_another_assessment_is_refused(update: dict[str, object], words: str) -> None:
    assert words in message(blank_form(), assessment().model_copy(update=update))


def test_a_form_of_a_question_that_is_not_on_the_list_rejects_its_row() -> None:
    pdf = acrobat(blank_form(), {"L04_choice": "1"})
    listed = Institution(id="police", name="Police", indicators=("O01",))
    into = assessment().model_copy(update={"institutions": (listed,)})
    reader = reading._FormReader("form.pdf", edition(), into, "police")
    (row,) = reader.rows(acroform.read_form(pdf).fields)
    assert "is not asked here" in str(row.problems[0])


def test_a_form_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    batch = batch_of(acrobat(blank_form(), {"L04_choice": "2"}))
    assert rows(batch) == {("answer", "L04"): {"choice": "2"}}
