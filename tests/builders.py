"""Small made-up editions and assessments that a reader can check by hand.

Pillar A asks A1 and A2, pillar B asks B1 and B2; every indicator has five levels, 0 to 4, and weight 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assessment.model.assessment import Answer, AnswerStatus, Assessment
from questionnaires import Edition, Group, Indicator, Measure, Scale
from questionnaires.loader import content_hash
from questionnaires.model import (
    Content,
    Duration,
    EditionFile,
    Effort,
    EffortBasis,
    Lift,
    MaturityLevel,
    Profile,
    Reference,
    Role,
    Source,
)

LEVEL_NAMES = ("Nothing", "Begun", "In place", "Working", "Proven")


def edition(**changes: Any) -> Edition:
    """A valid edition `test`; `changes` replace its fields (`pillars=`, `measures=`) or those of `about`."""
    about = {key: changes.pop(key) for key in list(changes) if key not in Edition.model_fields}
    pillars = changes.pop("pillars", None) or (
        pillar("A", indicator("A1", core=True), indicator("A2")),
        pillar("B", indicator("B1", severe=True), indicator("B2")),
    )
    made = Edition(
        **{
            "about": _about(**{"pillars": tuple(item.id for item in pillars), **about}),
            "pillars": pillars,
            "measures": (
                measure("A1-a", lifts=("A1", 0, 2)),
                measure("A1-b", lifts=("A1", 2, 4), prerequisites=("A1-a",)),
                measure("A2-a", lifts=("A2", 0, 4), prerequisites=("A1>=2",)),
                measure("B1-a", lifts=("B1", 0, 4)),
                measure("B2-a", lifts=("B2", 0, 4), prerequisites=("B1-a",)),
            ),
            "sources": (source("handbook"),),
            **changes,
        }
    )
    files = {item.id: "measures.yaml" for item in made.measures}
    return made.model_copy(update={"content_hash": content_hash(made), "measure_files": files})


def _about(**changes: Any) -> EditionFile:
    return EditionFile(
        **{
            "id": "test",
            "title": "A made-up edition",
            "scales": {
                "maturity": Scale(levels=tuple(MaturityLevel(name=name) for name in LEVEL_NAMES))
            },
            "profiles": (Profile(id="quick", name="Quick scan", indicators=("A1", "B1")),),
            "roles": (Role(id="ministry", name="The ministry"),),
            "effort": EffortBasis(
                currency="USD",
                price_year=2026,
                basis="Made up.",
                bands=(Effort(id="S", name="Small", low=10_000, high=50_000),),
            ),
            **changes,
        }
    )


def indicator(key: str, **changes: Any) -> Indicator:
    """An indicator of the five-level scale."""
    described = {"descriptors": LEVEL_NAMES} if "number" not in changes else {}
    return Indicator(
        **{
            "id": key,
            "question": f"Is {key} in place?",
            "references": (Reference(source="handbook"),),
            **described,
            **changes,
        }
    )


def pillar(key: str, *indicators: Indicator, **changes: Any) -> Group:
    """A pillar, or a group inside one, with these indicators."""
    return Group(**{"id": key, "name": f"Pillar {key}", "indicators": indicators, **changes})


def measure(key: str, *, lifts: tuple[str, int, int], **changes: Any) -> Measure:
    """A measure of three to nine months that lifts (indicator, from level, to level)."""
    lifted, low, high = lifts
    return Measure(
        **{
            "id": key,
            "title": f"Carry out {key}",
            "lifts": Lift(indicator=lifted, from_level=low, to_level=high),
            "months": Duration(low=3, likely=6, high=9),
            "effort": "S",
            "lead": "ministry",
            "references": (Reference(source="handbook"),),
            **changes,
        }
    )


def source(key: str) -> Source:
    """A published text."""
    return Source(id=key, title=f"The {key}", issuer="Nobody", year=2020)


def assessment(**levels: Any) -> Assessment:
    """Kenya's answers to the edition `test` in 2026: `A1=3`, `A2="dont_know"` or `B1=Answer(…)`.

    A keyword that names a field of the assessment (`country=`, `targets=`, `plan=`) sets that instead.
    """
    fields = {key: levels.pop(key) for key in list(levels) if key in Assessment.model_fields}
    answers = {key: answer(value) for key, value in levels.items()}
    return Assessment(
        **{"country": "KEN", "edition": "test", "cycle": 2026, "answers": answers, **fields}
    )


def answer(given: int | str | Answer) -> Answer:
    """A level, or a state by its word, as an answer."""
    match given:
        case Answer():
            return given
        case int():
            return Answer(level=given)
    status = AnswerStatus(given)
    reason = "There is none here." if status is AnswerStatus.NOT_APPLICABLE else ""
    return Answer(state=status, reason=reason)


def write_edition(made: Edition, folder: Path) -> Path:
    """The edition's files in `folder`, as an author would have them; returns the folder."""
    (folder / "pillars").mkdir(parents=True, exist_ok=True)
    _write(folder / "edition.yaml", _plain(made.about))
    _write(folder / "sources.yaml", {"sources": [_plain(item) for item in made.sources]})
    _write(folder / "measures.yaml", {"measures": [_plain(item) for item in made.measures]})
    if made.bundles or made.alternatives:
        named = {"bundles": made.bundles, "alternatives": made.alternatives}
        _write(
            folder / "bundles.yaml",
            {name: [_plain(item) for item in items] for name, items in named.items()},
        )
    _write(folder / "gates.yaml", {"gates": [_plain(item) for item in made.gates]})
    if made.clauses:
        clauses = [_plain(item) for item in made.clauses]
        _write(folder / "clauses.yaml", {"version": made.clause_version, "clauses": clauses})
    if made.statistics:
        catalogue = {
            "dimensions": [_plain(item) for item in made.dimensions],
            "statistics": [_plain(item) for item in made.statistics],
        }
        _write(folder / "statistics.yaml", catalogue)
    if made.terms:
        _write(folder / "glossary.yaml", {"terms": [_plain(item) for item in made.terms]})
    if made.children:
        number = {"help_number": _plain(made.help_number)} if made.help_number else {}
        lines = [_plain(item) for item in made.children]
        _write(folder / "children.yaml", {**number, "children": lines})
    if made.migration:
        _write(folder / "migration.yaml", _plain(made.migration))
    for group in made.pillars:
        _write(folder / "pillars" / f"{group.id}.yaml", _plain(group))
    return folder


def _plain(item: Content) -> dict[str, Any]:
    return _with_text_keys(item.model_dump(exclude_defaults=True))


def _with_text_keys(value: Any) -> Any:
    """A table's keys as an author writes them: a number in quotes."""
    match value:
        case dict():
            return {str(key): _with_text_keys(item) for key, item in value.items()}
        case list() | tuple():
            return [_with_text_keys(item) for item in value]
        case _:
            return value


def _write(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
