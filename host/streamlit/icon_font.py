"""Subsets of Streamlit's fonts: the icons that its own scripts name, and the letters of the text font without its variants.

The whole icon font has 4,000 icons; the text font has small capitals, phonetic letters and other variants that no style of
ours asks for. `python -m host.streamlit.icon_font`, a step of setting up, writes the subsets into the environment; where one
is missing, the whole font is sent. A letter that was left out is drawn by the browser's next font.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from host.streamlit.private import STATIC

SUBSETS = Path(sys.prefix) / "small-icons"
"""Folder of the subsets. A file name holds Streamlit's hash, so a new version never gets an old subset."""

_QUOTED_NAME = re.compile(r"""["'`](?::material/)?([a-z0-9_]{2,40}):?["'`]""")
_MAXIMUM_NAMES = 100
"""A script with more names of icons is a list, such as that of emoji, and draws nothing."""

LETTERS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # modifier letters and combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin of Vietnam, Wales and others
    (0x2000, 0x2BFF),  # punctuation, currencies, arrows, mathematical and other signs
    (0xFB00, 0xFB06),  # ligatures
    (0xFEFF, 0xFEFF),
)
"""Ranges of code points, both ends included, that the text font keeps."""


def subset_fonts(folder: Path = SUBSETS) -> Mapping[str, bytes]:
    """Subset by the URL path of the whole font; empty where it was not made."""
    return {
        f"/static/media/{font.name}": (folder / font.name).read_bytes()
        for font in (*icon_fonts(), *text_fonts())
        if (folder / font.name).is_file()
    }


def write_subset_fonts(folder: Path = SUBSETS) -> None:
    """Write the subsets of the installed Streamlit's fonts."""
    folder.mkdir(parents=True, exist_ok=True)
    for font in icon_fonts():
        (folder / font.name).write_bytes(subset_font(font, icon_names(font)))
    for font in text_fonts():
        (folder / font.name).write_bytes(subset_text_font(font))


def icon_names(font: Path, static: Path = STATIC) -> frozenset[str]:
    """Names of icons of `font` that occur in Streamlit's scripts."""
    known = _ligatures(TTFont(font)).keys()
    by_script = (
        known & set(_QUOTED_NAME.findall(script.read_text(encoding="utf-8")))
        for script in (static / "static" / "js").glob("*.js")
    )
    return frozenset().union(*(names for names in by_script if len(names) <= _MAXIMUM_NAMES))


def subset_font(file: Path, names: Collection[str]) -> bytes:
    """The font reduced to the icons `names`, as WOFF2. An icon is a ligature of the letters of its name."""
    font = TTFont(file)
    ligatures = _ligatures(font)
    options = Options()
    options.layout_closure = False  # else each icon that can be spelt with these letters stays
    subsetter = Subsetter(options)
    subsetter.populate(
        glyphs=[ligatures[name] for name in names], unicodes=map(ord, set("".join(names)))
    )
    subsetter.subset(font)
    return _woff2(font)


def subset_text_font(file: Path) -> bytes:
    """The variable font reduced to `LETTERS` and to the features that browsers apply by themselves, as WOFF2."""
    font = TTFont(file)
    subsetter = Subsetter(Options())
    subsetter.populate(
        unicodes=[
            code
            for code in font.getBestCmap()
            if any(first <= code <= last for first, last in LETTERS)
        ]
    )
    subsetter.subset(font)
    return _woff2(font)


def _woff2(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def text_fonts(static: Path = STATIC) -> tuple[Path, ...]:
    """Files of Streamlit's upright text font; one in the versions known so far. Others are loaded on demand."""
    return tuple((static / "static" / "media").glob("SourceSansVF-Upright*.woff2"))


def icon_fonts(static: Path = STATIC) -> tuple[Path, ...]:
    """Files of Streamlit's icon font; one in the versions known so far."""
    return tuple((static / "static" / "media").glob("MaterialSymbols*.woff2"))


def _ligatures(font: TTFont) -> dict[str, str]:
    """Glyph by the icon's name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters.get(glyph, "?") for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in _tables(font)
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
    }  # fmt: skip


def _tables(font: TTFont) -> Iterator[object]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield getattr(table, "ExtSubTable", table)


if __name__ == "__main__":
    write_subset_fonts()
