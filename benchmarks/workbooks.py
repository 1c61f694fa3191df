"""A full workbook written and read back, against openpyxl with the same cells and no formats."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import Workbook, load_workbook

from assessment import NATIONAL, apply_details
from benchmarks.measure import Result, in_turn
from benchmarks.scoring import full_assessment
from exchange.preview import preview
from exchange.workbook import Target, read_workbook, write_workbook
from exchange.xlsform import write_xlsform
from questionnaires import load_published_edition

RUNS = 5


def results() -> list[Result]:
    """Times of writing and reading the workbook and of writing the form, and the size of the workbook."""
    edition = load_published_edition("2026")
    assessment = apply_details(edition, full_assessment(edition, 1))
    at = datetime.now(UTC)
    target = Target(edition, assessment.country, assessment.cycle)
    data = write_workbook(edition, assessment, NATIONAL, at)
    cells = _cells(data)

    def plainly() -> bytes:
        book = Workbook()
        for name, rows in cells.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    plain = plainly()

    def back() -> None:
        counts = preview(read_workbook(data, "x.xlsx", target), edition, assessment).counts
        assert counts.read == counts.unchanged, "an untouched workbook changes nothing"

    out = in_turn(lambda: write_workbook(edition, assessment, NATIONAL, at), plainly, runs=RUNS)
    read = in_turn(back, lambda: load_workbook(io.BytesIO(plain)), runs=RUNS)
    form = in_turn(lambda: write_xlsform(edition, assessment), plainly, runs=RUNS)
    return [
        _line(
            "write the workbook of a full assessment", out, "openpyxl, the same cells, no format"
        ),
        _line("read it back, check it and preview it", read, "openpyxl reading the same cells"),
        _line("write the form for KoboToolbox and ODK", form, "openpyxl, the workbook’s cells"),
        Result(
            "size of the workbook",
            f"{len(data) / 1024:.0f} kB",
            "the same cells without format and lists",
            f"{len(plain) / 1024:.0f} kB",
            f"{len(data) / len(plain):.2f}",
        ),
    ]


def _cells(data: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def _line(what: str, took: tuple[float, float, float], reference: str) -> Result:
    here, there, ratio = took
    return Result(what, f"{here:.2f} s", reference, f"{there:.2f} s", f"{ratio:.1f}")
