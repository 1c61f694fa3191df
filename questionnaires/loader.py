"""Load an `Edition` from its folder of YAML files, or report every problem: shape first, then meaning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from questionnaires.errors import ContentError, Problem
from questionnaires.meaning import check_meaning
from questionnaires.meaning.places import pillar_file
from questionnaires.model import (
    BundlesFile,
    ChildrenFile,
    ClausesFile,
    Content,
    CorrectionsFile,
    Edition,
    EditionFile,
    GatesFile,
    GlossaryFile,
    Group,
    Measure,
    MeasuresFile,
    MigrationFile,
    SourcesFile,
    StatisticsFile,
)
from questionnaires.remedies import use_one_of
from questionnaires.shape import shape_problems
from questionnaires.yaml_text import parse_yaml, read_bytes
from translations import gettext as _

CONTENT = Path(__file__).parent / "content"
"""The editions shipped with the toolkit, one folder each."""

OPTIONAL_FILES: Mapping[str, type[Content]] = {
    "measures.yaml": MeasuresFile,
    "bundles.yaml": BundlesFile,
    "gates.yaml": GatesFile,
    "clauses.yaml": ClausesFile,
    "statistics.yaml": StatisticsFile,
    "glossary.yaml": GlossaryFile,
    "children.yaml": ChildrenFile,
    "migration.yaml": MigrationFile,
    "corrections.yaml": CorrectionsFile,
}
REQUIRED_FILES: Mapping[str, type[Content]] = {
    "edition.yaml": EditionFile,
    "sources.yaml": SourcesFile,
}
FOLDERS: Mapping[str, type[Content]] = {
    "measures": MeasuresFile,
    "clauses": ClausesFile,
}
"""Content that may be split into the files of a folder: measures by pillar, clauses by version."""


def edition_ids(content: Path | None = None) -> tuple[str, ...]:
    """Ids of the editions in a folder, sorted; by default of those shipped with the toolkit."""
    folder = CONTENT if content is None else content
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.yaml")))


@cache
def load_published_edition(edition_id: str) -> Edition:
    """The edition of that id shipped with the toolkit; cached.

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
    files, unread = parse_folder(folder)
    edition, problems = build_edition(files, unread)
    if edition is None or problems:
        raise ContentError(sorted(set(problems)))
    return edition


def parse_folder(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """The parsed files of an edition's folder by relative name, and the problems of files that can't be read."""
    paths = [
        folder / name
        for name in (*REQUIRED_FILES, *OPTIONAL_FILES)
        if name in REQUIRED_FILES or (folder / name).exists()
    ]
    for name in (*FOLDERS, "pillars"):
        paths += sorted((folder / name).glob("*.yaml"))
    files: dict[str, Any] = {}
    problems = list(_unknown_files(folder))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        data = read_bytes(path)
        value = data if isinstance(data, Problem) else parse_yaml(data, name)
        if isinstance(value, Problem):
            problems.append(replace(value, file=name))
        else:
            files[name] = value
    return files, problems


def build_edition(
    files: Mapping[str, Any], unread: Iterable[Problem] = ()
) -> tuple[Edition | None, list[Problem]]:
    """The edition of parsed files, and its problems added to those in `unread`.

    None where a file can't be read, has the wrong shape, or is missing; then meaning is not checked.
    """
    problems = list(unread)
    read = {name: _validated(value, name, problems) for name, value in files.items()}
    pillars: dict[str, Group] = {}
    file_of: dict[str, str] = {}
    for name, pillar in read.items():
        if not isinstance(pillar, Group):
            continue
        if pillar.id in pillars:
            problems.append(
                Problem(
                    name,
                    "id",
                    _("'{id}' is the id of the pillar in {file} too.").format(
                        id=pillar.id, file=file_of[pillar.id]
                    ),
                    _("Give each pillar an id of its own, or delete one of the files."),
                )
            )
            continue
        pillars[pillar.id] = pillar
        file_of[pillar.id] = name
    if problems or any(name not in read for name in REQUIRED_FILES):
        return None, problems
    return _assemble(read, pillars, file_of)


def file_model(name: str) -> type[Content]:
    """The model of the file of that name in an edition's folder."""
    folder, slash, _file = name.rpartition("/")
    if slash:
        return FOLDERS.get(folder, Group)
    return {**REQUIRED_FILES, **OPTIONAL_FILES}[name]


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
        inside = path.parent.parent == folder and path.parent.name in ("pillars", *FOLDERS)
        if name not in known and not (inside and path.suffix == ".yaml"):
            yield Problem(
                name,
                "",
                _("is not a file of an edition."),
                _("Rename it to one of {names}, or move it away.").format(
                    names=", ".join((*sorted(known), "pillars/….yaml", "measures/….yaml"))
                ),
            )


def _validated(value: Any, name: str, problems: list[Problem]) -> Content | None:
    """The content of a file as its model; None where the shape is wrong, with the problems added to `problems`."""
    model = file_model(name)
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
    measures = _measures(read, about.pillars)
    clauses = [item for name, item in read.items() if isinstance(item, ClausesFile)]
    chosen = _chosen_clauses(clauses, about.resolution, problems)
    gates, statistics = read.get("gates.yaml"), read.get("statistics.yaml")
    glossary, children = read.get("glossary.yaml"), read.get("children.yaml")
    bundles = read.get("bundles.yaml")
    edition = Edition(
        about=about,
        pillars=tuple(pillars[key] for key in dict.fromkeys(about.pillars) if key in pillars),
        measures=tuple(item for _name, item in measures),
        bundles=bundles.bundles if bundles else (),
        alternatives=bundles.alternatives if bundles else (),
        gates=gates.gates if gates else (),
        clauses=chosen.clauses if chosen else (),
        clause_version=chosen.version if chosen else "",
        other_clauses=tuple(item for item in clauses if item is not chosen),
        resolution_versions=tuple(
            item.model_copy(update={"clauses": ()})
            for item in sorted(clauses, key=lambda item: item.year or 0)
            if item.title
        ),
        statistics=statistics.statistics if statistics else (),
        dimensions=statistics.dimensions if statistics else (),
        terms=glossary.terms if glossary else (),
        children=children.children if children else (),
        help_number=children.help_number if children else None,
        migration=read.get("migration.yaml"),
        corrections=read.get("corrections.yaml"),
        sources=read["sources.yaml"].sources,
        measure_files={item.id: name for name, item in measures},
    )
    real = {pillar_file(pillar): files[pillar.id] for pillar in edition.pillars}
    problems += [
        replace(problem, file=real.get(problem.file, problem.file))
        for problem in check_meaning(edition)
    ]
    return edition.model_copy(update={"content_hash": content_hash(edition)}), problems


def _measures(read: Mapping[str, Any], pillars: Iterable[str]) -> list[tuple[str, Measure]]:
    """Each measure with the name of its file: files in the order of the pillars, then the others by name."""
    order = ["measures.yaml", *(f"measures/{key}.yaml" for key in pillars)]
    names = [name for name, item in read.items() if isinstance(item, MeasuresFile)]
    names.sort(key=lambda name: (order.index(name) if name in order else len(order), name))
    return [(name, item) for name in names for item in read[name].measures]


def _chosen_clauses(
    versions: Sequence[ClausesFile], resolution: str, problems: list[Problem]
) -> ClausesFile | None:
    """The version of the resolution that the edition answers; without a name the only one."""
    for item in versions:
        if item.version == resolution:
            return item
    if len(versions) == 1 and not resolution:
        return versions[0]
    if versions:
        problems.append(
            Problem(
                "edition.yaml",
                "resolution",
                _("there are no clauses of the version '{version}'.").format(version=resolution),
                use_one_of((item.version for item in versions), _("Add the file clauses.yaml.")),
            )
        )
    return None


def content_hash(edition: Edition) -> str:
    """SHA-256 of the edition's canonical JSON, whatever the order of files and keys.

    Values that equal a default of the model are left out, so a key that a later toolkit adds changes no hash of an
    edition that does not use it (docs/adr/0010-editions-are-frozen.md).
    """
    meaning = edition.model_dump(
        mode="json", exclude={"content_hash", "measure_files"}, exclude_defaults=True
    )
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
