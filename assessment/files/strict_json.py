"""JSON from people: read as strictly as YAML is, keys given twice and deep nesting refused."""

from __future__ import annotations

import json
from typing import Any

from questionnaires import MAXIMUM_BYTES, Problem
from translations import gettext as _

MAXIMUM_DEPTH = 30
"""Deepest nesting read, the same as from YAML; an assessment has 9 levels."""


def parse_json(data: bytes, name: str) -> Any | Problem:
    """The value, or the first problem: as strict as `parse_yaml` on size, depth and keys given twice."""
    if len(data) > MAXIMUM_BYTES:
        return Problem(
            name,
            "",
            _("has more than {limit} MB.").format(limit=MAXIMUM_BYTES // 1024**2),
            _("Is it the right file?"),
        )
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique_keys)
        if _depth(value) > MAXIMUM_DEPTH:
            raise RecursionError
    except UnicodeDecodeError as error:
        return Problem(
            name,
            _("byte {number}").format(number=error.start + 1),
            _("is not text in UTF-8."),
            _("Save the file as plain text in UTF-8, or choose another file."),
        )
    except json.JSONDecodeError as error:
        return Problem(
            name,
            _("line {number}").format(number=error.lineno),
            _("is not valid JSON ({reason}).").format(reason=error.msg),
            _("Check commas, braces and quotes there; the file may be cut short."),
        )
    except _GivenTwice as error:
        return Problem(
            name,
            "",
            _("'{key}' is given twice.").format(key=error),
            _("Keep one of the two."),
        )
    except RecursionError:
        return Problem(
            name,
            "",
            _("it is nested more than {depth} levels deep.").format(depth=MAXIMUM_DEPTH),
            _("Check the brackets."),
        )
    except ValueError:
        return Problem(
            name,
            "",
            _("holds a number that is too long to read."),
            _("Levels and figures have a few digits; check the file."),
        )
    return value


class _GivenTwice(Exception):
    """A key that one JSON object holds twice."""


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _GivenTwice(key)
        found[key] = value
    return found


def _depth(value: Any) -> int:
    """How deep lists and objects are nested; 0 for a plain value."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [
            inner for item in level for inner in (item.values() if isinstance(item, dict) else item)
        ]
    return depth
