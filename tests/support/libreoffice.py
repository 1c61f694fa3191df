"""Conversion of files by LibreOffice with the same fonts on every machine, whatever others it has."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

LIMIT_SECONDS = 300
"""Limit of one conversion, long enough for a busy machine."""

enough_time = pytest.mark.timeout(LIMIT_SECONDS + 100)
"""Mark of each test that converts files, also in a fixture of the file."""

FONT_FOLDERS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/libreoffice")
"""Folders of Debian's packages fonts-dejavu and fonts-opensymbol."""

_FONT_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}<cachedir>{cache}</cachedir>
<selectfont><rejectfont><glob>*/DejaVuMath*</glob></rejectfont></selectfont>
</fontconfig>
"""


def convert(files: Mapping[str, bytes], target: str, folder: Path) -> dict[str, Path]:
    """Convert files, by name with suffix, to another format in one run; return the results by the same names.

    `target` is an ending, or an ending and a filter as in `xlsx:Calc MS Excel 2007 XML`.
    """
    sources = []
    for name, data in files.items():
        source = folder / name
        source.write_bytes(data)
        sources.append(str(source))
    fonts = folder / "fonts.conf"
    folders = "".join(f"<dir>{item}</dir>" for item in FONT_FOLDERS)
    fonts.write_text(_FONT_CONFIGURATION.format(folders=folders, cache=folder / "fonts"))
    profile, out = (folder / "profile").as_uri(), folder / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target,
         "--outdir", str(out), *sources],
        check=True, capture_output=True, timeout=LIMIT_SECONDS,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    ending = target.partition(":")[0]
    return {name: out / f"{Path(name).stem}.{ending}" for name in files}
