"""A workbook as other programs pack and write it: Google Sheets, Excel in Japanese, Numbers, WPS, libraries."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from openpyxl import load_workbook

from exchange.preview import RowOutcome
from tests.exchange.broken_workbooks import GOOD, Parts, packed, parts_of
from tests.exchange.made import cell_of, compared, made_up
from tests.exchange.rejected_rows import KEY

RELATIONS = "xl/_rels/workbook.xml.rels"


class _Stream(io.RawIOBase):
    """A file to which can only be appended, so that sizes follow the data of each part."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += data
        return len(data)


def _streamed() -> bytes:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts_of(GOOD).items():
            package.writestr(name, data)
    return bytes(stream.written)


def _stored() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts_of(GOOD).items():
            package.writestr(name, data)
    return out.getvalue()


def _with_parts(change: Callable[[str, bytes], bytes | None]) -> bytes:
    changed = {name: change(name, data) for name, data in parts_of(GOOD).items()}
    return packed({name: data for name, data in changed.items() if data is not None})


def _absolute_targets(name: str, data: bytes) -> bytes:
    return re.sub(rb'Target="(?!/)(?:xl/)?', b'Target="/xl/', data) if name == RELATIONS else data


def _without_styles(name: str, data: bytes) -> bytes | None:
    if name == "xl/styles.xml":
        return None
    if name == RELATIONS:
        return re.sub(rb"<Relationship [^>]*styles\.xml[^>]*/>", b"", data)
    if name == "[Content_Types].xml":
        return re.sub(rb"<Override[^>]*styles[^>]*/>", b"", data)
    return re.sub(rb'(<(?:c|row|col) [^>]*?) (?:s|style)="\d+"', rb"\1", data)


def _thousand_rows(name: str, data: bytes) -> bytes:
    """Empty rows with a height down to the end of the grid, as Google Sheets writes them."""
    if not name.startswith("xl/worksheets/sheet"):
        return data
    last = max(map(int, re.findall(rb'<row r="(\d+)"', data)), default=0)
    rows = b"".join(
        b'<row r="%d" ht="15.75" customHeight="1"/>' % row for row in range(last + 1, 1_001)
    )
    return data.replace(b"</sheetData>", rows + b"</sheetData>")


def _prefixed(name: str, data: bytes) -> bytes:
    """Another prefix of the namespace in the sheets, as some libraries write it."""
    if not name.startswith("xl/worksheets/sheet"):
        return data
    data = re.sub(rb"(</?)(?=[a-zA-Z])", rb"\1x:", data)
    return data.replace(b' xmlns="', b' xmlns:x="', 1)


PACKED: dict[str, Callable[[], bytes]] = {
    "sizes after the data": _streamed,
    "not compressed": _stored,
    "absolute targets": lambda: _with_parts(_absolute_targets),
    "no styles": lambda: _with_parts(_without_styles),
    "a thousand rows on each sheet": lambda: _with_parts(_thousand_rows),
    "another prefix": lambda: _with_parts(_prefixed),
    "a byte order mark in each part": lambda: _with_parts(
        lambda name, data: b"\xef\xbb\xbf" + data if name.endswith(".xml") else data
    ),
    "properties and printers of other programs": lambda: packed(
        {
            **parts_of(GOOD),
            "docProps/custom.xml": b"<Properties/>",
            "xl/printerSettings/printerSettings1.bin": bytes(100),
            "docMetadata/LabelInfo.xml": b"<a/>",
            "xl/calcChain.xml": b"<calcChain/>",
            "xl/persons/person.xml": b"<personList/>",
        }
    ),
}


@pytest.mark.parametrize("way", PACKED)
def test_a_workbook_that_nobody_touched_changes_nothing_however_it_is_packed(way: str) -> None:
    result = compared(PACKED[way](), made_up())
    assert result.counts.read == result.counts.unchanged > 0
    assert result.notes == ()


@cache
def _place(column: str) -> tuple[str, str]:
    """The part and the address of a cell of KEY."""
    cell = cell_of(load_workbook(io.BytesIO(GOOD)), KEY, column)
    index = cell.parent.parent.worksheets.index(cell.parent) + 1
    return f"xl/worksheets/sheet{index}.xml", cell.coordinate


def _with_cell(column: str, kind: str, content: str) -> bytes:
    """The workbook in which a cell of KEY has a type and content as in the XML of another program."""
    part, address = _place(column)
    parts: Parts = parts_of(GOOD)
    before = parts[part]
    cell = f'<c r="{address}"'.encode()
    pattern = re.escape(cell) + rb'( s="\d+")?[^>]*?(?:/>|>.*?</c>)'

    def written(match: re.Match[bytes]) -> bytes:
        return cell + (match[1] or b"") + f' t="{kind}">{content}</c>'.encode()

    parts[part] = re.sub(pattern, written, before, count=1)
    assert parts[part] != before
    return packed(parts)


@pytest.mark.parametrize(
    ("column", "kind", "content", "read"),
    [
        ("comment", "inlineStr", "<is><r><t>Plan </t></r><r><rPr><b/></rPr><t>of 2024</t></r></is>", "Plan of 2024"),
        ("comment", "inlineStr", "<is><t>\u6771\u4eac</t><rPh sb='0' eb='2'><t>\u30c8\u30a6</t></rPh></is>", "\u6771\u4eac"),
        ("comment", "inlineStr", "<is><t><![CDATA[a < b]]></t></is>", "a < b"),
        ("comment", "inlineStr", "<is><t xml:space='preserve'>  two &#10; lines </t></is>", "two \n lines"),
        ("comment", "str", "<v>Plan of 2024</v>", "Plan of 2024"),
        ("comment", "d", "<v>2024-05-31</v>", "2024-05-31"),
        ("level", "n", "<v>2.0E0</v>", "2"),
        ("level", "str", "<v>2</v>", "2"),
        ("level", "inlineStr", "<is><t>\uff12</t></is>", "2"),
    ],
)  # fmt: skip
def test_a_cell_is_read_in_every_way_in_which_programs_write_one(
    column: str, kind: str, content: str, read: str
) -> None:
    result = compared(_with_cell(column, kind, content), made_up())
    (item,) = result.of(RowOutcome.CHANGED)
    assert item.row.fields["choice" if column == "level" else column] == read
    assert result.counts.rejected == 0


@pytest.mark.parametrize(
    ("column", "kind", "content", "words"),
    [
        ("level", "b", "<v>1</v>", "is not a level"),
        ("level", "e", "<v>#N/A</v>", "holds an error"),
        ("level", "n", "<v>1E400</v>", "is not a level"),
        ("comment", "n", "<f>1+1</f><v>2</v>", "holds a formula"),
        ("comment", "inlineStr", f"<is><t>{'x' * 40_000}</t></is>", "the most is 32000"),
    ],
)
def test_a_cell_that_holds_no_answer_is_rejected_with_its_place(
    column: str, kind: str, content: str, words: str
) -> None:
    (item,) = compared(_with_cell(column, kind, content), made_up()).of(RowOutcome.REJECTED)
    (problem,) = item.problems
    assert _place(column)[1] in problem.where
    assert words in problem.what + problem.remedy
