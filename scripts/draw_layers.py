"""Draw docs/images/layers.svg from the imports of the code: `python scripts/draw_layers.py`.

A box is a package or a root script, with the first sentence of its docstring. A row holds what imports only from rows
below it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "layers.svg"
PARTS = (
    "operating_system", "translations", "serving", "questionnaires", "assessment", "reports", "exchange", "public", "commands", "host",
    "app_pages", "cli", "app",
)  # fmt: skip
"""Packages and root scripts, from the bottom up."""

WIDTH, HEIGHT, GAP, LINE = 260, 112, 18, 15
CHARACTERS = 34
"""Characters in a line of a box at 12 px."""


def imports_between(root: Path = ROOT) -> dict[str, frozenset[str]]:
    """Parts that each part imports, read from all its files."""
    return {part: _imported(root, part) - {part} for part in PARTS}


def rows(imports: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Parts by row, the lowest first: the length of the longest chain of imports below each.

    >>> rows({"a": frozenset(), "b": frozenset({"a"}), "c": frozenset({"a", "b"}), "d": frozenset({"a"})})
    [['a'], ['b', 'd'], ['c']]
    """
    depth: dict[str, int] = {}

    def depth_of(part: str) -> int:
        if part not in depth:
            depth[part] = 1 + max((depth_of(below) for below in imports[part]), default=-1)
        return depth[part]

    for part in imports:
        depth_of(part)
    return [
        [part for part in imports if depth[part] == level]
        for level in range(max(depth.values()) + 1)
    ]


def picture(root: Path = ROOT) -> str:
    """The picture as SVG: one box for each part, the top row first."""
    imports = imports_between(root)
    levels = rows(imports)[::-1]
    columns = max(map(len, levels))
    width = columns * (WIDTH + GAP) + GAP
    boxes = [
        _box(root, part, imports[part], _left(len(level), index, width), GAP + row * (HEIGHT + GAP))
        for row, level in enumerate(levels)
        for index, part in enumerate(level)
    ]
    height = len(levels) * (HEIGHT + GAP) + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12">\n'
        "<title>The parts of the toolkit; each imports only from rows below it.</title>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n' + "".join(boxes) + "</svg>\n"
    )


def _left(count: int, index: int, width: int) -> int:
    """Left edge of a box in a centred row."""
    return (width - count * (WIDTH + GAP) + GAP) // 2 + index * (WIDTH + GAP)


def _box(root: Path, part: str, imports: frozenset[str], x: int, y: int) -> str:
    below = ", ".join(item for item in PARTS if item in imports)
    lines = [*_wrapped(_purpose(root, part)), *(_wrapped(f"imports {below}") if below else [])]
    name = part if (root / part).is_dir() else f"{part}.py"
    texts = "".join(
        f'<text x="{x + 10}" y="{y + 38 + number * LINE}" fill="#33414d">{escape(line)}</text>\n'
        for number, line in enumerate(lines[:5])
    )
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#eef3f7" stroke="#33414d"/>\n'
        f'<text x="{x + 10}" y="{y + 20}" font-weight="bold" font-size="14" fill="#10202c">{name}</text>\n'
        + texts
    )


def _purpose(root: Path, part: str) -> str:
    """First clause of the part's docstring."""
    path = root / part / "__init__.py" if (root / part).is_dir() else root / f"{part}.py"
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0].partition(":")[0].rstrip(".").replace("`", "")


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= CHARACTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _imported(root: Path, part: str) -> frozenset[str]:
    folder = root / part
    files = folder.rglob("*.py") if folder.is_dir() else [root / f"{part}.py"]
    names: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return frozenset(names & set(PARTS))


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
