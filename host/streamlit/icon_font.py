"""Streamlit's icon font with the icons that its own screens name and no others: a twelfth of the bytes.

The whole font has 4,000 icons and is a third of what a first visit loads. `python -m host.streamlit.icon_font`, a step of
setting up, writes the small one beside the installed packages; where it is missing, the whole font is sent.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from streamlit.file_util import get_static_dir

MADE = Path(sys.prefix) / "small-icons"
"""Where set-up writes it; the name of the file holds Streamlit's hash, so that a new version never meets an old font."""

_QUOTED = re.compile(r"""["'`](?::material/)?([a-z0-9_]{2,40}):?["'`]""")
_NOT_SCREENS = 100
"""A script with more names than this is a list, such as that of emoji, and no screen."""


def small_icons(folder: Path = MADE) -> Mapping[str, bytes]:
    """The small font by the path of the whole one at the server; nothing where it was not made."""
    return {
        f"/static/media/{source.name}": (folder / source.name).read_bytes()
        for source in _sources()
        if (folder / source.name).is_file()
    }


def write_small_icons(folder: Path = MADE) -> None:
    """Make the small font of the installed Streamlit."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in _sources():
        (folder / source.name).write_bytes(with_icons(source, icon_names(source)))


def icon_names(source: Path) -> frozenset[str]:
    """Every icon of the font that one of Streamlit's scripts names."""
    known = _ligatures(TTFont(source)).keys()
    named = (
        known & set(_QUOTED.findall(script.read_text(encoding="utf-8")))
        for script in (Path(get_static_dir()) / "static" / "js").glob("*.js")
    )
    return frozenset().union(*(found for found in named if len(found) <= _NOT_SCREENS))


def with_icons(source: Path, names: Collection[str]) -> bytes:
    """The font with these icons, as WOFF2. An icon is a ligature of the letters of its name."""
    font = TTFont(source)
    ligatures = _ligatures(font)
    options = Options()
    options.layout_closure = False  # else each icon that can be spelt with these letters stays
    subsetter = Subsetter(options)
    subsetter.populate(
        glyphs=[ligatures[name] for name in names], unicodes=map(ord, set("".join(names)))
    )
    subsetter.subset(font)
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def _sources() -> tuple[Path, ...]:
    return tuple((Path(get_static_dir()) / "static" / "media").glob("MaterialSymbols*.woff2"))


def _ligatures(font: TTFont) -> dict[str, str]:
    """Glyphs of icons by their names."""
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
    write_small_icons()
