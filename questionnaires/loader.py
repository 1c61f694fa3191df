"""From an edition's folder of YAML files to an `Edition`, or every problem in it: shape first, then meaning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from questionnaires.errors import ContentError, Problem
from questionnaires.meaning import check_meaning
from questionnaires.meaning.places import pillar_file
from questionnaires.model import (
    ClausesFile,
    Content,
    Edition,
    EditionFile,
    GatesFile,
    Group,
    MeasuresFile,
    SourcesFile,
)
from questionnaires.shape import shape_problems
from questionnaires.yaml_text import parse_yaml, read_bytes
from translations import gettext as _

CONTENT = Path(__file__).parent / "content"
"""Where the editions that come with the toolkit lie, one folder each."""

M = TypeVar("M", bound=Content)

OPTIONAL_FILES: Mapping[str, type[Content]] = {
    "measures.yaml": MeasuresFile,
    "gates.yaml": GatesFile,
    "clauses.yaml": ClausesFile,
}
REQUIRED_FILES: Mapping[str, type[Content]] = {
    "edition.yaml": EditionFile,
    "sources.yaml": SourcesFile,
}


def edition_ids(content: Path = CONTENT) -> tuple[str, ...]:
    """The editions in a folder, by name."""
    return tuple(sorted(path.parent.name for path in content.glob("*/edition.yaml")))


@cache
def load_published_edition(edition_id: str) -> Edition:
    """The edition of that id that comes with the toolkit; read once.

    Raises ContentError where there is none.
    """
    if edition_id not in edition_ids():
        raise ContentError(
            [
                Problem(
                    edition_id,
                    "",
                    _("no such edition."),
                    _("Here are: {ids}.").format(ids=", ".join(edition_ids())),
                )
            ]
        )
    return load_edition(CONTENT / edition_id)


def load_edition(folder: Path) -> Edition:
    """The edition in `folder`.

    Raises ContentError with every problem of shape; where the shape is right, with every problem of meaning.
    """
    if not (folder / "edition.yaml").is_file():
        raise ContentError([_no_edition(folder)])
    problems: list[Problem] = []
    read: dict[str, Any] = {}
    for name, model in {**REQUIRED_FILES, **OPTIONAL_FILES}.items():
        if name in OPTIONAL_FILES and not (folder / name).exists():
            continue
        read[name] = _read_file(folder / name, model, problems)
    pillars: dict[str, Group] = {}
    files: dict[str, str] = {}
    for path in sorted((folder / "pillars").glob("*.yaml")):
        pillar = _read_file(path, Group, problems)
        if pillar is None:
            continue
        if pillar.id in pillars:
            problems.append(
                Problem(
                    f"pillars/{path.name}",
                    "id",
                    _("'{id}' is the id of the pillar in {file} too.").format(
                        id=pillar.id, file=files[pillar.id]
                    ),
                    _("Give each pillar an id of its own, or delete one of the files."),
                )
            )
            continue
        pillars[pillar.id] = pillar
        files[pillar.id] = f"pillars/{path.name}"
    problems += _unknown_files(folder)
    if not problems:
        edition, problems = _assemble(read, pillars, files)
    if problems:
        raise ContentError(sorted(set(problems)))
    return edition


def _no_edition(folder: Path) -> Problem:
    return Problem(
        str(folder),
        "",
        _("no such edition: there is no edition.yaml in this folder."),
        _("Name a folder like {example}; here are: {ids}.").format(
            example="questionnaires/content/2026", ids=", ".join(edition_ids())
        ),
    )


def _unknown_files(folder: Path) -> Iterable[Problem]:
    known = {*REQUIRED_FILES, *OPTIONAL_FILES}
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        is_pillar = path.parent == folder / "pillars" and path.suffix == ".yaml"
        if name not in known and not is_pillar:
            yield Problem(
                name,
                "",
                _("is not a file of an edition."),
                _("Rename it to one of {names} or pillars/….yaml, or move it away.").format(
                    names=", ".join(sorted(known))
                ),
            )


def _read_file(path: Path, model: type[M], problems: list[Problem]) -> M | None:
    """The file as `model`, or None with its problems added to `problems`."""
    name = path.name if path.parent.name != "pillars" else f"pillars/{path.name}"
    data = read_bytes(path)
    if isinstance(data, Problem):
        problems.append(Problem(name, data.where, data.what, data.remedy))
        return None
    value = parse_yaml(data, name)
    if isinstance(value, Problem):
        problems.append(value)
        return None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems += shape_problems(error, value, name, model)
        return None


def _assemble(
    read: Mapping[str, Any], pillars: Mapping[str, Group], files: Mapping[str, str]
) -> tuple[Edition, list[Problem]]:
    about: EditionFile = read["edition.yaml"]
    problems = [
        Problem(
            "edition.yaml",
            f"pillars: {key}",
            _("there is no such pillar file."),
            _("Add pillars/{key}.yaml with the id '{key}', or take it off the list.").format(
                key=key
            ),
        )
        for key in about.pillars
        if key not in pillars
    ]
    problems += [
        Problem(
            files[key],
            "id",
            _("pillar '{key}' is not in the list of pillars in edition.yaml.").format(key=key),
            _("Add it there; the list gives the order."),
        )
        for key in pillars
        if key not in about.pillars
    ]
    measures, gates, clauses = (read.get(name) for name in OPTIONAL_FILES)
    edition = Edition(
        about=about,
        pillars=tuple(pillars[key] for key in dict.fromkeys(about.pillars) if key in pillars),
        measures=measures.measures if measures else (),
        gates=gates.gates if gates else (),
        clauses=clauses.clauses if clauses else (),
        clause_version=clauses.version if clauses else "",
        sources=read["sources.yaml"].sources,
    )
    real = {pillar_file(pillar): files[pillar.id] for pillar in edition.pillars}
    problems += [
        replace(problem, file=real.get(problem.file, problem.file))
        for problem in check_meaning(edition)
    ]
    return edition.model_copy(update={"content_hash": content_hash(edition)}), problems


def content_hash(edition: Edition) -> str:
    """SHA-256 of what the edition says: of its canonical JSON, whatever the order of files and keys.

    What equals a default of the model is left out, so a key that a later toolkit adds moves no hash of an edition
    that does not use it (docs/adr/0010-editions-are-frozen.md).
    """
    meaning = edition.model_dump(mode="json", exclude={"content_hash"}, exclude_defaults=True)
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
