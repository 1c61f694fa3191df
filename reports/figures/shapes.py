"""SVG shapes for the charts; lengths in points, the origin at the upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from questionnaires.palette import INK, WHITE
from reports.mirroring import mirror_attributes
from translations import current_language, is_right_to_left

PAGE_WIDTH = 481.9
"""Width of the text area of A4 with margins of 20 mm, in points."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element: name, attributes in output order, text if any."""

    kind: Literal["rect", "line", "text", "polygon", "polyline", "circle"]
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its text alternative; width and height in points."""

    width: float
    height: float
    alternative: str
    shapes: tuple[Shape, ...]


def make_chart(width: float, height: float, alternative: str, shapes: Iterable[Shape]) -> Chart:
    """Chart of the shapes; width and height rounded to tenths of a point. Mirrored in a language from right to left."""
    width = round(width, 1)
    if is_right_to_left(current_language()):
        shapes = (
            replace(
                shape,
                attributes=tuple(mirror_attributes(dict(shape.attributes), width).items()),
                text=_from_right_to_left(shape.text),
            )
            for shape in shapes
        )
    return Chart(width, round(height, 1), alternative, tuple(shapes))


def _from_right_to_left(text: str) -> str:
    """A text with a direction of its own, as a drawing as such runs from left to right; a code or number needs none."""
    if all(sign.isascii() and not sign.isspace() for sign in text):
        return text
    return f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    stroke: str = "",
    stroke_width: float = 1.0,
    dash: str = "",
    radius: float = 0.0,
) -> Shape:
    """Rectangle with its upper left corner at `x`, `y`; without `stroke` no outline."""
    sides = {"x": x, "y": y, "width": width, "height": height}
    attributes = [*((name, _number(value)) for name, value in sides.items()), ("fill", fill)]
    if radius:
        attributes.append(("rx", _number(radius)))
    return Shape("rect", (*attributes, *_stroke(stroke, stroke_width, dash)))


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    stroke: str,
    *,
    width: float = 1.0,
    dash: str = "",
) -> Shape:
    """Straight line; `dash` as the SVG attribute `stroke-dasharray`."""
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return Shape(
        "line",
        (*((name, _number(value)) for name, value in ends.items()), *_stroke(stroke, width, dash)),
    )


def _stroke(stroke: str, width: float, dash: str) -> tuple[tuple[str, str], ...]:
    if not stroke:
        return ()
    drawn = (("stroke", stroke), ("stroke-width", _number(width)))
    return (*drawn, ("stroke-dasharray", dash)) if dash else drawn


def label(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 8.0,
    fill: str = INK,
    bold: bool = False,
    anchor: Literal["start", "middle", "end"] = "start",
) -> Shape:
    """One line of text; `y` is its baseline, `size` in points."""
    attributes = [
        ("x", _number(x)),
        ("y", _number(y)),
        ("font-size", _number(size)),
        ("fill", fill),
    ]
    if anchor != "start":
        attributes.append(("text-anchor", anchor))
    if bold:
        attributes.append(("font-weight", "600"))
    return Shape("text", tuple(attributes), text)


def row_height(least: float, text: float) -> float:
    """Height of a row with texts of the height `text`: `least`, or theirs with a space to the next row."""
    return least if text <= least else text + 8


def centred(
    x: float, baseline: float, lines: Sequence[str], height: float, *, size: float
) -> Iterator[Shape]:
    """Bold lines of text, `height` apart; `baseline` is that of a single line, around which they are centred."""
    for index, text in enumerate(lines):
        y = baseline + (index - (len(lines) - 1) / 2) * height
        yield label(x, y, text, size=size, bold=True)


def polygon(points: Iterable[tuple[float, float]], fill: str, *, stroke: str = "") -> Shape:
    """Filled polygon through `points`."""
    listed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return Shape("polygon", (("points", listed), ("fill", fill), *_stroke(stroke, 1.0, "")))


def polyline(
    points: Iterable[tuple[float, float]], stroke: str, *, width: float, dash: str = ""
) -> Shape:
    """Open line through `points`."""
    listed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return Shape("polyline", (("points", listed), ("fill", "none"), *_stroke(stroke, width, dash)))


def diamond(x: float, y: float, size: float) -> Shape:
    """Milestone: a diamond centred at `x`, `y`, with a white edge to separate it from a bar."""
    return polygon(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), INK, stroke=WHITE)


def circle(x: float, y: float, radius: float, fill: str) -> Shape:
    """Filled dot centred at `x`, `y`."""
    sides = {"cx": x, "cy": y, "r": radius}
    return Shape(
        "circle", (*((name, _number(value)) for name, value in sides.items()), ("fill", fill))
    )


def square(x: float, y: float, half: float, fill: str, *, stroke: str) -> Shape:
    """Outlined square centred at `x`, `y`; `half` is half its side."""
    return rect(x - half, y - half, 2 * half, 2 * half, fill, stroke=stroke, stroke_width=0.9)


def badge(x: float, y: float, letter: str, colour: str, size: float = 14.0) -> tuple[Shape, ...]:
    """A pillar's letter on its colour; `x`, `y` is the upper left corner."""
    return (
        rect(x, y, size, size, colour, radius=2),
        label(
            x + size / 2,
            y + size * 0.73,
            letter,
            size=size * 0.66,
            fill=WHITE,
            bold=True,
            anchor="middle",
        ),
    )
