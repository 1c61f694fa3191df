"""The icon font with only the icons that Streamlit's screens name: made at set-up, sent instead of the whole, and drawn."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from streamlit.file_util import get_static_dir

from host.streamlit.icon_font import icon_names, subset_font, subset_fonts
from tests.host.test_http import ask
from tests.support.server import Server

(WHOLE,) = (Path(get_static_dir()) / "static" / "media").glob("MaterialSymbols*.woff2")


def outlines(font: TTFont) -> dict[str, list[tuple[str, tuple[tuple[float, float], ...]]]]:
    """The outline of each icon by the letters of its ligature."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    drawn, result = font.getGlyphSet(), {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items():
                for ligature in ligatures:
                    pen = RecordingPen()
                    drawn[ligature.LigGlyph].draw(pen)
                    parts = (first, *ligature.Component)
                    result["".join(letters.get(part, "?") for part in parts)] = pen.value
    return result


def test_set_up_has_made_it_with_every_icon_that_a_screen_names() -> None:
    (made,) = subset_fonts().values()
    names = icon_names(WHOLE)
    assert {
        "keyboard_arrow_down",
        "keyboard_double_arrow_left",
        "close",
        "error",
        "upload",
    } <= names
    small, whole = outlines(TTFont(io.BytesIO(made))), outlines(TTFont(WHOLE))
    assert {name: small.get(name) for name in names} == {name: whole[name] for name in names}


def test_an_icon_that_was_left_out_is_not_in_the_font() -> None:
    small = outlines(TTFont(io.BytesIO(subset_font(WHOLE, ("close", "error")))))
    assert {"close", "error"} <= small.keys()
    assert "owl" not in small


def test_the_server_sends_the_small_one_under_the_name_of_the_whole(server: Server) -> None:
    answer = ask(server, f"/static/media/{WHOLE.name}", **{"Accept-Encoding": "gzip"})
    body = answer.body
    assert body == next(iter(subset_fonts().values()))
    assert len(body) < WHOLE.stat().st_size / 8
    assert answer.headers["content-type"] == "font/woff2"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
