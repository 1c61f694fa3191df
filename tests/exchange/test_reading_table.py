"""Each row of the table in docs/data-formats.md is true of the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from assessment.values.characters import read_text
from assessment.values.days import read_day, read_year
from assessment.values.numbers import read_number
from assessment.values.unreadable import Unreadable
from assessment.values.words import read_choice, read_level, read_link
from exchange.workbook.cell_values import text_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "data-formats.md"
SHARE = "% of schools"
LEVELS = {"0": "0 Nothing", "1": "1 Begun", "2": "2 Set up"}
ESCAPES = {"r": "\r", "n": "\n"}


def _unescaped(text: str) -> str:
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|([rn]))",
        lambda match: chr(int(match[1], 16)) if match[1] else ESCAPES[match[2]],
        text,
    )


def _rows() -> list[tuple[str, str, str]]:
    section = DOCUMENT.read_text("utf-8").partition("| Kind | Typed | Read as |")[2]
    rows = re.findall(r"^\| ([^|`]+) \| `(.+?)` \| (.*) \|$", section.partition("\n\n")[0], re.M)
    return [(kind, _unescaped(typed), _unescaped(outcome)) for kind, typed, outcome in rows]


def _cell_of_one(number_format: str) -> str:
    cell = Workbook().worksheets[0].cell(1, 1, 1)
    cell.number_format = number_format
    return read_number(text_of(cell), unit=SHARE, by_program=True)


READERS: Mapping[str, Callable[[str], str]] = {
    "number": read_number,
    "number of a program": lambda text: read_number(text, by_program=True),
    "per cent": lambda text: read_number(text, unit=SHARE),
    "cell of 1 in the format": _cell_of_one,
    "year": read_year,
    "day": read_day,
    "level": lambda text: read_level(text, LEVELS),
    "word of a list": lambda text: read_choice(text, {"yes": "Yes", "no": "No"}),
    "link": read_link,
    "text": read_text,
}


@pytest.mark.parametrize(("kind", "typed", "outcome"), _rows())
def test_a_row_of_the_table_is_true(kind: str, typed: str, outcome: str) -> None:
    if outcome.startswith("refused: "):
        with pytest.raises(Unreadable) as refused:
            READERS[kind](typed)
        assert outcome.removeprefix("refused: ") in refused.value.what
        assert refused.value.remedy
    else:
        assert READERS[kind](typed) == outcome.strip("`")


def test_the_table_has_rows_of_every_reader() -> None:
    assert {kind for kind, _typed, _outcome in _rows()} == set(READERS)
    assert len(_rows()) > 80
