"""Values typed into workbooks and forms are read by one set of rules, and none is dropped without a message."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from assessment import Assessment, Observation
from exchange.merge import resolve
from exchange.package_safety import check_package
from exchange.preview import Preview, RowOutcome
from tests.exchange.broken_workbooks import GOOD
from tests.exchange.made import (
    TODAY,
    cell_of,
    changed,
    compared,
    edition,
    made_up,
    sheet_of,
)
from tests.exchange.rejected_rows import KEY, both, dated, new_row, write
from tests.exchange.rough import column_of, copy_evidence, evidence_row, problems_of

SHARE = "EDU-INT-1"
HOURS = "HOT-HOURS"


def _stored(result: Preview) -> Assessment:
    return resolve(result, edition(), made_up(), {}, today=TODAY).assessment


def _new_figure(number_format: str = "General", **values: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        new_row("figures", **values)(book)
        sheet = sheet_of(book, "figures")
        column = column_of(sheet, "value")
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, column).value == values["value"]:
                sheet.cell(row, column).number_format = number_format

    return edit


@pytest.mark.parametrize(
    ("value", "number_format", "figure"),
    [
        (1, "0%", 100),
        (0.885, "0.0%", 88.5),
        (0.07, "0%", 7),
        (0.1 + 0.2, "0%;[Red]-0%", 30),
        (88.5, '0.0"%"', 88.5),
        (88.5, "0.0\\%", 88.5),
        (0.885, "General", 0.885),
        ("88,5 %", "@", 88.5),
        ("٪٨٨٫٥", "@", 88.5),
        ("%88", "@", 88),
    ],
)
def test_a_figure_in_per_cent_is_what_the_cell_shows(
    value: object, number_format: str, figure: float
) -> None:
    edit = _new_figure(number_format, owner=SHARE, value=value, year="2024")
    assert _stored(compared(changed(GOOD, edit), made_up())).figures[SHARE] == (
        Observation(value=figure, year=2024),
    )


@pytest.mark.parametrize(("value", "number_format"), [(0.18, "0%"), ("18%", "@")])
def test_a_per_cent_is_refused_where_another_unit_is_asked(
    value: object, number_format: str
) -> None:
    edit = _new_figure(number_format, owner=HOURS, value=value, year=2024)
    assert "is a per cent" in problems_of(compared(changed(GOOD, edit), made_up()))[0]


def test_a_level_in_a_per_cent_format_is_refused() -> None:
    def edit(book: Workbook) -> None:
        cell = cell_of(book, KEY, "level")
        cell.value, cell.number_format = 2, "0%"

    assert "'200%' is not a level" in problems_of(compared(changed(GOOD, edit), made_up()))[0]


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("year", "٢٠٢٤"),
        ("year", "2024.0"),
        ("year", "2023/24"),
        ("value", "۴۵٫۵"),
        ("value", "４５"),
    ],
)
def test_a_figure_in_another_spelling_is_the_same_figure_when_it_comes_again(
    column: str, typed: str
) -> None:
    data = changed(
        GOOD, new_row("figures", **{"owner": SHARE, "value": 45.5, "year": 2024, column: typed})
    )
    stored = _stored(compared(data, made_up()))
    assert stored.figures[SHARE][0].year == 2024
    again = compared(data, stored).counts
    assert again.unchanged == again.read


def test_evidence_in_another_spelling_is_the_same_when_it_comes_again() -> None:
    data = changed(
        GOOD, new_row("evidence", owner=KEY, title="A", dated="٢٠١٩/١١/٨", url="example.org/a")
    )
    stored = _stored(compared(data, made_up()))
    assert str(stored.answers[KEY].evidence[-1].date) == "2019-11-08"
    assert stored.answers[KEY].evidence[-1].url == "https://example.org/a"
    again = compared(data, stored).counts
    assert again.unchanged == again.read


def test_a_date_with_a_time_is_its_day() -> None:
    data = changed(GOOD, new_row("evidence", owner=KEY, title="A", dated="2019-11-08 14:30:00"))
    evidence = _stored(compared(data, made_up())).answers[KEY].evidence[-1]
    assert str(evidence.date) == "2019-11-08"


@pytest.mark.parametrize("date1904", [False, True])
@pytest.mark.parametrize(
    ("number_format", "read"),
    [
        ("[$-409]d-mmm-yy", "2024-05-31"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024-05-31"),
        ('[$-411]ggge"\u5e74"m"\u6708"d"\u65e5"', "2024-05-31"),
        ("[$-D070000]d/mm/yyyy", "2024-05-31"),
        ("[$-2060000]B2yyyy/mm/dd", "2024-05-31"),
        ("TT.MM.JJJJ", "2024-05-31"),
        ("yyyy", "2024"),
        ('yyyy"\u5e74"', "2024"),
        ("[$-409]yy;@", "2024"),
    ],
)
def test_a_day_is_read_in_the_format_of_any_country_and_as_the_year_where_no_more_is_shown(
    number_format: str, read: str, *, date1904: bool
) -> None:
    def edit(book: Workbook) -> None:
        if date1904:
            book.epoch = CALENDAR_MAC_1904
        day = to_excel(dt.datetime(2024, 5, 31), book.epoch)
        dated(day, number_format)(book)

    (item,) = compared(changed(GOOD, edit), made_up()).of(RowOutcome.CHANGED)
    assert item.row.fields["dated"] == read


@pytest.mark.parametrize("reason", ["\u200b", "\u00a0\u200e", "_x000B_", "\u2800"])
def test_not_applicable_with_a_reason_that_shows_nothing_is_rejected(reason: str) -> None:
    edit = both(write("level", None), write("state", "Not applicable"), write("reason", reason))
    assert "without a reason" in problems_of(compared(changed(GOOD, edit), made_up()))[0]


@pytest.mark.parametrize(
    "sign", ["_x000B_", "_x000D__x000A_", "_x000D_", "_x000C_", "\u2028", "\u2029", "_x000b_"]
)
def test_a_soft_line_break_of_a_cell_is_a_line_break(sign: str) -> None:
    edit = both(write("level", 2), write("comment", f"one{sign}two"))
    answer = _stored(compared(changed(GOOD, edit), made_up())).answers[KEY]
    assert answer.comment == "one\ntwo"


@pytest.mark.parametrize("text", ["_x005F_x000B_", "_x00ZZ_", "a_x_b", "x000B"])
def test_an_escaped_or_unlike_code_of_a_cell_is_no_line_break(text: str) -> None:
    edit = both(write("level", 2), write("comment", f"one{text}two"))
    answer = _stored(compared(changed(GOOD, edit), made_up())).answers[KEY]
    assert answer.comment == f"one{text}two".replace("_x005F_", "_")


def test_a_level_with_characters_that_show_nothing_is_that_level() -> None:
    edit = write("level", "\ufeff2\u00a0\u200b")
    assert _stored(compared(changed(GOOD, edit), made_up())).answers[KEY].level == 2


# --- Rows


def test_a_copied_and_changed_row_of_evidence_is_new_and_the_original_stays() -> None:
    result = compared(changed(GOOD, lambda b: copy_evidence(b, title="Regulations")), made_up())
    (item,) = result.of(RowOutcome.CHANGED)
    assert not result.of(RowOutcome.REJECTED)
    before, after = made_up().answers[item.row.owner], _stored(result).answers[item.row.owner]
    assert [e.title for e in after.evidence] == [*(e.title for e in before.evidence), "Regulations"]


def test_a_row_of_evidence_copied_for_another_question_is_evidence_of_that_question() -> None:
    data = changed(GOOD, lambda book: copy_evidence(book, owner="L05"))
    stored = _stored(compared(data, made_up()))
    assert len(stored.answers["L05"].evidence) == 1
    again = compared(data, stored).counts
    assert again.unchanged == again.read


def test_of_two_changed_rows_with_one_id_the_message_says_where_a_new_one_goes() -> None:
    def edit(book: Workbook) -> None:
        copy_evidence(book, title="Regulations")
        sheet = sheet_of(book, "evidence")
        sheet.cell(evidence_row(book)[0].row, column_of(sheet, "title")).value = "Act"

    result = compared(changed(GOOD, edit), made_up())
    assert len(result.of(RowOutcome.REJECTED)) == 2
    assert all("an empty row below" in text for text in problems_of(result))


@pytest.mark.parametrize("kind", ["answers", "parts"])
def test_text_in_an_inserted_row_is_rejected_with_its_cell(kind: str) -> None:
    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, kind)
        sheet.insert_rows(7)
        sheet.cell(
            7, column_of(sheet, "comment" if kind == "answers" else "said")
        ).value = "and so on"

    (text,) = problems_of(compared(changed(GOOD, edit), made_up()))
    assert re.search(r"![A-Z]+7: has something written in a row that belongs to no question", text)


def test_a_date_of_a_part_without_an_answer_is_rejected() -> None:
    key = next(
        str(cell.value)
        for cell in sheet_of(_opened(), "parts")["A"]
        if str(cell.value).count("/") == 2
    )
    result = compared(changed(GOOD, write("dated", "2019", key)), made_up())
    assert any("date" in text for text in problems_of(result))


def _opened() -> Workbook:
    books: list[Workbook] = []
    changed(GOOD, books.append)
    return books[0]


def _as_strict(data: bytes, part: str = "") -> bytes:
    """The workbook as Excel saves it as Strict Open XML: other namespaces, in parts with `part` in their name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            for old, new in (
                ()
                if part not in name
                else (
                    (
                        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        b"spreadsheetml/main",
                    ),
                    (b"http://schemas.openxmlformats.org/officeDocument/2006", b"officeDocument"),
                )
            ):
                text = text.replace(old, b"http://purl.oclc.org/ooxml/" + new)
            after.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/", "xl/styles.xml"])
def test_a_workbook_that_is_strict_in_part_is_refused_by_the_same_name(part: str) -> None:
    problem = check_package(_as_strict(GOOD, part), "strict.xlsx")
    assert problem is not None
    assert "Strict Open XML" in problem.what


def test_a_strict_open_xml_workbook_is_refused_by_its_name_and_without_warnings(
    tmp_path: Path,
) -> None:
    file, into = tmp_path / "strict.xlsx", Path("examples/ken.yaml")
    file.write_bytes(_as_strict(GOOD))
    run = subprocess.run(
        [
            sys.executable,
            "cli.py",
            "workbook",
            "import",
            str(file),
            "--into",
            str(into),
            "--dry-run",
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert run.stderr.count("\n") == 1
    assert "Strict Open XML" in run.stderr
    assert ".xlsx" in run.stderr
