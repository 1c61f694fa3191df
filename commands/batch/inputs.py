"""The assessment files of a batch, and the name of the folder that each country's outputs get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assessment import AssessmentError
from assessment.files.assessment_file import parse_assessment
from questionnaires import Problem, read_bytes
from translations import gettext as _

SUFFIXES = (".yaml", ".yml", ".json")
"""Endings of the files that are taken from a folder."""


@dataclass(frozen=True, slots=True)
class Input:
    """An assessment file: as it was named, its content, and the folder of its outputs.

    Attributes:
        stem: country and cycle, such as `ken-2026`; empty where the file can't be read.
        reason: why it can't be read.
    """

    file: str
    data: bytes
    stem: str
    reason: str = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of the content."""
        return sha256(self.data).hexdigest()


def read_inputs(paths: Iterable[Path]) -> Iterator[Input]:
    """Each file once, in the order given; of a folder its assessment files by name, without those of folders in it."""
    known: set[Path] = set()
    for path in paths:
        files = [path]
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
            if not files:
                yield _unreadable(
                    Problem(
                        str(path),
                        "",
                        _("this folder has no assessment files."),
                        _("Name a folder with files ending in {endings}.").format(
                            endings=", ".join(SUFFIXES)
                        ),
                    )
                )
        for file in files:
            if (resolved := file.resolve()) not in known:
                known.add(resolved)
                yield _read(file)


def _read(path: Path) -> Input:
    data = read_bytes(path)
    if isinstance(data, Problem):
        return _unreadable(data)
    try:
        assessment = parse_assessment(data, str(path))
    except AssessmentError as error:
        return Input(str(path), data, "", str(error))
    return Input(str(path), data, f"{assessment.country.lower()}-{assessment.cycle}")


def _unreadable(problem: Problem) -> Input:
    return Input(problem.file, b"", "", str(problem))


def folder_names(inputs: Iterable[Input], made: Mapping[str, str]) -> dict[Input, str]:
    """The folder of each readable input: `ken-2026`, and `ken-2026-2` for a second file of the same country and cycle.

    `made` holds, by folder, the SHA-256 of the input of an earlier run: a file keeps its folder when others are added.
    """
    readable = [item for item in inputs if item.stem]
    result: dict[Input, str] = {}
    taken: set[str] = set()
    for item in readable:
        kept = next(
            (
                name
                for name, digest in made.items()
                if digest == item.sha256 and name not in taken and _belongs(name, item.stem)
            ),
            None,
        )
        if kept is not None:
            result[item] = kept
            taken.add(kept)
    for item in readable:
        if item not in result:
            name = next(name for name in _numbered(item.stem) if name not in taken)
            result[item] = name
            taken.add(name)
    return {item: result[item] for item in readable}


def _belongs(name: str, stem: str) -> bool:
    """Whether `_numbered` gives this name for the stem."""
    number = name.removeprefix(f"{stem}-")
    return name == stem or (number != name and number.isdecimal())


def _numbered(stem: str) -> Iterator[str]:
    """The names that a stem can have, the first without a number."""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
