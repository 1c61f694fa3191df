"""Imports point one way, and the middle asks neither the clock nor the machine (docs/adr/0002-layers.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent

BELOW: Mapping[str, frozenset[str]] = {
    "translations": frozenset(),
    "questionnaires": frozenset({"translations"}),
    "assessment": frozenset({"translations", "questionnaires"}),
    "reports": frozenset({"translations", "questionnaires", "assessment"}),
    "exchange": frozenset({"translations", "questionnaires", "assessment"}),
    "serving": frozenset({"translations"}),
    "public": frozenset({"translations", "questionnaires", "assessment", "reports", "serving"}),
    "commands": frozenset({"translations", "questionnaires", "assessment", "reports", "exchange"}),
    "cli": frozenset(
        {"translations", "questionnaires", "assessment", "reports", "exchange", "commands"}
    ),
    "app_pages": frozenset(
        {
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "exchange",
            "public",
            "serving",
        }
    ),
    "app": frozenset(
        {
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "app_pages",
            "public",
            "serving",
        }
    ),
}
"""What each part of the toolkit may import of the others, besides itself."""

OURS = frozenset(BELOW) | {"tests", "benchmarks", "scripts"}

ONLY_IN: Mapping[str, tuple[str, ...]] = {
    "streamlit": ("app.py", "app_pages/"),
    "sqlalchemy": ("assessment/store",),
    "alembic": ("assessment/store",),
    "psycopg": ("assessment/store",),
    "weasyprint": ("reports/",),
    "jinja2": ("reports/", "public/pages.py"),
    "openpyxl": ("exchange/", "reports/excel/", "public/tables.py"),
    "pypdf": ("reports/restore.py",),
    "docx": ("reports/",),
    "icalendar": ("reports/",),
    "highspy": ("assessment/optimum.py",),
}
"""Libraries that belong to one place."""

CLOCK = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
ENVIRONMENT = {"environ", "environb", "getenv", "getlogin"}


def offences(path: str, source: str) -> list[str]:
    """What in the file `path` (from the root, with slashes) breaks the layers, each with its line."""
    tree = ast.parse(source)
    found = [*_import_offences(path, tree)]
    if path.startswith("assessment/") and not path.startswith("assessment/store"):
        found += _purity_offences(path, tree)
    return found


def _import_offences(path: str, tree: ast.Module) -> Iterator[str]:
    layer = PurePosixPath(path).parts[0].removesuffix(".py")
    for line, module in _imported(path, tree):
        top = module.partition(".")[0]
        if top in OURS and top != layer and top not in BELOW[layer]:
            below = ", ".join(sorted(BELOW[layer])) or "nothing of ours"
            yield f"{path}: line {line}: imports {top}. {layer} may import: {below}."
        homes = ONLY_IN.get(top)
        if homes and not path.startswith(homes):
            yield f"{path}: line {line}: imports {top}. Only these may: {', '.join(homes)}."


def _imported(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of every module imported: at the top, in a function, for types, by name."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=module, level=0):
                yield node.lineno, module or ""
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package[: len(package) - level + 1]
                # One step too far up leaves the package: `from .. import reports`.
                for name in (
                    [module] if above and module else [module or alias.name for alias in names]
                ):
                    yield node.lineno, ".".join([*above, name])
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield node.lineno, module


def _purity_offences(path: str, tree: ast.Module) -> Iterator[str]:
    remedy = "Take it as an argument."
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=value, attr=attr) if attr in CLOCK.get(_last_name(value), ()):
                yield f"{path}: line {node.lineno}: asks the clock ({attr}). {remedy}"
            case ast.Attribute(attr=attr) if attr in ENVIRONMENT:
                yield f"{path}: line {node.lineno}: asks the environment ({attr}). {remedy}"
            case ast.ImportFrom(module="os", names=names):
                for name in {alias.name for alias in names} & ENVIRONMENT:
                    yield f"{path}: line {node.lineno}: asks the environment ({name}). {remedy}"
            case ast.ImportFrom(module="time", names=names):
                for name in {alias.name for alias in names} & CLOCK["time"]:
                    yield f"{path}: line {node.lineno}: asks the clock ({name}). {remedy}"


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _files(layer: str) -> list[Path]:
    single = ROOT / f"{layer}.py"
    return [single] if single.exists() else sorted((ROOT / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", BELOW)
def test_imports_point_down(layer: str) -> None:
    files = _files(layer)
    assert files, f"{layer}: no Python files. Where has it moved to?"
    found = [
        offence
        for file in files
        for offence in offences(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_python_file_at_the_root_and_every_package_has_a_layer() -> None:
    modules = {file.stem for file in ROOT.glob("*.py")}
    packages = {file.parent.name for file in ROOT.glob("*/*.py")}
    assert modules | packages <= OURS


@pytest.mark.parametrize(
    ("path", "source", "words"),
    [
        ("translations/__init__.py", "import questionnaires", "imports questionnaires"),
        ("questionnaires/loader.py", "from assessment.model import Answer", "nothing|translations"),
        ("assessment/scoring.py", "import reports.pdf as pdf", "imports reports"),
        ("assessment/scoring.py", "from ..reports import pdf", "imports reports"),
        ("assessment/scoring.py", "from .. import reports", "imports reports"),
        ("assessment/store/sql.py", "from ...app_pages import session", "imports app_pages"),
        ("assessment/gaps.py", "def f():\n    import cli", "line 2: imports cli"),
        (
            "reports/pdf.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app",
            "line 3: imports app",
        ),
        ("reports/pdf.py", "import importlib\nimportlib.import_module('app')", "line 2"),
        ("reports/pdf.py", "from tests.builders import edition", "imports tests"),
        ("reports/charts.py", "import streamlit as st", "imports streamlit"),
        ("cli.py", "from streamlit.web import bootstrap", "imports streamlit"),
        ("cli.py", "import app_pages.start", "imports app_pages"),
        ("app_pages/start.py", "import app", "imports app."),
        ("app_pages/start.py", "from sqlalchemy import text", "imports sqlalchemy"),
        ("assessment/scoring.py", "from jinja2 import Environment", "imports jinja2"),
        (
            "assessment/gates.py",
            "import datetime as dt\nx = dt.date.today()",
            "line 2: asks the clock",
        ),
        ("assessment/gates.py", "from datetime import datetime\nf(datetime.now)", "asks the clock"),
        ("assessment/gates.py", "import time\ntime.time()", "asks the clock"),
        ("assessment/gates.py", "from time import time_ns", "asks the clock"),
        ("assessment/model.py", "import os\nos.environ['X']", "asks the environment"),
        ("assessment/model.py", "from os import getenv", "asks the environment"),
    ],
)
def test_a_file_that_breaks_the_layers_is_found(path: str, source: str, words: str) -> None:
    found = offences(path, source)
    assert len(found) == 1, found
    assert any(word in found[0] for word in words.split("|"))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("assessment/scoring.py", "from assessment.model import Answer\nfrom .trace import Trace"),
        ("assessment/store/sql.py", "import os, sqlalchemy\nfrom ..model import Answer"),
        ("assessment/gates.py", "from datetime import date\ndate(2026, 1, 1).year"),
        ("app_pages/start.py", "import streamlit\nfrom datetime import date\ndate.today()"),
        ("cli.py", "import os, subprocess, reports, assessment\nos.environ"),
    ],
)
def test_a_file_that_keeps_to_the_layers_passes(path: str, source: str) -> None:
    assert offences(path, source) == []
