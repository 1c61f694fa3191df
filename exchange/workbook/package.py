"""The workbook as the bytes of an .xlsx package: the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

from openpyxl import Workbook

from assessment.values.workbook_direction import set_reading_order


def package_bytes(book: Workbook, made_at: dt.datetime) -> bytes:
    """The package of a workbook, with `made_at` (UTC) as the time of every part and of its last change."""
    set_reading_order(book)
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    modified = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(raw) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after,
    ):
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == "docProps/core.xml":
                # openpyxl writes the moment of saving.
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + modified, data)
            info = zipfile.ZipInfo(entry.filename, made_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, data)
    return out.getvalue()
