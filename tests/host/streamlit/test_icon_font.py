"""The fonts with only what our screens draw: made at set-up, sent instead of the whole ones, and drawn as before."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from streamlit.file_util import get_static_dir

from host.streamlit.icon_font import icon_names, subset_font, subset_fonts
from tests.host.test_http import ask
from tests.support.server import ROOT, Server

(WHOLE,) = (Path(get_static_dir()) / "static" / "media").glob("MaterialSymbols*.woff2")
(TEXT,) = (Path(get_static_dir()) / "static" / "media").glob("SourceSansVF-Upright*.woff2")

LOCALES = ROOT / "translations"


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
    made = subset_fonts()[f"/static/media/{WHOLE.name}"]
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
    assert body == subset_fonts()[f"/static/media/{WHOLE.name}"]
    assert len(body) < WHOLE.stat().st_size / 8
    assert answer.headers["content-type"] == "font/woff2"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_text_font_draws_every_letter_of_our_languages_as_the_whole_one_in_every_weight() -> (
    None
):
    made = TTFont(io.BytesIO(subset_fonts()[f"/static/media/{TEXT.name}"]))
    whole = TTFont(TEXT)
    texts = "".join(path.read_text("utf-8") for path in LOCALES.rglob("*.po"))
    written = {ord(letter) for letter in texts} & whole.getBestCmap().keys()
    assert {ord(letter) for letter in "aéőñжђλ§€→■“’"} <= made.getBestCmap().keys()
    assert written <= made.getBestCmap().keys()
    assert made["fvar"].axes[0].__dict__ == whole["fvar"].axes[0].__dict__
    for weight in (400, 700):
        small, large = (font.getGlyphSet(location={"wght": weight}) for font in (made, whole))
        for code in written:
            pens = (
                DecomposingRecordingPen(small),
                DecomposingRecordingPen(large),
            )
            small[made.getBestCmap()[code]].draw(pens[0])
            large[whole.getBestCmap()[code]].draw(pens[1])
            assert pens[0].value == pens[1].value, chr(code)
            assert small[made.getBestCmap()[code]].width == large[whole.getBestCmap()[code]].width


def test_the_server_sends_the_small_text_font_under_the_name_of_the_whole(server: Server) -> None:
    body = ask(server, f"/static/media/{TEXT.name}", **{"Accept-Encoding": "gzip"}).body
    assert body == subset_fonts()[f"/static/media/{TEXT.name}"]
    assert len(body) < TEXT.stat().st_size * 0.6
