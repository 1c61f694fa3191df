"""Shapes that a template prints as SVG, in points; and the colours of all figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

INK = "#1B2733"
MUTED = "#55636F"
LINE = "#C9D2DA"
PANEL = "#F5F7F9"
TRACK = "#E3E8EC"
ACTION = "#0B5C7A"
WHITE = "#FFFFFF"

LEVEL_COLOURS = ("#E3E8EC", "#B9D3DF", "#7FB0C6", "#3C83A1", "#0B4F6C")
"""One hue, darker is further; ink on the first three, white on the others."""

PAGE_WIDTH = 481.9
"""Width of the text on A4 with margins of 20 mm."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element: its name, its attributes in order, its text if it has one."""

    kind: Literal["rect", "line", "text", "polygon", "polyline", "circle"]
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with the text that stands for it where it can't be seen."""

    width: float
    height: float
    alternative: str
    shapes: tuple[Shape, ...]


def figure(width: float, height: float, alternative: str, shapes: Iterable[Shape]) -> Chart:
    return Chart(round(width, 1), round(height, 1), alternative, tuple(shapes))


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
    """A line of text; `y` is its baseline."""
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


def polygon(points: Iterable[tuple[float, float]], fill: str, *, stroke: str = "") -> Shape:
    listed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return Shape("polygon", (("points", listed), ("fill", fill), *_stroke(stroke, 1.0, "")))


def polyline(
    points: Iterable[tuple[float, float]], stroke: str, *, width: float, dash: str = ""
) -> Shape:
    listed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return Shape("polyline", (("points", listed), ("fill", "none"), *_stroke(stroke, width, dash)))


def diamond(x: float, y: float, size: float) -> Shape:
    """A milestone: a diamond around its middle, white-edged so that it stands off a bar."""
    return polygon(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), INK, stroke=WHITE)


def circle(x: float, y: float, radius: float, fill: str) -> Shape:
    """A filled dot around its middle."""
    sides = {"cx": x, "cy": y, "r": radius}
    return Shape(
        "circle", (*((name, _number(value)) for name, value in sides.items()), ("fill", fill))
    )


def square(x: float, y: float, half: float, fill: str, *, stroke: str) -> Shape:
    """An outlined square around its middle."""
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
