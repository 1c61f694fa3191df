"""JSON Schemas of the content files, generated from the models, for completion and checks in editors.

`python -m questionnaires.schema` writes them again; a test fails while they are older than the models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotated_types import MinLen
from pydantic import BaseModel

from questionnaires.model import (
    BundlesFile,
    ChildrenFile,
    ClausesFile,
    Content,
    CorrectionsFile,
    EditionFile,
    GatesFile,
    GlossaryFile,
    Group,
    MeasuresFile,
    MigrationFile,
    SourcesFile,
    StatisticsFile,
)
from questionnaires.shape import models_within

SCHEMA = Path(__file__).parent / "schema"
"""The folder of the schemas; the first line of each content file points here."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: Mapping[str, type[Content]] = {
    "edition.json": EditionFile,
    "pillar.json": Group,
    "measures.json": MeasuresFile,
    "bundles.json": BundlesFile,
    "gates.json": GatesFile,
    "clauses.json": ClausesFile,
    "sources.json": SourcesFile,
    "statistics.json": StatisticsFile,
    "glossary.json": GlossaryFile,
    "children.json": ChildrenFile,
    "migration.json": MigrationFile,
    "corrections.json": CorrectionsFile,
}


def schema_text(model: type[Content]) -> str:
    """The JSON Schema of a file of this model, as deterministic text."""
    schema = {"$schema": DIALECT, **model.model_json_schema()}
    for nested in models_within(model):
        _require_entries(schema.get("$defs", {}).get(nested.__name__, schema), nested)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _require_entries(table: dict[str, Any], model: type[BaseModel]) -> None:
    """Add `minItems` to each list, which pydantic checks but leaves out of the schema of `Many`."""
    for name, field in model.model_fields.items():
        least = [item.min_length for item in field.metadata if isinstance(item, MinLen)]
        if least and table["properties"][name].get("type") == "array":
            table["properties"][name]["minItems"] = least[0]


def write_schemas(folder: Path = SCHEMA) -> None:
    """Write the schema of every content file into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, model in FILES.items():
        (folder / name).write_text(schema_text(model), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
