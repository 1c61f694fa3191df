"""Requirements, make targets, decision records and the glossary agree with the code."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

NOT_OURS = {
    ".git", ".venv", "build", "data", "__pycache__", "node_modules",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis",
}  # fmt: skip

REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[a-z,]+\])?==(?P<version>\S+)\s+# (?P<reason>\S.*)"
)

MACHINE_PATH = re.compile(r"(?<![\w.\]}*-])/(?:root|home|Users|work)/[\w.]")
"""A path of one computer. In an address, a letter precedes the slash."""

GLOSSARY_WORDS = (
    "edition", "pillar", "indicator", "maturity level", "weight", "source", "reference",
    "assessment", "answer", "evidence", "reviewer", "score", "coverage", "target", "gap", "reach",
    "measure", "action", "phase", "milestone", "roadmap", "gate", "bounds", "trace", "clause",
    "invitation", "lift", "prerequisite", "standing", "profile", "cycle", "horizon",
)  # fmt: skip


def _lines(name: str) -> list[str]:
    return (ROOT / name).read_text("utf-8").splitlines()


def _requirement_lines(name: str) -> list[str]:
    return [line for line in _lines(name) if line.strip() and not line.startswith(("#", "-r "))]


def _texts() -> Iterator[tuple[Path, str]]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        for name in set(files) - NOT_OURS:  # in a linked work tree `.git` is a file
            path = Path(folder, name)
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue  # a picture, a font, a compiled catalogue


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-cluster.txt", "requirements-dev.txt"]
)
def test_every_requirement_is_pinned_and_has_its_reason(name: str) -> None:
    lines = _requirement_lines(name)
    assert lines
    wrong = [line for line in lines if not REQUIREMENT.fullmatch(line)]
    assert not wrong, f"{name}: write `name==version  # why`: {wrong}"


def test_no_file_holds_a_path_of_one_machine() -> None:
    result = [
        f"{path.relative_to(ROOT)}: line {number}: {line.strip()[:120]}"
        for path, text in _texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert not result, "\n".join(result)


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("open('" + "/home" + "/ada/toolkit')", True),
        ("see " + "/root" + "/.cache", True),
        ("https://example.org" + "/home" + "/news", False),
        ("src" + "/work" + "/file", False),
    ],
)
def test_a_path_of_one_machine_is_told_from_an_address(line: str, is_found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is is_found


def _decisions() -> list[Path]:
    return sorted((ROOT / "docs/adr").glob("*.md"))


def test_decisions_are_numbered_without_gaps_from_1() -> None:
    numbers = [int(path.name[:4]) for path in _decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", _decisions(), ids=lambda path: path.stem)
def test_every_decision_has_a_status_and_its_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    status = r"^Status: (proposed|accepted on \d{1,2} [A-Z][a-z]+ \d{4}|replaced by \d{4})\b"
    assert re.search(status, text, re.MULTILINE), (
        f"{path.name}: no status. Write a line such as `Status: accepted on 23 November 2026`."
    )
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for part in ("Context", "Decision", "Consequences", "Example"):
        assert part in headings, f"{path.name}: has no part `## {part}`."
    assert re.match(rf"# {path.name[:4]}\. \S", text), (
        f"{path.name}: the title starts with its number."
    )


def _glossary_rows() -> dict[str, str]:
    """In the glossary's tables, the whole row by its word."""
    return {
        word: line
        for line in _lines("docs/glossary.md")
        if (result := re.match(r"\| \*\*(.+?)\*\* \|", line))
        for word in result[1].split(", ")
    }


@pytest.mark.parametrize("word", GLOSSARY_WORDS)
def test_the_glossary_explains_the_word(word: str) -> None:
    assert word in _glossary_rows()


def test_a_class_that_the_glossary_names_exists() -> None:
    classes = {
        node.name
        for package in ("questionnaires", "assessment", "reports", "exchange", "public")
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    named = {
        name
        for row in _glossary_rows().values()
        for name in re.findall(r"`([A-Z][a-z]\w*)\b", row.split(" | ")[-1])
    }
    assert named <= classes, f"docs/glossary.md: no such class: {sorted(named - classes)}."


def _code_in(markdown: str) -> str:
    """Only code blocks and code spans are read, as 'make' is also an English verb."""
    blocks = re.findall(r"^```.*?^```", markdown, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}.+$", markdown, re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", markdown)
    return "\n".join([*blocks, *indented, *spans])


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_a_text_names_exists(name: str) -> None:
    code = _code_in((ROOT / name).read_text("utf-8"))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", code))
    assert named, f"{name}: names no make target."
    assert named <= _targets()


@pytest.mark.parametrize("target", ["run", "demo", "test", "check", "bench", "lint", "types"])
def test_make_help_names_the_target_or_the_target_is_a_step_of_check(target: str) -> None:
    assert target in _targets()
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"\b{target}\b", told.stdout)


def test_the_demo_is_of_an_example_and_the_readme_names_what_it_writes() -> None:
    told = subprocess.run(
        ["make", "-n", "demo"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = re.search(r"roadmap (examples/\S+\.yaml) -o (build/\S+\.pdf)", told.stdout)
    assert found is not None
    source, written = found.groups()
    assert (ROOT / source).is_file()
    assert Path(source).stem == Path(written).stem
    assert written in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", [".ci/run", *(f"scripts/{p.name}" for p in (ROOT / "scripts").glob("*.sh"))]
)
def test_every_script_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK), f"{name}: is not executable. Run chmod +x {name}."


def test_the_licence_covers_code_and_content() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "MIT License" in licence
    assert "creativecommons.org/licenses/by/4.0" in licence


def test_the_application_listens_to_this_computer_only_and_sends_no_statistics() -> None:
    settings = (ROOT / ".streamlit/config.toml").read_text("utf-8")
    assert 'address = "127.0.0.1"' in settings
    assert "gatherUsageStats = false" in settings
