"""Clean an SVG drawing to an allow-list of shapes and attributes; everything that could run, load or loop is refused. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree import ElementTree as ET

from translations import gettext as _

MAXIMUM_READ, MAXIMUM_KEPT = 1_000_000, 100_000
"""Characters of a drawing that is read, and of one that is kept."""

MAXIMUM_DEPTH, MAXIMUM_DRAWN = 40, 20_000
"""Depth of nested elements, and elements drawn when every reference is followed."""

LARGEST = 1e6
"""Largest number in a drawing, its width and height among them."""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

ELEMENTS = frozenset((
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath",
))  # fmt: skip
SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
IGNORED = frozenset(("metadata", "title", "desc"))
"""Elements that draw nothing and are dropped, as are all of other namespaces."""

PRESENTATION = frozenset((
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "stop-color", "stop-opacity", "color",
    "clip-path", "clip-rule", "display", "visibility",
))  # fmt: skip
ATTRIBUTES = PRESENTATION | frozenset((
    "id", "d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "fx", "fy", "x1", "y1", "x2", "y2", "points",
    "offset", "transform", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "viewBox",
    "preserveAspectRatio",
))  # fmt: skip

_VALUE = re.compile(r"[-+\w\s.,%#()]*", re.ASCII)
"""Characters of an attribute's value: numbers, names, colours; no colon, quote, slash or backslash."""
_LOCAL_URL = re.compile(r"""url\(\s*['"]?#([\w.-]{1,100})['"]?\s*\)""", re.ASCII)
_NAME = re.compile(r"[\w.-]{1,100}", re.ASCII)
_LOCAL = re.compile(r"#([\w.-]{1,100})", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?", re.ASCII)
_CALL = re.compile(r"([A-Za-z]+)\(")
_FUNCTIONS = frozenset(("matrix", "translate", "scale", "rotate", "skewX", "skewY", "rgb", "rgba", "hsl", "hsla"))  # fmt: skip
_LENGTH = re.compile(r"\s*([0-9]{1,7}(?:\.[0-9]{1,9})?)\s*(?:px|pt|mm|cm|in)?\s*", re.ASCII)


@lru_cache(maxsize=8)
def clean_svg(text: str) -> str:
    """The drawing with allowed elements and attributes only, in one canonical form. Cleaning it again changes nothing.

    Style attributes become attributes. Raises ValueError with a sentence that says what is refused and what to do.
    """
    if len(text) > MAXIMUM_READ:
        raise ValueError(
            _("is too large: at most {limit} kB are read. Simplify the drawing.").format(
                limit=MAXIMUM_READ // 1000
            )
        )
    if "<!ENTITY" in text:
        raise ValueError(_("declares entities. Save it as plain SVG."))
    try:
        root = ET.fromstring(text.lstrip("\ufeff \t\r\n"))  # noqa: S314 -- entities are refused, expat loads nothing
    except (ET.ParseError, ValueError) as error:
        raise ValueError(_("is not valid SVG. Save it once more as plain SVG.")) from error
    if _local_name(root) != "svg":
        raise ValueError(_("is not an SVG drawing. Bring an SVG or a PNG file."))
    cleaned = _clean(root, 0)
    cleaned.set("viewBox", _view_box(root))
    for name in ("x", "y", "width", "height"):
        cleaned.attrib.pop(name, None)
    _check_references(cleaned)
    if not any(item.tag in SHAPES for item in cleaned.iter()):
        raise ValueError(_("draws nothing. Bring another file."))
    result = ET.tostring(cleaned, encoding="unicode")
    if len(result) > MAXIMUM_KEPT:
        raise ValueError(
            _(
                "has {size} kB of shapes; at most {limit} are kept. Simplify the drawing, or bring a PNG."
            ).format(size=len(result) // 1000, limit=MAXIMUM_KEPT // 1000)
        )
    return result


def _local_name(element: ET.Element) -> str:
    """The name of an SVG element, with or without its namespace; empty for an element of another one."""
    tag = element.tag
    if not tag.startswith("{"):
        return tag
    space, _brace, name = tag[1:].partition("}")
    return name if space == SVG else ""


def _clean(element: ET.Element, depth: int) -> ET.Element:
    if depth > MAXIMUM_DEPTH:
        raise ValueError(_("is nested too deeply. Ungroup its shapes."))
    name = _local_name(element)
    if name not in ELEMENTS:
        raise ValueError(
            _(
                "holds the element “{name}”, which is not drawn. Turn it into paths, or save it as plain SVG."
            ).format(name=name[:40])
        )
    space = {} if depth else {"xmlns": SVG}
    cleaned = ET.Element(name, space | dict(sorted(dict(_attributes(element)).items())))
    cleaned.extend(
        [
            _clean(child, depth + 1)
            for child in element
            if _local_name(child) and _local_name(child) not in IGNORED
        ]
    )
    return cleaned


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        if key in ("href", f"{{{XLINK}}}href"):
            if not _LOCAL.fullmatch(value.strip()):
                raise ValueError(
                    _(
                        "refers to something outside itself. Embed what it needs as paths, or delete it."
                    )
                )
            yield "href", value.strip()
        elif key.lower().startswith("on"):
            raise ValueError(_("holds a script. Save it as plain SVG."))
        elif key in ATTRIBUTES:
            yield key, value if key == "id" and _NAME.fullmatch(value) else _value(value)
    # A declaration of style takes precedence over the attribute of the same name.
    for declaration in element.get("style", "").split(";"):
        key, _colon, value = declaration.partition(":")
        if key.strip().lower() in PRESENTATION:
            yield key.strip().lower(), _value(value.replace("!important", ""))


def _value(text: str) -> str:
    """The value with white space normalised. Raises ValueError for a reference or a sign that no value needs."""
    value = " ".join(text.split())
    if found := _LOCAL_URL.fullmatch(value):
        return f"url(#{found[1]})"
    calls = {found[1] for found in _CALL.finditer(value)}
    if "url" in value.lower() or not _VALUE.fullmatch(value) or calls - _FUNCTIONS:
        raise ValueError(
            _("refers to something outside itself, or holds a script. Save it as plain SVG.")
        )
    if not value.startswith("#") and any(float(item) > LARGEST for item in _NUMBER.findall(value)):
        raise ValueError(_("holds a number that is too large. Draw it smaller."))
    return value


def _view_box(root: ET.Element) -> str:
    given = root.get("viewBox", "").replace(",", " ").split()
    sides = [root.get("width", ""), root.get("height", "")]
    try:
        if given:
            x, y, width, height = map(float, given)
        else:
            x, y = 0.0, 0.0
            width, height = (
                float(found[1]) for side in sides if (found := _LENGTH.fullmatch(side))
            )
    except ValueError:
        raise ValueError(_("does not say how large it is. Give it a viewBox.")) from None
    if not (0 < width <= LARGEST and 0 < height <= LARGEST) or not (
        abs(x) <= LARGEST and abs(y) <= LARGEST
    ):
        raise ValueError(_("does not say how large it is. Give it a viewBox."))
    return f"{x:g} {y:g} {width:g} {height:g}"


def _check_references(root: ET.Element) -> None:
    """Raise ValueError where references form a circle or draw far more than the file holds."""
    parts = {key: item for item in root.iter() if (key := item.get("id"))}
    _drawn(root, parts, {}, frozenset())


def _drawn(
    element: ET.Element,
    parts: Mapping[str, ET.Element],
    known: dict[ET.Element, int],
    within: frozenset[ET.Element],
) -> int:
    """The elements drawn for `element` when references are followed; `within` are those that lead to it."""
    if element in known:
        return known[element]
    if element in within or len(within) > 2 * MAXIMUM_DEPTH:
        raise ValueError(_("refers to itself. Save it as plain SVG."))
    targets = [
        parts[name] for value in element.attrib.values() if (name := _referred(value)) in parts
    ]
    further = within | {element}
    count = 1 + sum(_drawn(item, parts, known, further) for item in (*element, *targets))
    if count > MAXIMUM_DRAWN:
        raise ValueError(_("draws too many shapes. Simplify the drawing."))
    known[element] = count
    return count


def _referred(value: str) -> str:
    found = _LOCAL.fullmatch(value) or _LOCAL_URL.fullmatch(value)
    return found[1] if found else ""
