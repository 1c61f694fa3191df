"""The answers of `/api/v1`, and its description (OpenAPI 3.1) made from the same types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assessment import Standing
from assessment.countries import country_name
from assessment.workflow.publication import PublicPart, Published
from public.record import RECORD, PublicRecord, to_json_values

BASE = "/api/v1"


def listing(items: Iterable[Published]) -> dict[str, Any]:
    """All publications, each with the addresses of its page and its data."""
    return {
        "publications": [
            {
                "country": item.country,
                "country_name": country_name(item.country),
                "cycle": item.cycle,
                "standing": item.standing.value,
                "parts": [part.value for part in item.parts],
                "published": item.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "page": f"/repository/{item.country}/{item.cycle}",
                "data": f"{BASE}/publications/{item.country}/{item.cycle}",
            }
            for item in items
        ]
    }


def part_record(record: PublicRecord, part: str) -> dict[str, Any] | None:
    """One part of a record; None where it is not public."""
    if part not in record.parts:
        return None
    return {"country": record.country, "cycle": record.cycle, part: to_json_values(record)[part]}


def description() -> dict[str, Any]:
    """The description of the interface as OpenAPI 3.1."""
    shape = RECORD.json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    shapes = shape.pop("$defs")
    for key in PublicPart:  # a part that is not public is left out, never null
        shape["properties"][key.value] = shape["properties"][key.value]["anyOf"][0]
    shape["required"] = [name for name in shape["required"] if name not in set(PublicPart)]
    country, cycle = (
        _path_parameter("country", "^[A-Z]{3}$"),
        _path_parameter("cycle", "^20[0-9]{2}$"),
    )
    part = {**_path_parameter("part", ""), "schema": {"enum": [item.value for item in PublicPart]}}
    one = f"{BASE}/publications/{{country}}/{{cycle}}"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Child online protection: what countries publish",
            "version": "1.0.0",
            "description": "Read-only. The same as the pages of the repository: what countries have decided to publish. "
            "What is not published, not any more, or was never there answers alike.",
            "license": {"name": "As the country states; see its page"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            f"{BASE}/publications": _operation(
                "listPublications", "All that is published", {"$ref": _ref("Listing")}, ()
            ),
            one: _operation(
                "getPublication",
                "All that is public of a country's cycle",
                {"$ref": _ref("PublicRecord")},
                (country, cycle),
            ),
            f"{one}/{{part}}": _operation(
                "getPart", "One part by itself", {"$ref": _ref("OnePart")}, (country, cycle, part)
            ),
            f"{BASE}/openapi.json": _operation(
                "getDescription", "This description", {"type": "object"}, ()
            ),
        },
        "components": {
            "schemas": {
                **shapes,
                "PublicRecord": shape,
                "Listing": _LISTING,
                "OnePart": {
                    "type": "object",
                    "required": ["country", "cycle"],
                    "properties": {
                        "country": {"type": "string"},
                        "cycle": {"type": "integer"},
                        **{item.value: shape["properties"][item.value] for item in PublicPart},
                    },
                    "additionalProperties": False,
                },
                "Problem": {
                    "type": "object",
                    "required": ["problem"],
                    "properties": {"problem": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
        },
    }


_LISTING: dict[str, Any] = {
    "type": "object",
    "required": ["publications"],
    "additionalProperties": False,
    "properties": {
        "publications": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "country", "country_name", "cycle", "standing", "parts", "published", "page", "data",
                ],
                "additionalProperties": False,
                "properties": {
                    "country": {"type": "string", "pattern": "^[A-Z]{3}$"},
                    "country_name": {"type": "string"},
                    "cycle": {"type": "integer"},
                    "standing": {"enum": [item.value for item in Standing]},
                    "parts": {
                        "type": "array", "items": {"enum": [item.value for item in PublicPart]}, "minItems": 1,
                    },
                    "published": {"type": "string", "format": "date-time"},
                    "page": {"type": "string"},
                    "data": {"type": "string"},
                },
            },
        }
    },
}  # fmt: skip


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def _path_parameter(name: str, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _operation(
    name: str, summary: str, schema: dict[str, Any], parameters: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    problem = {"application/json": {"schema": {"$ref": _ref("Problem")}}}
    responses: dict[str, Any] = {
        "200": {
            "description": "Found",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "The same as you have (If-None-Match)"},
        "404": {"description": "Nothing is published here", "content": problem},
        "429": {
            "description": "Asked too often",
            "headers": {"Retry-After": {"schema": {"type": "integer"}}},
            "content": problem,
        },
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": list(parameters),
            "responses": responses,
        }
    }
