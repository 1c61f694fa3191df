"""Read JSON from people as strictly as YAML: duplicate keys and deep nesting are refused."""

from __future__ import annotations

import json
from typing import Any

from questionnaires import Problem
from questionnaires.text_limits import MAXIMUM_DEPTH, decode_text
from translations import gettext as _


def parse_json(data: bytes, name: str) -> Any | Problem:
    """The value written in `data`, or the first problem: size, depth and duplicate keys as in `parse_yaml`."""
    text = decode_text(data, name)
    if isinstance(text, Problem):
        return text
    try:
        value = json.loads(text, object_pairs_hook=_unique_keys)
        if _depth(value) > MAXIMUM_DEPTH:
            raise RecursionError
    except json.JSONDecodeError as error:
        return Problem(
            name,
            _("line {number}").format(number=error.lineno),
            _("is not valid JSON ({reason}).").format(reason=error.msg),
            _("Check commas, braces and quotes there; the file may be cut short."),
        )
    except _DuplicateKey as error:
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


class _DuplicateKey(Exception):
    """A duplicate key of a JSON object."""


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _DuplicateKey(key)
        result[key] = value
    return result


def _depth(value: Any) -> int:
    """Levels of nested lists and objects; 0 for a plain value."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [
            inner for item in level for inner in (item.values() if isinstance(item, dict) else item)
        ]
    return depth
