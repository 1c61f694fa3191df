"""Every field for a file is drawn by one function, which refuses no kind in the browser."""

from __future__ import annotations

import ast
from pathlib import Path

import app_pages

FOLDER = Path(app_pages.__file__).parent


def _uploaders() -> list[tuple[str, ast.Call]]:
    return [
        (path.relative_to(FOLDER).as_posix(), node)
        for path in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"file_uploader", "camera_input", "audio_input"}
    ]


def test_files_are_taken_by_one_field_that_leaves_their_kind_to_the_reader() -> None:
    [(path, call)] = _uploaders()
    assert path == "shell/forms/file_field.py"
    assert "type" not in {item.arg for item in call.keywords}
    assert len(call.args) == 1
