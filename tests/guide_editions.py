"""The examples of docs/content-guide.md as editions with answers: the worked example, and one of all fragments."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from assessment import Assessment
from assessment.files.assessment_file import read_assessment
from questionnaires import Edition, load_edition
from questionnaires.loader import build_edition

GUIDE = (Path(__file__).parents[1] / "docs/content-guide.md").read_text("utf-8")
FILE_BLOCK = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)
YAML_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
WORDS = ("None of it.", "A first part.", "A second part.", "A third part.", "All of it.")


def worked_example() -> tuple[Edition, Assessment]:
    """The made-up index of connected schools, and its answers."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for file, text in FILE_BLOCK.findall(GUIDE):
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return load_edition(root / "connect"), read_assessment(root / "ken.yaml")


def fragment(key: str) -> Any:
    """The fragment of the guide that begins with this key, outside of the worked example."""
    text = FILE_BLOCK.sub("", GUIDE)
    values = (yaml.safe_load(block) for block in YAML_BLOCK.findall(text))
    return next(item for item in values if isinstance(item, dict) and next(iter(item)) == key)


def all_fragments() -> tuple[Edition, Assessment]:
    """Every fragment of the guide in one edition, with the indicators, roles and sources that they name."""
    pillar = fragment("id")
    scales = fragment("scales")["scales"]
    answer = {"question": "Is it so?", "scale": "answer", "references": [{"source": "chi"}]}
    plain = {"question": "Is it so?", "descriptors": [*WORDS], "references": [{"source": "chi"}]}
    with_parts = {**plain, "id": "T03", "scored": False, "details": fragment("details")["details"]}
    pillar["indicators"] += [
        with_parts,
        *({**plain, "id": key} for key in ("T01", "L02", "O05", "O18", "T19")),
        {**answer, "id": "S1"},
    ]
    levels = [{"name": name} for name in ("Absent", "Started", "Set up", "Working", "Improving")]
    files = {
        "edition.yaml": {
            "id": "fragments",
            "title": "The fragments of the guide",
            "scales": {**scales, "short": scales["maturity"], "maturity": {"levels": levels}},
            "pillars": ["technical"],
            "roles": [{"id": key, "name": key} for key in ("helpline", "justice", "prosecution")],
            "help": [{"id": "un_agency", "name": "Agency", "description": "Of the UN."}],
            "effort": {
                "currency": "USD",
                "price_year": 2026,
                "basis": "Made up.",
                "bands": [
                    {"id": key, "name": key, "low": 1, "high": 9} for key in ("XS", "S", "M")
                ],
            },
            **fragment("scoring"),
        },
        "pillars/technical.yaml": pillar,
        "sources.yaml": {
            "sources": [
                *fragment("sources")["sources"],
                *(
                    {"id": key, "title": key, "issuer": "Nobody"}
                    for key in ("chi", "weprotect-mnr-2016")
                ),
            ]
        },
        "measures.yaml": fragment("measures"),
        "gates.yaml": fragment("gates"),
        "clauses.yaml": {
            "version": "busan-2014",
            "clauses": [
                {"id": "MS2", "text": "Help children.", "addressee": "States", "kind": "invitation"}
            ],
        },
        "statistics.yaml": fragment("dimensions"),
        "glossary.yaml": fragment("terms"),
        "children.yaml": fragment("help_number"),
        "migration.yaml": fragment("from_edition"),
    }
    made, problems = build_edition(files)
    assert made is not None, problems
    assert problems == []
    answers = {"T02": {"level": 2}, "L02": {"level": 1}, "T01": {"level": 3}, "S1": {"level": 0}}
    return made, Assessment.model_validate(
        {"country": "KEN", "edition": "fragments", "cycle": 2026, "answers": answers}
    )
