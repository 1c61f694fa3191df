"""JSON Schema of the JSON that the toolkit writes, made from its shapes, for programs that read it.

`python -m reports.data.schema` writes the files again; a test fails while they are behind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from reports.data.models import DOCUMENT_SCHEMA, DocumentRecord, NodeRecord, RoadmapRecord

SCHEMA = Path(__file__).parents[1] / "schema"
"""Where the published schemas lie."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "document.json": TypeAdapter(DocumentRecord),
    "roadmap.json": TypeAdapter(RoadmapRecord),
    "scores.json": TypeAdapter(tuple[NodeRecord, ...]),
}


def schema_id(name: str) -> str:
    """
    >>> schema_id("scores.json")
    'urn:cop-toolkit:schema:scores:1'
    """
    version = DOCUMENT_SCHEMA.rpartition(":")[2]
    return f"urn:cop-toolkit:schema:{name.removesuffix('.json')}:{version}"


def schema_text(name: str) -> str:
    """The schema of `name`, one of `SHAPES`; the same text each time."""
    made = SHAPES[name].json_schema(mode="serialization")
    schema = {"$schema": DIALECT, "$id": schema_id(name), **made}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(folder: Path = SCHEMA) -> None:
    folder.mkdir(exist_ok=True)
    for name in SHAPES:
        (folder / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
