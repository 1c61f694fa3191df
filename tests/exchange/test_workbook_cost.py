"""Hostile workbooks take little time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SECONDS = 2.0
"""Of processor time, which another program's load does not lengthen; the slowest case takes a fifth of it."""

BYTES = 300_000_000


def test_no_broken_workbook_takes_more_than_2_seconds_or_300_megabytes() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.exchange.cost"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) >= 80
    assert [r for r in records if r["seconds"] > SECONDS or r["bytes"] > BYTES] == []
