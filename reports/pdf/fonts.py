"""The fonts of all documents: files, characters, text widths.

Those of Python packages, which every machine has; of the system only `SYSTEM_FONTS`, for scripts that no package has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.unicodedata import script  # type: ignore[import-untyped]

from reports.pdf.cid_fonts import number_cids_as_glyphs


@dataclass(frozen=True, slots=True)
class Font:
    """One font file of a package; `name` is its name in style sheets, after `FONT_SCHEME`.

    `package` is empty for a font of the system. `script` is the code (ISO 15924) of the only script that it is read for;
    empty where it is read for all characters.
    """

    name: str
    package: str
    file: str
    script: str = ""

    @property
    def path(self) -> Path:
        """The file. Raises FileNotFoundError where the package is not installed."""
        if not self.package:
            return SYSTEM_FOLDER / self.file
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(self.package)
        return Path(spec.origin).parent / self.file

    @property
    def data(self) -> bytes:
        """The content of the file, as it can be embedded in a PDF."""
        return _embeddable(self.path)


@cache
def _embeddable(path: Path) -> bytes:
    return number_cids_as_glyphs(path.read_bytes())


FONT_SCHEME = "cop-font"
"""URL scheme of the fonts in style sheets, as in `cop-font:sans`."""

_SCRIPTS = {
    "Armenian": "Armn",
    "Bengali": "Beng",
    "Ethiopic": "Ethi",
    "Georgian": "Geor",
    "Gujarati": "Gujr",
    "Gurmukhi": "Guru",
    "Hebrew": "Hebr",
    "Kannada": "Knda",
    "Khmer": "Khmr",
    "Lao": "Laoo",
    "Malayalam": "Mlym",
    "Myanmar": "Mymr",
    "Oriya": "Orya",
    "Sinhala": "Sinh",
    "Tamil": "Taml",
    "Telugu": "Telu",
    "Thai": "Thai",
}
"""Scripts with a font file of their own in one package, by its name, with their codes."""

FONTS = (
    Font("sans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    Font("arabic", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    Font("chinese", "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    *(
        Font(name.lower(), "manimgx_fonts", f"NotoSans{name}[wght].ttf", code)
        for name, code in _SCRIPTS.items()
    ),
    Font("korean", "pylopdf_fonts_ko", "NotoSansKR-Regular.otf", "Hang"),
)
"""Fonts of packages in the order of fallback for each character."""

SYSTEM_FOLDER = Path("/usr/share/fonts/truetype/noto")
"""Folder of Debian's package fonts-noto-core."""

SYSTEM_FONTS = (
    Font("thaana", "", "NotoSansThaana-Regular.ttf", "Thaa"),
    Font("tibetan", "", "NotoSerifTibetan-Regular.ttf", "Tibt"),
    Font("mongolian", "", "NotoSansMongolian-Regular.ttf", "Mong"),
    Font("nko", "", "NotoSansNKo-Regular.ttf", "Nkoo"),
    Font("tifinagh", "", "NotoSansTifinagh-Regular.ttf", "Tfng"),
)
"""Fonts of scripts of Member States that no package of Python has, used where they are installed."""

FAMILIES = ", ".join(f"COP {font.name}" for font in (*FONTS, *SYSTEM_FONTS))
"""The value of `font-family` in every document."""

_PRESENTATION = dict.fromkeys((0xFE0E, 0xFE0F))
"""Variation selectors of emoji and text presentation, which are dropped."""


def installed_fonts() -> tuple[Font, ...]:
    """The fonts of the system that this machine has."""
    return tuple(font for font in SYSTEM_FONTS if font.path.is_file())


@cache
def _characters_of(font: Font) -> frozenset[int]:
    with TTFont(font.path, lazy=True) as file:
        return frozenset(file.getBestCmap())


def _fonts_of(text: str) -> Iterator[tuple[Font, frozenset[int]]]:
    """Yield the fonts that a text needs in the order of fallback, each with the characters that it shows.

    A font of one script is read only where no font before it has a character of that script, as the Korean one takes a
    third of a second.
    """
    needed = {ord(sign) for sign in set(text)} - _UNDRAWN
    for font in (*FONTS, *installed_fonts()):
        if not needed:
            return
        if font.script and not any(script(chr(code)) == font.script for code in needed):
            continue
        shown = needed & _characters_of(font)
        if shown:
            yield font, frozenset(shown)
        needed -= shown


_UNDRAWN = frozenset({ord("\n"), ord("\t")})
"""Characters that need no glyph."""


def missing_characters(text: str) -> frozenset[str]:
    """The characters of a text that no font contains."""
    shown = (map(chr, characters) for _font, characters in _fonts_of(text))
    return frozenset(text).difference(map(chr, _UNDRAWN), *shown)


def show_missing(text: str) -> str:
    """The text with each character missing in all fonts replaced by its code.

    >>> show_missing("good \N{GRINNING FACE}")
    'good [U+1F600]'
    """
    text = text.translate(_PRESENTATION)
    missing = missing_characters(text)
    if not missing:
        return text
    return re.sub(
        "[" + "".join(map(re.escape, sorted(missing))) + "]+",
        lambda match: "[" + " ".join(f"U+{ord(sign):04X}" for sign in match[0]) + "]",
        text,
    )


@cache
def _advances() -> tuple[dict[int, float], float]:
    """Advance width of each character of the first two fonts, and the default for others, in ems.

    An Arabic letter has its isolated form, which is the widest.
    """
    advances: dict[int, float] = {}
    for font in reversed(FONTS[:2]):
        with TTFont(font.path, lazy=True) as file:
            units = file["head"].unitsPerEm
            metrics = file["hmtx"].metrics
            for code, name in file.getBestCmap().items():
                advances[code] = metrics[name][0] / units
    return advances, 1.0


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
    needed = {FONTS[0]: None, **{font: None for font, _characters in _fonts_of(text)}}
    return "\n".join(
        f'@font-face {{font-family: "COP {font.name}"; font-weight: 100 900; '
        f"src: url({FONT_SCHEME}:{font.name})}}"
        for font in needed
    )
