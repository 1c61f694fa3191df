"""Check a PNG picture chunk by chunk and keep only what draws it (PNG, third edition, W3C 2025). Pure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from translations import gettext as _

SIGNATURE = b"\x89PNG\r\n\x1a\n"

MAXIMUM_READ, MAXIMUM_KEPT = 5_000_000, 100_000
"""Bytes of a picture that is read, and of one that is kept."""

MAXIMUM_SIDE = 2_000
"""Largest width or height, in pixels."""

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Channels by colour type."""

DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits of a channel by colour type."""

KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""Chunks that draw the picture; texts, dates, profiles and frames of an animation are dropped."""


@lru_cache(maxsize=8)
def clean_png(data: bytes) -> bytes:
    """The picture with the chunks that draw it. Cleaning it again changes nothing.

    Raises ValueError with a sentence that says what is wrong and what to do.
    """
    if len(data) > MAXIMUM_READ:
        raise ValueError(
            _("is too large: at most {limit} MB are read. Save it smaller.").format(
                limit=MAXIMUM_READ // 1_000_000
            )
        )
    if not data.startswith(SIGNATURE):
        raise ValueError(_("is no PNG picture. Bring an SVG or a PNG file."))
    chunks = [(kind, body) for kind, body in _chunks(data) if kind in KEPT]
    kinds = [kind for kind, _body in chunks]
    if kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds or kinds.count(b"IHDR") != 1:  # fmt: skip
        raise _damaged()
    _check_pixels(chunks[0][1], b"".join(body for kind, body in chunks if kind == b"IDAT"))
    if chunks[0][1][9] == 3 and b"PLTE" not in kinds:
        raise _damaged()
    result = b"".join(chain((SIGNATURE,), (_chunk(kind, body) for kind, body in chunks)))
    if len(result) > MAXIMUM_KEPT:
        raise ValueError(
            _(
                "has {size} kB; at most {limit} are kept. Save it smaller: 600 pixels are enough for print."
            ).format(size=len(result) // 1000, limit=MAXIMUM_KEPT // 1000)
        )
    return result


def _damaged() -> ValueError:
    return ValueError(_("is damaged. Save it once more as PNG."))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk up to the last one; what follows it is ignored."""
    place, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        head = data[place : place + 8]
        if len(head) < 8:
            raise _damaged()
        length, kind = struct.unpack(">I4s", head)
        body = data[place + 8 : place + 8 + length]
        check = data[place + 8 + length : place + 12 + length]
        if len(body) != length or check != struct.pack(">I", zlib.crc32(kind + body)):
            raise _damaged()
        yield kind, body
        place += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _check_pixels(header: bytes, packed: bytes) -> None:
    """Raise ValueError where the pixels are not those that the header announces."""
    if len(header) != 13:
        raise _damaged()
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(
        ">IIBBBBB", header
    )
    if not (0 < width <= MAXIMUM_SIDE and 0 < height <= MAXIMUM_SIDE):
        raise ValueError(
            _(
                "has {width} × {height} pixels; at most {limit} on a side are kept. Save it smaller."
            ).format(width=width, height=height, limit=MAXIMUM_SIDE)
        )
    if interlace:
        raise ValueError(_("is interlaced. Save it once more without interlacing."))
    if compression or filtering or depth not in DEPTHS.get(colour, ()):
        raise _damaged()
    line = 1 + -(-width * CHANNELS[colour] * depth // 8)
    inflater = zlib.decompressobj()
    try:
        pixels = inflater.decompress(packed, height * line + 1)
    except zlib.error:
        raise _damaged() from None
    if len(pixels) != height * line or not inflater.eof or max(pixels[::line]) > 4:
        raise _damaged()
