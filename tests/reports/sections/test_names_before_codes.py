"""In what a document says, no code of a question or a measure stands without its name."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

from reports import Readership, build_report
from tests.reports import made
from tests.reports.plans import DAY, case

CODE = re.compile(r"(?<![\w/-])[LOTCI]\d\d(?:-[a-z])?(?![\w-])")

ALL = Readership(annexes=True)

CONDITION = re.compile(r"(?:reached when|until) [^;.]{3,80}? (?:is|are) done")
"""On what a lift depends: measures of the same question, by code alone, as the sheet has no room for their titles."""

BESIDE_A_NAME = {
    "answers": "typed by people, or the answer of the question named above it",
    "used_by": "a column of codes",
    "related": "a column of codes",
    "lifts": "a row with a column of codes",
    "shapes": "labels of a figure",
    "alternative": "a figure and its table name each",
    "chains": "what a danger needs has a name of its own in the edition, before its code",
    "strip": "texts of the edition",
}
"""Fields in which a code may stand alone, with the reason."""


def said(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text below a value with the names of the fields that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from said(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from said(item, path)


@pytest.mark.parametrize("name", ["xtc", "mixed", "decided", "all_lowest"])
def test_no_code_stands_without_its_name(name: str) -> None:
    edition = made.edition()
    names = {key: item.question for key, item in edition.indicators.items()}
    names |= {key: item.title for key, item in edition.measure.items()}
    report = build_report(edition, case(name), date=DAY, readership=ALL, sketch=True)
    texts = list(said(report))
    assert len(texts) > 1_000
    for path, text in texts:
        # A text of nothing but codes is a cell of a column of codes.
        if set(path) & set(BESIDE_A_NAME) or not CODE.sub("", text).strip(" ,;()\n–"):
            continue
        lone = [key for key in CODE.findall(CONDITION.sub("", text)) if names[key][:12] not in text]
        # A unit is followed by the code of the measure that stands beside it in the table.
        if path[:2] != ("delivery", "tables"):
            assert not lone, (path, text)
