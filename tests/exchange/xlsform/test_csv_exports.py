"""Exports as programs write and save them again: encodings, line ends, separators, quotes, heads that stand twice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from exchange.preview import preview
from exchange.xlsform import SubmissionsRefused, read_submissions
from tests.exchange.xlsform.test_submissions import EDITION, EMPTY, ORIGIN, sent
from tests.exchange.xlsform.test_xlsform import as_json

COMMENT = 'He said "yes", then\nleft; a|b\tc \u0633\u0644\u0627\u0645'
RECORD = {
    **ORIGIN, "L05_choice": "2", "L05_comment": COMMENT, "EDU_INT_1_value": "41.5", "EDU_INT_1_year": "2024",
    "_submission_time": "2026-03-01T10:00:00", "_uuid": "a-1",
}  # fmt: skip


def exported(*, before: str = "", sign: str = ",", end: str = "\r\n", encoding: str = "utf-8",
             quoting: int = csv.QUOTE_MINIMAL, rows: int = 1, head_again: bool = False) -> bytes:  # fmt: skip
    """The record as CSV; `before` stands before the names of fields, as the groups of a form do."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sign, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    names = [name if name.startswith(("_", "cop_")) else before + name for name in RECORD]
    writer.writerow(names)
    for _number in range(rows):
        writer.writerow(RECORD.values())
        if head_again:
            writer.writerow(names)
    return text.getvalue().encode(encoding)


SAVED: dict[str, Callable[[], bytes]] = {
    "UTF-8 with a mark": lambda: exported(encoding="utf-8-sig"),
    "Unicode text of Excel": lambda: exported(encoding="utf-16", sign="\t"),
    "UTF-16, the high byte first": lambda: "\ufeff".encode("utf-16-be") + exported().decode().encode("utf-16-be"),
    "line ends of an old Macintosh": lambda: exported(end="\r", encoding="utf-8-sig"),
    "line ends of Unix, all quoted": lambda: exported(end="\n", quoting=csv.QUOTE_ALL),
    "semicolons": lambda: exported(sign=";"),
    "tabs": lambda: exported(sign="\t"),
    "bars": lambda: exported(sign="|"),
    "groups with a slash": lambda: exported(before="pillar_L/L05/"),
    "groups with a hyphen": lambda: exported(before="pillar_L-L05-"),
    "groups with a point": lambda: exported(before="pillar_L.L05."),
    "groups with a colon": lambda: exported(before="pillar_L:L05:"),
    "the head again below": lambda: exported(head_again=True),
    "the head and the submission again": lambda: exported(head_again=True, rows=2),
    "no line end after the last": lambda: exported().rstrip(),
    "empty cells at the end": lambda: exported().replace(b"a-1\r\n", b"a-1,,,\r\n"),
    "JSON in UTF-16": lambda: json.dumps([RECORD]).encode("utf-16"),
    "JSON with a mark": lambda: json.dumps([RECORD]).encode("utf-8-sig"),
}  # fmt: skip


@pytest.mark.parametrize("way", SAVED)
def test_an_export_is_read_as_the_same_whatever_program_saved_it(way: str) -> None:
    (item,) = read_submissions(SAVED[way](), "export", EDITION, EMPTY)
    assert (item.time, item.batch.submission) == ("2026-03-01T10:00:00", "a-1")
    answer, figure = item.batch.rows
    assert answer.fields == {"choice": "2", "comment": COMMENT}
    assert figure.fields == {"value": "41.5", "year": "2024"}
    result = preview(item.batch, EDITION, EMPTY)
    assert (result.counts.changed, result.notes) == (2, ())


def test_a_row_may_lack_its_empty_last_cells() -> None:
    head, line = exported().split(b"\r\n")[0], exported().split(b"\r\n", 1)[1]
    data = head + b",L06_choice,L06_reason\r\n" + line
    (item,) = read_submissions(data, "x.csv", EDITION, EMPTY)
    assert len(item.batch.rows) == 2


HEAD = ",".join([*ORIGIN, "L05_choice", "L06_choice", "L06_reason"])
FIRST = ",".join([*ORIGIN.values(), "2"])

CUT = {
    "behind the last separator": (f"{HEAD},own\n{FIRST},3,Why,a\n{FIRST},4,Why,", 3, "own"),
    "behind it, then ended by an editor": (f"{HEAD}\n{FIRST},3,Why\n{FIRST},4\n", 3, "L06_reason"),
    "behind the last separator, before the id": (f"{HEAD},_uuid\n{FIRST},3,Why,", 2, "_uuid"),
    "before the id of a group": (f"{HEAD},meta/instanceID\r\n{FIRST},3\r\n", 2, "meta/instanceID"),
    "and joined to another": (f"{HEAD}\n{FIRST},\n{FIRST},3,Why\n{FIRST},1,Why\n", 2, "L06_reason"),
    "with tabs": (f"{HEAD},KEY\n{FIRST},3,,u1\n{FIRST},4,,".replace(",", "\t"), 3, "KEY"),
}  # fmt: skip


@pytest.mark.parametrize("way", CUT)
def test_a_row_that_lacks_what_every_other_row_has_was_cut_short(way: str) -> None:
    text, line, column = CUT[way]
    with pytest.raises(SubmissionsRefused) as error:
        read_submissions(text.encode(), "x.csv", EDITION, EMPTY)
    assert str(error.value) == (
        f"x.csv: line {line}: ends before “{column}”, which every submission has: the file was cut short. "
        "Export the submissions once more."
    )


@pytest.mark.parametrize("last", ["4,,", "4,,\n", "4,\n", "4\n", "4,Why,x"])
def test_a_last_row_may_lack_what_another_lacks_too(last: str) -> None:
    text = f"{HEAD},own\n{FIRST},3,,\n{FIRST},3,Why,\n{FIRST},{last}"
    assert len(read_submissions(text.encode(), "x.csv", EDITION, EMPTY)) == 3


@pytest.mark.parametrize("cut", [1, 2, 4, 8, 20, 30, 60, 90])
def test_an_export_that_was_cut_short_is_refused_and_not_taken_by_half(cut: int) -> None:
    data = exported(quoting=csv.QUOTE_ALL)
    with pytest.raises(
        SubmissionsRefused,
        match=r"line [23]: ends in the middle of a submission: the file was cut short",
    ):
        read_submissions(data[: -2 - cut], "x.csv", EDITION, EMPTY)


@pytest.mark.parametrize("sign", ["\ud800", "\0", "\x1b", "\uffff"])
def test_signs_that_no_text_can_hold_do_not_reach_notes_ids_and_times(sign: str) -> None:
    record = sent(
        L05_choice="2", _uuid=f"a{sign}1", _submission_time=f"2026{sign}", **{f"own{sign}": "x"}
    )
    (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    shown = "".join((*item.batch.notes, item.time, item.batch.submission))
    assert "own\ufffd" in shown
    assert sign not in shown


@pytest.mark.parametrize("sign", ["\ud800", "\0", "\x1b", "\uffff"])
def test_an_answer_with_such_a_sign_is_rejected_with_its_place(sign: str) -> None:
    record = sent(L05_choice="2", L05_comment=f"a{sign}b")
    (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    (row,) = preview(item.batch, EDITION, EMPTY).items
    assert "L05_comment: character 2" in str(row.problems[0])


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_of_json_that_is_none_is_rejected_with_its_place(number: str) -> None:
    data = as_json(sent(EDU_INT_1_value="41.5", EDU_INT_1_year="2024")).replace(
        b'"41.5"', number.encode()
    )  # type: ignore[arg-type]
    (item,) = read_submissions(data, "x.json", EDITION, EMPTY)
    (row,) = preview(item.batch, EDITION, EMPTY).items
    assert "EDU_INT_1_value" in str(row.problems[0])
    assert "can't be read as one number" in str(row.problems[0])
