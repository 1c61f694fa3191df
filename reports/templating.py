"""Jinja environments for documents and public pages: autoescaped, a missing name is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.joining import clause_separator, join_clauses, listed, name_separator, phrase_separator
from reports.mirroring import isolate
from reports.pdf.fonts import FAMILIES


def templates_in(folder: Path) -> Environment:
    """Environment of the templates in a folder; `font_families` is the fonts of a document; clauses and phrases are joined as in code."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["font_families"] = FAMILIES
    environment.filters["join_clauses"] = join_clauses
    environment.filters["isolate"] = isolate
    environment.filters["listed"] = listed
    environment.globals["clause_separator"] = clause_separator
    environment.globals["name_separator"] = name_separator
    environment.globals["phrase_separator"] = phrase_separator
    return environment
