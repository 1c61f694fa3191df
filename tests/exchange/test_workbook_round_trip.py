"""An unchanged workbook changes nothing, and a rearranged one gives the same answers."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as including
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment import NATIONAL, Answer, Assessment, AssessmentError
from assessment.model.base import MAXIMUM_TEXT
from exchange.merge import ConflictResolution, resolve
from exchange.preview import Counts, RowOutcome
from exchange.workbook.layout import META_SHEET
from tests.exchange.made import (
    EXAMPLES,
    TODAY,
    cell_of,
    changed,
    compared,
    edition,
    example,
    exported,
    made_up,
    plain_indicators,
    sheet_of,
)
from tests.support import libreoffice
from tests.support.profiles import drawn

NAMES = [path.stem for path in EXAMPLES]


def _untouched(counts: Counts) -> bool:
    return counts.read > 0 and counts.read == counts.unchanged


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_of_an_example_that_nobody_touched_changes_nothing(name: str) -> None:
    result = compared(exported(example(name)), example(name))
    assert _untouched(result.counts)
    assert resolve(result, edition(), example(name), {}).assessment is example(name)


@pytest.mark.parametrize("institution", [NATIONAL, "justice", "police"])
def test_a_workbook_of_every_kind_of_answer_comes_back_unchanged(institution: str) -> None:
    assert _untouched(compared(exported(made_up(), institution), made_up()).counts)


def test_the_same_answers_give_the_same_bytes() -> None:
    assert exported(made_up()) == exported(made_up())


def test_an_institution_gets_only_what_it_is_asked() -> None:
    result = compared(exported(made_up(), "justice"), made_up())
    requested = set(made_up().institutions[0].indicators)
    assert {item.row.owner for item in result.items if item.row.kind == "answer"} == requested


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All examples and the made-up one, opened and saved as XLSX by LibreOffice in one start."""
    files = {f"{name}.xlsx": exported(example(name)) for name in NAMES}
    files["made_up.xlsx"] = exported(made_up())
    target = "xlsx:Calc MS Excel 2007 XML"
    return libreoffice.convert(files, target, tmp_path_factory.mktemp("libreoffice"))


@libreoffice.enough_time
@pytest.mark.parametrize("name", [*NAMES, "made_up"])
def test_a_workbook_that_libreoffice_saved_changes_nothing(
    name: str, saved_by_libreoffice: dict[str, Path]
) -> None:
    here = made_up() if name == "made_up" else example(name)
    data = saved_by_libreoffice[f"{name}.xlsx"].read_bytes()
    assert data != exported(here)
    assert _untouched(compared(data, here).counts)


def _shuffle(book: Workbook, dice: random.Random) -> None:
    """Put sheets, rows and columns in another order, moving values only, as sorting does."""
    for sheet in book.worksheets:
        if str(sheet.cell(1, 1).value).startswith("cop:"):
            _shuffle_sheet(sheet, dice)
    for sheet in list(book.worksheets):
        book.move_sheet(sheet, dice.randint(-8, 8))


def _shuffle_sheet(sheet: Worksheet, dice: random.Random) -> None:
    table = [
        [(cell.value, cell.data_type) for cell in row]
        for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row)
    ]
    dice.shuffle(table)
    columns = list(range(sheet.max_column))
    dice.shuffle(columns)
    for row, values in enumerate(table, start=1):
        for column, place in enumerate(columns, start=1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = values[place]


@settings(
    max_examples=drawn(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_any_order_of_rows_columns_and_sheets_gives_the_same_answers(seed: int) -> None:
    dice = random.Random(seed)
    key = plain_indicators()[5]

    def edit(book: Workbook) -> None:
        cell_of(book, key, "level").value = 2
        cell_of(book, key, "comment").value = "as sorted"
        _shuffle(book, dice)

    result = compared(changed(exported(made_up()), edit), made_up())
    after = resolve(result, edition(), made_up(), {}).assessment
    assert after.answers == {**made_up().answers, key: Answer(level=2, comment="as sorted")}
    assert after.figures == made_up().figures


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=60,
) | st.sampled_from(
    ["=1+1", "+49", "-", "@SUM(A1)", "a\nb", "1e5", "007", "12.0", "TRUE", "_x000D_"]
)


@settings(max_examples=drawn(20), deadline=None)
@given(text=TEXTS)
@including(text=" ")
@including(text=" 0 ")
def test_any_text_leaves_and_comes_back_as_it_was(text: str) -> None:
    key = plain_indicators()[0]
    here = Assessment(
        country="KEN",
        edition="2026",
        cycle=2026,
        profile="quick",
        answers={key: Answer(level=1, comment=text)},
    )
    assert _untouched(compared(exported(here), here).counts)


def test_what_looks_like_a_formula_is_text_in_the_workbook() -> None:
    book = load_workbook(io.BytesIO(exported(made_up())))
    cell = cell_of(book, plain_indicators()[0], "comment")
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    formulas = [
        cell.coordinate
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert not formulas


def test_what_looks_like_a_formula_is_stored_as_text_when_it_comes_back() -> None:
    key = plain_indicators()[7]

    def edit(book: Workbook) -> None:
        cell = cell_of(book, key, "comment")
        cell.value = "=cmd|' /C calc'!A0"
        cell.data_type = "s"

    result = compared(changed(exported(made_up()), edit), made_up())
    after = resolve(result, edition(), made_up(), {}).assessment
    assert after.answers[key].comment == "=cmd|' /C calc'!A0"


def test_a_text_longer_than_a_cell_stays_as_it_is() -> None:
    key = plain_indicators()[0]
    long = "😀" * (MAXIMUM_TEXT - 1)
    here = Assessment(
        country="KEN", edition="2026", cycle=2026, answers={key: Answer(level=1, comment=long)}
    )
    level = changed(exported(here), lambda book: setattr(cell_of(book, key, "level"), "value", 2))
    after = resolve(compared(level, here), edition(), here, {}).assessment
    assert after.answers[key] == Answer(level=2, comment=long)


EDITS = st.dictionaries(st.sampled_from(plain_indicators()[4:12]), st.integers(0, 4), max_size=5)


@settings(max_examples=drawn(8), deadline=None)
@given(first=EDITS, second=EDITS, rule=st.sampled_from(list(ConflictResolution)))
def test_two_workbooks_edited_in_parallel_lose_nothing(
    first: dict[str, int], second: dict[str, int], rule: ConflictResolution
) -> None:
    """Changes of one side are stored; changes of both sides to one row are conflicts."""
    start = made_up()
    data = exported(start)
    one = compared(changed(data, lambda book: _set_levels(book, first)), start)
    middle = resolve(one, edition(), start, {}).assessment
    two = compared(changed(data, lambda book: _set_levels(book, second)), middle)
    clash = {key for key in first.keys() & second.keys() if first[key] != second[key]}
    assert {item.row.owner for item in two.of(RowOutcome.CONFLICTING)} == clash
    if clash:
        with pytest.raises(AssessmentError, match="Decide which"):
            resolve(two, edition(), middle, {})
    end = resolve(two, edition(), middle, {}, rule=rule, today=TODAY).assessment
    winner = {**second, **first} if rule is ConflictResolution.KEEP_HERE else {**first, **second}
    assert end.answers == {
        **start.answers,
        **{key: Answer(level=level) for key, level in winner.items()},
    }


def _set_levels(book: Workbook, levels: dict[str, int]) -> None:
    for key, level in levels.items():
        cell_of(book, key, "level").value = level


def test_evidence_and_figures_added_changed_and_emptied_come_back() -> None:
    key = plain_indicators()[0]
    here = made_up()
    old = here.answers[key].evidence

    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, "evidence")
        ids = [row[0].value for row in sheet.iter_rows() if str(row[0].value).startswith(key)]
        cell_of(book, str(ids[0]), "issuer").value = "Parliament"
        for cell in sheet[next(row for row in range(2, 99) if sheet.cell(row, 1).value == ids[1])][
            1:
        ]:
            cell.value = None
        sheet.cell(sheet.max_row, 2).value = plain_indicators()[1].lower()
        sheet.cell(sheet.max_row, 3).value = "A new decree"

    result = compared(changed(exported(here), edit), here)
    after = resolve(result, edition(), here, {}).assessment
    assert result.counts.changed == 3
    assert after.answers[key].evidence == (old[0].model_copy(update={"issuer": "Parliament"}),)
    assert [item.title for item in after.answers[plain_indicators()[1]].evidence] == [
        "A new decree"
    ]


def test_parts_ticked_in_the_file_give_the_level() -> None:
    key = next(
        key
        for key, item in edition().indicators.items()
        if item.details
        and item.details.levels
        and all(field.kind == "checklist" for field in item.details.fields)
    )
    here = Assessment(country="KEN", edition="2026", cycle=2026)

    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, "parts")
        for row in sheet.iter_rows():
            if str(row[0].value).startswith(f"{key}/"):
                cell_of(book, str(row[0].value), "said").value = "yes"

    result = compared(changed(exported(here), edit), here)
    after = resolve(result, edition(), here, {}).assessment
    assert after.answers[key].level == 4


def test_the_hidden_sheet_is_hidden_for_good() -> None:
    book = load_workbook(io.BytesIO(exported(made_up())))
    assert book[META_SHEET].sheet_state == "veryHidden"
