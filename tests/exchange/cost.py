"""What reading each broken workbook costs, each in a process of its own: `python -m tests.exchange.cost`."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator

from openpyxl import load_workbook

from assessment import InvalidAssessment
from tests.exchange.broken_workbooks import GOOD, REFUSED
from tests.exchange.made import changed, compared, made_up
from tests.exchange.rejected_rows import REJECTED

HANG_SECONDS = 20
MEMORY_BYTES = 2 << 30
"""Limits at which the process is ended, so that a case that exceeds them fails alone."""


def cases() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every broken workbook, and the largest accepted one."""
    yield from ((name, make) for name, (make, _words) in REFUSED.items())
    yield from (
        (name, lambda edit=edit: changed(GOOD, edit)) for name, (edit, _w) in REJECTED.items()
    )
    yield "the largest that is let in", _largest


def _largest() -> bytes:
    """As many filled cells, in as large a sheet, as the checks allow."""
    book = load_workbook(io.BytesIO(GOOD))
    sheet = book.create_sheet("more")
    for row in range(1, 751):
        for column in range(1, 26):
            sheet.cell(row, column, f"text {row} {column}")
    sheet.cell(2_400, 25, "end")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Print a line of JSON a case: its name, seconds of processor time, and the most memory, in bytes."""
    made_up()
    compared(GOOD, made_up())  # so that libraries and the edition are loaded before
    for name, make in cases():
        data = make()
        out, into = os.pipe()
        child = os.fork()
        if not child:
            os.close(out)
            os.write(into, f"{_seconds(data)}".encode())
            os._exit(0)
        os.close(into)
        took = os.read(out, 100).decode()
        os.close(out)
        _pid, _status, usage = os.wait4(child, 0)
        record = {"case": name, "seconds": float(took or "inf"), "bytes": usage.ru_maxrss * 1024}
        sys.stdout.write(json.dumps(record) + "\n")


def _seconds(data: bytes) -> float:
    resource.setrlimit(resource.RLIMIT_CPU, (HANG_SECONDS, HANG_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    start = time.process_time()
    try:
        compared(data, made_up())
    except InvalidAssessment:
        pass
    except MemoryError:
        return float("inf")
    return time.process_time() - start


if __name__ == "__main__":
    main()
