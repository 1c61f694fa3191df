"""Byte-stable packages: fixed times in the archive, and in the workbooks behind charts."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can hold."""

_TIMES = re.compile(rb'(<dcterms:(created|modified) xsi:type="dcterms:W3CDTF">)[^<]*')


def stable_package(data: bytes, day: dt.date) -> bytes:
    """The same Office package with fixed times, and with `day` as the day on which its workbooks were made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = stable_package(content, day)
            elif name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>%sT12:00:00Z" % day.isoformat().encode(), content)
            new.writestr(zipfile.ZipInfo(name, _FIRST_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
