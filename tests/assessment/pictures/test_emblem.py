"""Emblems and colours that a country supplies: only what draws is kept, and everything else is refused with a reason."""

import re
import struct
import zlib
from itertools import pairwise

import pytest
from pydantic import ValidationError

from assessment.errors import RefusedFile
from assessment.model.document_settings import (
    FOREWORD_LENGTH,
    DocumentSettings,
    Emblem,
    Foreword,
)
from assessment.pictures.contrast import MINIMUM_CONTRAST, contrast_on_white
from assessment.pictures.emblem import read_emblem
from assessment.pictures.png import MAXIMUM_SIDE, SIGNATURE, clean_png
from assessment.pictures.svg import ATTRIBUTES, ELEMENTS, MAXIMUM_KEPT, clean_svg

SHAPE = '<path d="M0 0h9v9z"/>'


def svg(inner: str, head: str = 'viewBox="0 0 9 9"') -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:ink="http://www.inkscape.org/namespaces/inkscape" {head}>{inner}{SHAPE}</svg>'
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 2,
    height: int = 2,
    *,
    colour: int = 6,
    pixels: bytes | None = None,
    interlace: int = 0,
    more: bytes = b"",
) -> bytes:
    line = 1 + width * {2: 3, 6: 4}[colour]
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, interlace)
    packed = zlib.compress(bytes(line * height) if pixels is None else pixels)
    parts = (chunk(b"IHDR", header), more, chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return SIGNATURE + b"".join(parts)


def test_a_drawing_keeps_its_shapes_and_colours_and_nothing_else() -> None:
    drawing = svg(
        "<title>Arms</title><metadata><x/></metadata><!-- note --><ink:guide/>"
        '<defs><linearGradient id="g"><stop offset="1" style="stop-color: #f00 !important; -ink-x: y"/></linearGradient></defs>'
        '<g ink:label="a:b" class="c"><circle r="3" fill="url( \'#g\' )"/></g><use xlink:href="#g"/>',
        'width="10mm" height="20"',
    )
    assert clean_svg(drawing) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><defs><linearGradient id="g">'
        '<stop offset="1" stop-color="#f00" /></linearGradient></defs><g><circle fill="url(#g)" r="3" /></g>'
        '<use href="#g" /><path d="M0 0h9v9z" /></svg>'
    )


REFUSED = {
    "script": "<script>1</script>",
    "script of another case": "<SCRIPT>1</SCRIPT>",
    "handler": '<path d="" onload="go()"/>',
    "foreign object": "<foreignObject><p/></foreignObject>",
    "picture": '<image href="data:image/png;base64,AA"/>',
    "style sheet": "<style>@import 'x'</style>",
    "text": "<text>Motto</text>",
    "link": '<a href="javascript:go()"><path d=""/></a>',
    "animation": '<animate attributeName="d" to="x"/>',
    "reference to a file": '<use href="file:///etc/passwd#a"/>',
    "reference to a site": '<use xlink:href="//example.org/a.svg#b"/>',
    "reference as paint": '<path d="" fill="url(https://example.org/a)"/>',
    "reference in a style": '<path d="" style="fill:URL(//example.org)"/>',
    "escaped reference": '<path d="" style="fill:u\\72l(//example.org)"/>',
    "expression": '<path d="" style="fill:expression(1)"/>',
    "circle of references": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "gradient that is its own": '<linearGradient id="a" href="#a"/>',
    "depth": "<g>" * 60 + "</g>" * 60,
    "number": '<circle r="1e400"/>',
    "number in a path": '<path d="M 99999999999 0"/>',
    "multiplied shapes": "".join(
        f'<g id="a{number}">{f"<use href={chr(34)}#a{after}{chr(34)}/>" * 10}</g>'
        for number, after in pairwise(range(9))
    )
    + '<path id="a8" d=""/>',
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_drawing_that_could_run_load_or_loop_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"\. ") as refusal:
        clean_svg(svg(REFUSED[name]))
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        svg("") + "<",
        "<html/>",
        svg("", ""),
        svg("", 'viewBox="0 0 0 9"'),
        svg("", 'viewBox="0 0 nan 9"'),
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        svg(SHAPE * (MAXIMUM_KEPT // len(SHAPE))),
        "",
    ],
)
def test_what_is_no_drawing_or_too_large_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        clean_svg(text)


def test_cleaning_again_changes_nothing_and_only_allowed_names_are_left() -> None:
    clean = clean_svg(svg('<g style="opacity:.5;fill:red"><rect width="3" height="4%"/></g>'))
    assert clean_svg(clean) == clean
    assert set(re.findall(r"<(\w+)", clean)) <= ELEMENTS
    assert set(re.findall(r' ([\w-]+)="', clean)) <= ATTRIBUTES | {"href", "xmlns"}


def test_a_picture_keeps_its_pixels_and_no_texts_or_later_bytes() -> None:
    plain = png()
    assert clean_png(png(more=chunk(b"tEXt", b"Author\0Somebody")) + b"<script>") == plain
    assert clean_png(plain) == plain


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        png()[:-20],
        png().replace(b"IDAT", b"IDAX"),
        png(pixels=b"\0" * 5),
        png(pixels=bytes(10**6)),
        png(pixels=b"\x07" * 18),
        png(width=MAXIMUM_SIDE + 1, height=1),
        png(interlace=1),
        SIGNATURE,
    ],
)
def test_a_picture_that_is_damaged_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\. "):
        clean_png(data)


def test_the_kind_is_that_of_the_content_whatever_the_name() -> None:
    assert read_emblem(png(), "arms.svg").kind == "png"
    assert read_emblem(b"\xef\xbb\xbf" + svg("").encode(), "arms.png").kind == "svg"
    for data in (b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"<html></html>", svg("").encode("utf-16")):
        with pytest.raises(RefusedFile, match=r"arms\.png: "):
            read_emblem(data, "arms.png")


def test_an_emblem_in_a_file_that_was_not_cleaned_is_refused() -> None:
    for kind, data in (("svg", svg("<script/>")), ("svg", svg("<title/>")), ("png", "AAAA"), ("png", "?")):  # fmt: skip
        with pytest.raises(ValidationError):
            Emblem(kind=kind, data=data)  # type: ignore[arg-type]


def test_a_colour_that_cannot_be_read_on_white_is_refused_with_its_contrast() -> None:
    assert DocumentSettings(colours=("#00563F", "#8a1538")).colours == ("#00563F", "#8a1538")
    assert contrast_on_white("#767676") > MINIMUM_CONTRAST > contrast_on_white("#777777")
    for colour, words in {"#FCD116": r"1\.\d\d to 1", "#777777": r"4\.48 to 1", "red": "no colour", "#12345": "no colour", "#123456;}": "no colour"}.items():  # fmt: skip
        with pytest.raises(ValidationError, match=words):
            DocumentSettings(colours=(colour,))
    with pytest.raises(ValidationError, match="At most"):
        DocumentSettings(colours=("#000000",) * 4)


def test_a_foreword_longer_than_the_cover_is_refused() -> None:
    assert Foreword(text="a" * FOREWORD_LENGTH).text
    for text in ("a" * (FOREWORD_LENGTH + 1), "童" * (FOREWORD_LENGTH // 2 + 1), "a\n" * 20):
        with pytest.raises(ValidationError, match="fit on the cover"):
            Foreword(text=text)
