"""JSON Schema of the JSON export, generated from its types.

`python -m reports.data.schema` rewrites the files; a test fails while they are outdated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from reports.data.models import DOCUMENT_SCHEMA, DocumentRecord, NodeRecord, RoadmapRecord
from reports.data.resolution_models import ResolutionRecord

SCHEMA = Path(__file__).parents[1] / "schema"
"""Folder of the published schemas."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "document.json": TypeAdapter(DocumentRecord),
    "resolution.json": TypeAdapter(ResolutionRecord),
    "roadmap.json": TypeAdapter(RoadmapRecord),
    "scores.json": TypeAdapter(tuple[NodeRecord, ...]),
}


def schema_id(name: str) -> str:
    """The `$id` of the schema file `name`.

    >>> schema_id("scores.json")
    'urn:cop-toolkit:schema:scores:1'
    """
    version = DOCUMENT_SCHEMA.rpartition(":")[2]
    return f"urn:cop-toolkit:schema:{name.removesuffix('.json')}:{version}"


def schema_text(name: str) -> str:
    """The text of the schema file `name`, a key of `SHAPES`; deterministic."""
    made = SHAPES[name].json_schema(mode="serialization")
    schema = {"$schema": DIALECT, "$id": schema_id(name), **made}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(folder: Path = SCHEMA) -> None:
    """Write all schema files."""
    folder.mkdir(exist_ok=True)
    for name in SHAPES:
        (folder / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
