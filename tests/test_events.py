"""docs/security.md lists every event of the log, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from assessment.audit_chain import AuditAction

ROOT = Path(__file__).parent.parent
FOLDERS = ("serving", "assessment", "reports", "host", "public", "app_pages", "commands")
OF_THE_AUDIT_LOG = {action.value for action in AuditAction} - {"log_begun"}


def events_in(source: str) -> Iterator[str]:
    """Yield each constant `event` of a dictionary `extra`."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.keyword)
            and node.arg == "extra"
            and isinstance(node.value, ast.Dict)
        ):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                is_event = isinstance(key, ast.Constant) and key.value == "event"
                if is_event and isinstance(value, ast.Constant):
                    yield value.value


def test_the_events_in_the_documentation_are_those_of_the_code() -> None:
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]
    written = {event for file in files for event in events_in(file.read_text("utf-8"))}
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    section = text.split("## Events of the log")[1].split("\n## ")[0]
    listed = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert listed == written | {"signed_out_everywhere"} | OF_THE_AUDIT_LOG


def test_an_event_is_found_in_a_source() -> None:
    assert list(events_in('log.info("x", extra={"event": "y", "z": 1})')) == ["y"]
    assert list(events_in('log.info("x", extra={"event": name})')) == []
