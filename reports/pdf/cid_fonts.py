"""Fonts with CFF outlines by CID, as those of Chinese and Korean: made to number their CIDs as their glyphs.

A PDF names a glyph of such a font by its CID (ISO 32000-1, 9.7.4.2); WeasyPrint writes the number of the glyph. Where the
two differ, a strict reader draws another glyph or none, and PDF/UA is broken.
"""

from __future__ import annotations

import io
import struct

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_ONE_RANGE = 2
"""Format of a charset of ranges with counts of 16 bits (Adobe Technical Note 5176, 13)."""


def number_cids_as_glyphs(data: bytes) -> bytes:
    """The font with one range of CIDs in the order of its glyphs; any other font unchanged.

    The range replaces the beginning of the table of CIDs, so that nothing moves.
    """
    with TTFont(io.BytesIO(data), lazy=True) as font:
        if "CFF " not in font:
            return data
        names = font["CFF "].cff.topDictIndex[0]
        offset = names.rawDict.get("charset", 0)
        if not hasattr(names, "ROS") or not isinstance(offset, int) or offset <= 2:
            return data
        start = font.reader.tables["CFF "].offset + offset
        count = font["maxp"].numGlyphs
    charset = struct.pack(">BHH", _ONE_RANGE, 1, count - 2)
    return data[:start] + charset + data[start + len(charset) :]
