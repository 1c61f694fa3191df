"""Imports point one way without circles, and pure code reads neither the clock nor the environment.

docs/adr/0002-layers.md.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent

BELOW: Mapping[str, frozenset[str]] = {
    "operating_system": frozenset(),
    "translations": frozenset(),
    "examples": frozenset(),
    "questionnaires": frozenset({"operating_system", "translations"}),
    "assessment": frozenset({"operating_system", "translations", "questionnaires"}),
    "reports": frozenset({"operating_system", "translations", "questionnaires", "assessment"}),
    "exchange": frozenset({"operating_system", "translations", "questionnaires", "assessment"}),
    "serving": frozenset({"operating_system", "translations"}),
    "public": frozenset(
        {"operating_system", "translations", "questionnaires", "assessment", "reports", "serving"}
    ),
    "commands": frozenset(
        {
            "operating_system",
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "exchange",
            "serving",
            "host",
        }
    ),
    "cli": frozenset(
        {
            "operating_system",
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "exchange",
            "commands",
        }
    ),
    "host": frozenset(
        {
            "operating_system",
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "public",
            "serving",
        }
    ),
    "app_pages": frozenset(
        {
            "operating_system",
            "translations",
            "questionnaires",
            "assessment",
            "reports",
            "exchange",
            "host",
            "public",
        }
    ),
    "app": frozenset({"operating_system", "host", "app_pages", "public", "serving"}),
}
"""The other parts of the toolkit that each part may import."""

OURS = frozenset(BELOW) | {"tests", "benchmarks", "scripts"}

ONLY_IN: Mapping[str, tuple[str, ...]] = {
    "streamlit": ("app.py", "app_pages/", "host/"),
    "sqlalchemy": ("assessment/store",),
    "alembic": ("assessment/store",),
    "psycopg": ("assessment/store",),
    "pyrage": ("assessment/store/backups/",),
    "prometheus_client": ("serving/monitoring/", "host/metrics.py"),
    "weasyprint": ("reports/",),
    "jinja2": ("reports/", "public/pages.py"),
    "openpyxl": ("exchange/", "reports/excel/", "public/tables.py"),
    "pypdf": ("reports/pdf/attachment.py", "exchange/pdf_form/acroform.py"),
    "docx": ("reports/",),
    "pptx": ("reports/slides/", "reports/office/"),
    "icalendar": ("reports/",),
    "pysdmx": ("public/sdmx/",),
    "distributed": ("commands/batch/cluster.py", "tests/", "benchmarks/"),
    "highspy": ("assessment/planning/schedule/milp.py",),
}
"""Libraries that belong to one place."""

CLOCK = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
ENVIRONMENT = {"environ", "environb", "getenv", "getlogin"}


def offences(path: str, source: str) -> list[str]:
    """Violations of the layers in the file `path` (from the root, with slashes), each with its line."""
    tree = ast.parse(source)
    result = [*_import_offences(path, tree)]
    if path.startswith("assessment/") and not path.startswith("assessment/store"):
        result += _purity_offences(path, tree)
    return result


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


def import_graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Modules of ours that each module imports, anywhere in it; `sources` holds its text by path from the root."""
    modules = {_module_name(path) for path in sources}
    graph: dict[str, set[str]] = {name: set() for name in modules}
    for path, source in sources.items():
        importer = _module_name(path)
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Import(names=names):
                    wanted = [alias.name for alias in names]
                case ast.ImportFrom(module=str(module), names=names, level=0):
                    wanted = [f"{module}.{alias.name}" for alias in names]
                case _:
                    continue
            for name in wanted:
                while name and name not in modules:
                    name = name.rpartition(".")[0]
                if name and name != importer:
                    graph[importer].add(name)
    return graph


def import_circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Sets of modules that import each other, sorted: what is left once modules that nothing needs are removed."""
    left = {name: set(imported) for name, imported in graph.items()}
    while True:
        wanted = set().union(*left.values())
        ends = {name for name, imported in left.items() if not imported or name not in wanted}
        if not ends:
            break
        left = {name: imported - ends for name, imported in left.items() if name not in ends}
    return [sorted(left)] if left else []


def _module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_no_import_circle_in_the_project() -> None:
    paths = [file for layer in BELOW for file in _files(layer)]
    sources = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in paths}
    assert import_circles(import_graph(sources)) == []


@pytest.mark.parametrize(
    "sources",
    [
        {"a.py": "import b", "b.py": "from a import x"},
        {"a/__init__.py": "from a.b import x", "a/b.py": "from a import y"},
        {"a.py": "import b", "b.py": "import c", "c.py": "def f():\n    import a"},
        {
            "a.py": "import b",
            "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import X",
        },
    ],
    ids=["two", "package and part", "inside a function", "for types only"],
)
def test_an_import_circle_is_found(sources: Mapping[str, str]) -> None:
    assert import_circles(import_graph({**sources, "d.py": "import a", "e.py": ""})) == [
        sorted({_module_name(path) for path in sources})
    ]


def test_imports_that_only_point_down_are_no_circle() -> None:
    assert (
        import_circles(import_graph({"a.py": "import b, c", "b.py": "import c", "c.py": ""})) == []
    )


LARGEST_FOLDER = 21
"""Code files in a folder, `__init__.py` not counted: more are not found at a glance (docs/adr/0037)."""

LONGEST_FILE = 400
"""Lines of a file of code."""


def _code_files() -> list[Path]:
    skipped = {"content", "schema", "migrations", "node_modules", ".venv", "build", "data"}
    return [
        file
        for ending in ("py", "js", "mjs", "css", "sh")
        for file in ROOT.rglob(f"*.{ending}")
        if not skipped & set(file.relative_to(ROOT).parts)
    ]


def test_no_folder_holds_more_code_files_than_a_glance_takes_in() -> None:
    counted = Counter(
        file.parent.relative_to(ROOT).as_posix()
        for file in _code_files()
        if file.name != "__init__.py"
    )
    assert {folder: count for folder, count in counted.items() if count > LARGEST_FOLDER} == {}


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in _code_files()
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize("layer", BELOW)
def test_imports_point_down(layer: str) -> None:
    files = _files(layer)
    assert files, f"{layer}: no Python files. Where has it moved to?"
    result = [
        offence
        for file in files
        for offence in offences(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    ]
    assert not result, "\n".join(result)


def test_every_python_file_at_the_root_and_every_package_has_a_layer() -> None:
    modules = {file.stem for file in ROOT.glob("*.py")}
    packages = {file.parent.name for file in ROOT.glob("*/*.py")}
    assert modules | packages <= OURS


@pytest.mark.parametrize(
    ("path", "source", "words"),
    [
        ("translations/__init__.py", "import questionnaires", "imports questionnaires"),
        (
            "questionnaires/loader.py",
            "from assessment.model.assessment import Answer",
            "nothing|translations",
        ),
        ("assessment/scoring/scores.py", "import reports.pdf.render as pdf", "imports reports"),
        ("assessment/scoring/scores.py", "from ...reports import pdf", "imports reports"),
        ("assessment/scoring/scores.py", "from ... import reports", "imports reports"),
        ("assessment/store/sql.py", "from ...app_pages import session", "imports app_pages"),
        ("assessment/planning/gaps.py", "def f():\n    import cli", "line 2: imports cli"),
        (
            "reports/pdf/render.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app",
            "line 3: imports app",
        ),
        ("reports/pdf/render.py", "import importlib\nimportlib.import_module('app')", "line 2"),
        ("reports/pdf/render.py", "from tests.builders import edition", "imports tests"),
        ("reports/charts.py", "import streamlit as st", "imports streamlit"),
        ("cli.py", "from streamlit.web import bootstrap", "imports streamlit"),
        ("cli.py", "import app_pages.start.page", "imports app_pages"),
        ("app_pages/start/page.py", "import app", "imports app."),
        ("app_pages/start/page.py", "from sqlalchemy import text", "imports sqlalchemy"),
        ("assessment/scoring/scores.py", "from jinja2 import Environment", "imports jinja2"),
        (
            "assessment/answers/consistency_gates.py",
            "import datetime as dt\nx = dt.date.today()",
            "line 2: asks the clock",
        ),
        (
            "assessment/answers/consistency_gates.py",
            "from datetime import datetime\nf(datetime.now)",
            "asks the clock",
        ),
        ("assessment/answers/consistency_gates.py", "import time\ntime.time()", "asks the clock"),
        ("assessment/answers/consistency_gates.py", "from time import time_ns", "asks the clock"),
        ("assessment/model/assessment.py", "import os\nos.environ['X']", "asks the environment"),
        ("assessment/model/assessment.py", "from os import getenv", "asks the environment"),
    ],
)
def test_a_file_that_breaks_the_layers_is_found(path: str, source: str, words: str) -> None:
    result = offences(path, source)
    assert len(result) == 1, result
    assert any(word in result[0] for word in words.split("|"))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "assessment/scoring/scores.py",
            "from assessment.model.assessment import Answer\nfrom .trace import Trace",
        ),
        ("assessment/store/sql.py", "import os, sqlalchemy\nfrom ..model import Answer"),
        (
            "assessment/answers/consistency_gates.py",
            "from datetime import date\ndate(2026, 1, 1).year",
        ),
        ("app_pages/start/page.py", "import streamlit\nfrom datetime import date\ndate.today()"),
        ("cli.py", "import os, subprocess, reports, assessment\nos.environ"),
    ],
)
def test_a_file_that_keeps_to_the_layers_passes(path: str, source: str) -> None:
    assert offences(path, source) == []
