"""docs/asvs.md judges every requirement of levels 1 and 2 of OWASP ASVS 5.0.0, and names files that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "asvs.md"
REQUIREMENTS = (Path(__file__).with_name("asvs-5.0.0.txt")).read_text("utf-8").split()
"""Numbers of the requirements of levels 1 and 2 (from the standard's CSV file, version 5.0.0)."""

STATES = {"met", "partly", "open", "provider", "operator", "none"}


class Row(NamedTuple):
    """A row of the page; `numbers` expanded from ranges such as `V1.2.6–V1.2.8`."""

    numbers: tuple[str, ...]
    state: str
    reason: str
    files: tuple[str, ...]


def test_every_requirement_is_judged_once() -> None:
    judged = [number for row in rows() for number in row.numbers]
    assert sorted(judged) == sorted(REQUIREMENTS)


def test_every_state_is_one_that_the_page_explains() -> None:
    assert {row.state for row in rows()} == STATES


def test_what_is_met_names_a_file_and_what_is_not_says_why() -> None:
    assert [row for row in rows() if row.state == "met" and not row.files] == []
    assert [row for row in rows() if row.state in ("partly", "open") and len(row.reason) < 40] == []


def test_every_file_that_is_named_exists() -> None:
    named = {name for row in rows() for name in row.files}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_counts_of_the_page_are_those_of_its_rows() -> None:
    counts: Counter[str] = Counter()
    for row in rows():
        counts[row.state] += len(row.numbers)
    stated = ", ".join(
        f"{state} {counts[state]}"
        for state in ("met", "partly", "open", "provider", "operator", "none")
    )
    assert f"\n{stated[0].upper()}{stated[1:]}.\n" in PAGE.read_text("utf-8")


def rows() -> list[Row]:
    text = PAGE.read_text("utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| V\d", line)
    ]
    return [
        Row(expand(numbers), state, reason, tuple(re.findall(r"`([^`]+)`", files)))
        for numbers, state, reason, files in cells
    ]


def expand(numbers: str) -> tuple[str, ...]:
    """The numbers of a cell: a range goes over the requirements between its ends in the order of the standard."""
    found: list[str] = []
    for part in numbers.split(", "):
        first, _, last = part.partition("–")
        start = REQUIREMENTS.index(first)
        found += REQUIREMENTS[start : REQUIREMENTS.index(last or first) + 1]
    return tuple(found)
