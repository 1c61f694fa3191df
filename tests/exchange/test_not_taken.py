"""What an import does not take: it is said in the preview with its place, and nothing is stored by half."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from assessment import Assessment
from assessment.model.evidence import StoredFile
from exchange.flat_records import FlatRecord, flatten
from exchange.merge import resolve
from exchange.preview import RowOutcome
from exchange.workbook.provenance import parse_metadata
from tests.exchange.broken_workbooks import GOOD, packed, parts_of
from tests.exchange.made import (
    TODAY,
    cell_of,
    changed,
    compared,
    edition,
    exported,
    made_up,
    sheet_of,
)
from tests.exchange.rejected_rows import KEY, both, write
from tests.exchange.rough import column_of, copy_evidence, evidence_row, problems_of

PROVEN = next(key for key, answer in made_up().answers.items() if answer.evidence)


# --- What is not read


def _note(book: Workbook) -> None:
    cell_of(book, KEY, "level").comment = Comment("should be 2", "Legal unit")


def _own_column(book: Workbook) -> None:
    sheet = sheet_of(book, "answers")
    sheet.cell(4, sheet.max_column + 1).value = "Our remarks"


def _copied_column(book: Workbook) -> None:
    sheet = sheet_of(book, "answers")
    column, free = column_of(sheet, "comment"), sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, free).value = sheet.cell(row, column).value


def _own_sheet(book: Workbook) -> None:
    book.create_sheet("Minutes").append(["Decided on Monday"])


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_note, "note on a cell is not read: "),
        (_own_column, "(Our remarks)"),
        (_copied_column, "column of your own is not read"),
        (_own_sheet, "sheet of your own is not read: Minutes"),
    ],
)
def test_what_is_not_read_is_said_with_its_place(
    edit: Callable[[Workbook], None], words: str
) -> None:
    result = compared(changed(GOOD, edit), made_up())
    assert result.counts.read == result.counts.unchanged
    (note,) = result.batch.notes
    assert words in note


def test_pictures_and_text_boxes_are_said_not_to_be_read() -> None:
    empty = {**parts_of(GOOD), "xl/drawings/drawing1.xml": b"<wsDr></wsDr>"}
    assert compared(packed(empty), made_up()).batch.notes == ()
    box = {**empty, "xl/drawings/drawing1.xml": b"<wsDr><twoCellAnchor/></wsDr>"}
    assert "text boxes" in compared(packed(box), made_up()).batch.notes[0]


def test_a_workbook_as_it_was_made_has_no_notes() -> None:
    assert compared(exported(made_up()), made_up()).batch.notes == ()


# --- Over the workbook's own texts


def _type(kind: str, row_id: str | None, column: str, text: str) -> Callable[[Workbook], None]:
    """Type a text into a cell by the ids of its row and column; in a row without an id for None."""

    def edit(book: Workbook) -> None:
        sheet, row = next(
            (sheet, row)
            for sheet in book.worksheets
            if sheet.cell(1, 1).value == sheet_of(book, kind).cell(1, 1).value
            for row in range(2, sheet.max_row + 1)
            if sheet.cell(row, 1).value == row_id
        )
        cell = sheet.cell(row, column_of(sheet, column))
        cell.value, cell.data_type = text, "s"

    return edit


def _type_on_cover(book: Workbook) -> None:
    book.worksheets[0]["C4"] = "Filled in by the legal unit"


def _change_a_list(book: Workbook) -> None:
    book["_lists"]["A1"] = "No idea"


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (_type("answers", KEY, "question", "Is there a decree?"), r"!C\d+\."),
        (_type("answers", KEY, "code", "X01"), r"!B\d+\."),
        (_type("answers", KEY, "levels", "\u0646\u0639\u0645"), r"!D\d+\."),
        (_type("answers", "cop-text", "level", "see my mail"), r"!E2\."),
        (_type("answers", None, "question", "Our section"), r"!C\d+\."),
        (_type("evidence", None, "file", "law.pdf"), r"Evidence!M\d+\."),
        (_type("figures", None, "unit", "per cent of boys"), r"Statistics!D\d+\."),
        (_type_on_cover, r"Start here!C4\."),
        (_change_a_list, r"_lists!A1\."),
    ],
)
def test_text_typed_over_the_workbooks_own_is_said_with_its_cell(
    edit: Callable[[Workbook], None], place: str
) -> None:
    def with_room(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        sheet.cell(sheet.max_row + 1, 3)  # an empty row below
        edit(book)

    result = compared(changed(GOOD, with_room), made_up())
    assert result.counts.read == result.counts.unchanged
    (note,) = result.notes
    assert "1 text of the workbook itself was changed and is not read: " in note
    assert re.search(place, note), note


def test_a_text_typed_over_one_that_was_too_long_for_its_cell_is_said() -> None:
    answer = (
        made_up().answers[PROVEN].model_copy(update={"comment": "\U0001f600\U0001f600 " * 10_000})
    )
    into = made_up().model_copy(update={"answers": {**made_up().answers, PROVEN: answer}})
    data = exported(into)
    assert compared(data, into).notes == ()
    result = compared(changed(data, write("comment", "short", PROVEN)), into)
    assert resolve(result, edition(), into, {}, today=TODAY).assessment == into
    assert "1 text of the workbook itself was changed" in result.notes[0]


def test_cells_below_each_other_are_said_as_one_place() -> None:
    def translate(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        for row in (4, 6, 7, 8):
            sheet.cell(row, column_of(sheet, "question")).value = f"Question {row}"

    (note,) = compared(changed(GOOD, translate), made_up()).notes
    assert note.startswith("4 texts of the workbook itself were changed")
    assert re.search(r"!C4, [^,]+!C6:C8\.", note), note


def test_only_the_questions_sorted_without_their_rows_is_said() -> None:
    def swap(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        first, second = (sheet.cell(row, column_of(sheet, "question")) for row in (5, 6))
        first.value, second.value = second.value, first.value

    (note,) = compared(changed(GOOD, swap), made_up()).notes
    assert note.startswith("2 texts")


def test_sorted_rows_and_moved_columns_are_not_said_to_be_changed() -> None:
    def move(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        comment, free = column_of(sheet, "comment"), sheet.max_column + 1
        rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
        for number, values in enumerate([*rows[:4], *reversed(rows[4:])], start=1):
            for column, (value, kind) in enumerate(values, start=1):
                sheet.cell(number, column).value = None
                cell = sheet.cell(number, free if column == comment else column)
                cell.value, cell.data_type = value, kind

    result = compared(changed(GOOD, move), made_up())
    assert result.notes == ()
    assert result.counts.read == result.counts.unchanged


def _forget_texts(*edits: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    """Make the workbook one of before its texts were kept, edited."""

    def forget(book: Workbook) -> None:
        sheet = book["_cop"]
        metadata = parse_metadata([str(row[0].value) for row in sheet.iter_rows(max_col=1)])
        sheet.delete_rows(1, sheet.max_row)
        texts = {key: value for key, value in asdict(metadata).items() if key != "fixed"}
        text = json.dumps(texts, sort_keys=True)
        for number in range(0, len(text), 30_000):
            sheet.cell(number // 30_000 + 2, 1).value = text[number : number + 30_000]
        sheet.cell(1, 1).value = hashlib.sha256(text.encode()).hexdigest()
        for edit in edits:
            edit(book)

    return forget


def test_a_workbook_made_before_its_texts_were_kept_is_compared_with_one_of_today() -> None:
    result = compared(changed(GOOD, _forget_texts()), made_up())
    (note,) = result.notes
    assert note.startswith("The workbook was made by an earlier version of the toolkit.")
    assert result.counts.read == result.counts.unchanged


@pytest.mark.parametrize(
    ("kind", "column", "row"),
    [
        ("answers", "question", 6),
        ("answers", "levels", 7),
        ("parts", "item", 5),
        ("figures", "unit", 5),
        ("figures", "name", 3),
    ],
)
def test_a_text_typed_over_in_such_a_workbook_is_named_with_its_cell(
    kind: str, column: str, row: int
) -> None:
    places: list[str] = []

    def type_over(book: Workbook) -> None:
        sheet = sheet_of(book, kind)
        cell = sheet.cell(row, column_of(sheet, column))
        cell.value = "Typed over"
        places.append(f"{sheet.title}!{cell.coordinate}")

    notes = compared(changed(GOOD, _forget_texts(type_over)), made_up()).notes
    assert notes[0].startswith("1 text differs from that of a workbook made today, and is not read")
    assert places[0] in notes[0]


# --- Files of evidence


def _with_file() -> Assessment:
    file = StoredFile(name="law.pdf", sha256="0" * 64, size=9, kind="pdf")
    answer = made_up().answers[PROVEN]
    first = answer.evidence[0].model_copy(update={"file": file})
    kept = answer.model_copy(update={"evidence": (first, *answer.evidence[1:])})
    return made_up().model_copy(update={"answers": {**made_up().answers, PROVEN: kept}})


def _move_evidence(book: Workbook) -> None:
    sheet = sheet_of(book, "evidence")
    sheet.cell(evidence_row(book)[0].row, column_of(sheet, "owner")).value = "L05"


@pytest.mark.parametrize(
    "edit",
    [
        lambda book: copy_evidence(book, title="Regulations"),
        lambda book: copy_evidence(book, owner="L05"),
        _move_evidence,
    ],
)
def test_a_copy_of_evidence_with_a_file_says_that_the_file_stays_with_the_original(
    edit: Callable[[Workbook], None],
) -> None:
    into = _with_file()
    result = compared(changed(exported(into), edit), into)
    text = next(note for note in result.notes if "with a file" in note)
    (item,) = result.of(RowOutcome.CHANGED)
    assert f"{item.row.location} (law.pdf)" in text
    stored = resolve(result, edition(), into, {}, today=TODAY).assessment
    assert stored.answers[PROVEN].evidence[0].file is not None
    assert stored.answers[item.row.owner].evidence[-1].file is None


def test_a_changed_row_of_evidence_keeps_its_file_and_says_nothing() -> None:
    def rename(book: Workbook) -> None:
        sheet = sheet_of(book, "evidence")
        sheet.cell(evidence_row(book)[0].row, column_of(sheet, "title")).value = "Act"

    into = _with_file()
    result = compared(changed(exported(into), rename), into)
    assert result.notes == ()
    stored = resolve(result, edition(), into, {}, today=TODAY).assessment
    assert stored.answers[PROVEN].evidence[0].file is not None


# --- Rows left out


def test_the_other_rows_are_stored_where_a_rejected_one_belongs_to_no_question() -> None:
    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        sheet.insert_rows(7)
        sheet.cell(7, column_of(sheet, "comment")).value = "and so on"
        cell_of(book, KEY, "level").value = 4

    result = compared(changed(GOOD, edit), made_up())
    stored = resolve(result, edition(), made_up(), {}, leave_out_rejected=True, today=TODAY)
    assert stored.assessment.answers[KEY].level == 4


def test_an_answer_with_a_part_that_cant_be_read_is_left_out_whole() -> None:
    part = next(key for key, record in _parts_of_answers())
    key = part.partition("/")[0]
    edit = both(write("said", "perhaps", part), write("comment", "new", key))
    result = compared(changed(GOOD, edit), made_up())
    assert {item.row.id for item in result.of(RowOutcome.REJECTED)} == {part, key}
    assert any(
        "belongs to an answer that can't be stored because of" in t for t in problems_of(result)
    )
    left = resolve(result, edition(), made_up(), {}, leave_out_rejected=True, today=TODAY)
    assert left.assessment == made_up()


def _parts_of_answers() -> list[tuple[str, FlatRecord]]:
    records = flatten(edition(), made_up()).items()
    return [(key, record) for key, record in records if record.kind == "part"]
