"""The packaged fonts of all documents: files, characters, text widths. System fonts are not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Font:
    """One font file of a package; `name` is its name in style sheets, after `FONT_SCHEME`."""

    name: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """The file. Raises FileNotFoundError where the package is not installed."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(self.package)
        return Path(spec.origin).parent / self.file


FONT_SCHEME = "cop-font"
"""URL scheme of the fonts in style sheets, as in `cop-font:sans`."""

FONTS = (
    Font("sans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    Font("arabic", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    Font("chinese", "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
)
"""Fonts in the order of fallback for each character."""

_PRESENTATION = dict.fromkeys((0xFE0E, 0xFE0F))
"""Variation selectors of emoji and text presentation, which are dropped."""


@cache
def _characters_of(font: Font) -> frozenset[int]:
    with TTFont(font.path, lazy=True) as file:
        return frozenset(file.getBestCmap())


@cache
def _characters() -> frozenset[int]:
    held = (_characters_of(font) for font in FONTS)
    return frozenset({ord("\n"), ord("\t")}).union(*held)


@cache
def _missing_pattern() -> re.Pattern[str]:
    """Pattern of the runs of characters missing in all fonts."""

    def ranges() -> Iterator[str]:
        start = 0
        for code in sorted({*_characters(), 0x110000}):
            if code > start:
                yield f"{re.escape(chr(start))}-{re.escape(chr(code - 1))}"
            start = code + 1

    return re.compile("[" + "".join(ranges()) + "]+")


def is_printable(character: str) -> bool:
    """Whether one of the fonts contains the character."""
    return ord(character) in _characters()


def show_missing(text: str) -> str:
    """The text with each character missing in all fonts replaced by its code.

    >>> show_missing("good \N{GRINNING FACE}")
    'good [U+1F600]'
    """
    return _missing_pattern().sub(
        lambda match: "[" + " ".join(f"U+{ord(sign):04X}" for sign in match[0]) + "]",
        text.translate(_PRESENTATION),
    )


@cache
def _advances() -> tuple[dict[int, float], float]:
    """Advance width of each character of the first font, and the default for others, in ems."""
    with TTFont(FONTS[0].path, lazy=True) as file:
        units = file["head"].unitsPerEm
        metrics = file["hmtx"].metrics
        return {code: metrics[name][0] / units for code, name in file.getBestCmap().items()}, 1.0


def text_width(text: str, size: float) -> float:
    """Width of a line of regular type at `size`, in the unit of `size`."""
    advances, other = _advances()
    return sum(advances.get(ord(sign), other) for sign in text) * size


_BREAKS = re.compile("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}]+")
"""White space at which a line may be broken."""


def wrap_text(text: str, size: float, width: float) -> tuple[str, ...]:
    """The text in lines of at most `width`, broken at spaces that allow it.

    A word is broken only where it exceeds a line.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, _BREAKS.split(text)):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = ""
        for sign in word:
            if line and text_width(line + sign, size) > width:
                lines.append(line)
                line = ""
            line += sign
    return (*lines, line) if line else tuple(lines)


def font_faces(text: str) -> str:
    """CSS declarations of the fonts that `text` needs: the first one, and those with further characters of it."""
    needed = {ord(sign) for sign in set(text)}
    faces = []
    for index, font in enumerate(FONTS):
        held = _characters_of(font)
        if index == 0 or needed & held:
            faces.append(
                f'@font-face {{font-family: "COP {font.name}"; font-weight: 100 900; '
                f"src: url({FONT_SCHEME}:{font.name})}}"
            )
        needed -= held
    return "\n".join(faces)
