"""The scripts that draw a question, listed in the page so that they load together.

Streamlit loads the script of each kind of field when the first one is drawn, and then the scripts it imports. On a
slow connection each script delays its field, and the elements below a field move when it appears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from host.streamlit.private import STATIC

FIELDS = ("PageLink", "Html", "TextInput", "Radio", "TextArea", "Button", "ButtonGroup")
"""First parts of the names of Streamlit's scripts that draw a question."""

_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")


@cache
def preloaded_modules(static: Path = STATIC) -> tuple[str, ...]:
    """File names of the scripts in `FIELDS` and of all they import, dependencies first; a missing one is left out."""
    folder = static / "static" / "js"
    names = {path.name.partition(".")[0]: path.name for path in sorted(folder.glob("*.js"))}
    return with_imports(folder, (names[field] for field in FIELDS if field in names))


def with_imports(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The scripts `names` of a folder and, before each, what it imports from that folder; each once."""
    ordered: dict[str, None] = {}
    visited: set[str] = set()

    def visit(name: str) -> None:
        path = folder / name
        if name in visited or not path.is_file():
            return
        visited.add(name)
        for imported in _IMPORT.findall(path.read_text(encoding="utf-8")):
            visit(imported)
        ordered[name] = None

    for name in names:
        visit(name)
    return tuple(ordered)
