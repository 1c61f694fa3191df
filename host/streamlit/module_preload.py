"""The code of the fields on a page, asked for together with the page and not field by field once they are drawn.

Streamlit brings the code of each kind of field when the first one is drawn, and that code names what it needs in turn.
On a line with long ways this is one wait after the other, and what stands below a field moves down when it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from streamlit.file_util import get_static_dir

FIELDS = ("PageLink", "Html", "TextInput", "Radio", "TextArea", "Button", "ButtonGroup")
"""The files of Streamlit, by the first part of their name, that draw a question."""

_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")


@cache
def early_code() -> tuple[str, ...]:
    """Names of the files that draw the fields and of all that these import, each before what needs it."""
    folder = Path(get_static_dir()) / "static" / "js"
    files = {path.name.partition(".")[0]: path.name for path in sorted(folder.glob("*.js"))}
    return imported_by(folder, (files[name] for name in FIELDS if name in files))


def imported_by(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """These files of a folder and, in front of each, what it imports from there; each once."""
    found: dict[str, None] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        path = folder / name
        if name in begun or not path.is_file():
            return
        begun.add(name)
        for inner in _IMPORTED.findall(path.read_text(encoding="utf-8")):
            visit(inner)
        found[name] = None

    for name in names:
        visit(name)
    return tuple(found)
