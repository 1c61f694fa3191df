"""The editions that come with the toolkit: complete, and unchanged once they are published."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import CONTENT, Edition, edition_ids, load_edition, parse_condition
from tests.questionnaires.overlay import VALID, edit, schema_kind
from tests.support.profiles import drawn

PUBLISHED = CONTENT / "published.json"
"""Content hash by edition id, recorded on the day the edition was published."""

INVITATIONS = {*(f"MS{n}" for n in range(1, 8)), *(f"SM{n}" for n in range(1, 6)), "JMS"}
"""What Resolution 179 invites Member States, Sector Members and both to do."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition(CONTENT / "2026")


@pytest.mark.parametrize("edition_id", edition_ids())
def test_every_edition_loads_and_is_called_like_its_folder(edition_id: str) -> None:
    assert load_edition(CONTENT / edition_id).id == edition_id


# What edition 2026 must hold


def test_every_invitation_has_an_indicator(edition: Edition) -> None:
    invitations = {item.id for item in edition.clauses if item.kind == "invitation"}
    requested = {clause for item in edition.indicators.values() for clause in item.clauses}
    assert invitations == INVITATIONS
    assert invitations <= requested


def test_every_indicator_answers_a_clause(edition: Edition) -> None:
    assert [item.id for item in edition.indicators.values() if not item.clauses] == []


def test_every_step_of_every_indicator_has_a_measure(edition: Edition) -> None:
    assert [
        (key, level)
        for key, indicator in edition.indicators.items()
        for level in range(edition.scale_of(indicator).top_level)
        if not any(item.lifts.covers(level, level + 1) for item in edition.measures_of[key])
    ] == []


def test_a_measure_of_the_last_step_waits_for_what_it_builds_on(edition: Edition) -> None:
    def of_its_own(text: str, indicator: str) -> bool:
        condition = parse_condition(text)
        needed = condition.indicator if condition else edition.measure[text].lifts.indicator
        return needed == indicator

    assert [
        item.id
        for item in edition.measures
        if item.lifts.from_level >= 3
        and not any(of_its_own(text, item.lifts.indicator) for text in item.prerequisites)
    ] == []


def test_the_quick_scan_can_be_answered_in_a_day_and_scores_every_invitation(
    edition: Edition,
) -> None:
    quick = [edition.indicators[key] for key in edition.profile_indicators("quick")]
    assert len(quick) <= 30
    assert {clause for item in quick if item.scored for clause in item.clauses} >= INVITATIONS


def test_at_most_25_indicators_are_core_and_each_of_them_is_scored(edition: Edition) -> None:
    core = [item for item in edition.indicators.values() if item.core]
    assert len(core) <= 25
    assert [item.id for item in core if not item.scored] == []
    assert [item.id for item in edition.indicators.values() if item.severe and not item.core] == []


def test_no_id_is_used_again(edition: Edition) -> None:
    corrections = edition.corrections
    assert corrections is not None
    replaced = {key for item in edition.indicators.values() for key in item.replaces}
    gone = {item.id for item in corrections.changes if item.id not in edition.indicators}
    assert replaced <= gone
    assert not corrections.moved_measures.keys() & edition.measure.keys()


def test_every_source_is_referred_to(edition: Edition) -> None:
    examples = (item.example for item in edition.measures if item.example)
    items = (
        *edition.indicators.values(),
        *edition.measures,
        *examples,
        *edition.gates,
        *edition.statistics,
    )
    used = {reference.source for item in items for reference in item.references}
    assert set(edition.source) - used == set()


def test_the_first_line_of_every_file_points_to_its_schema() -> None:
    for path in sorted(CONTENT.glob("*/**/*.yaml")):
        kind = schema_kind(path)
        pointer = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
        schema = (path.parent / pointer).resolve()
        assert (schema.name, schema.is_file()) == (f"{kind}.json", True), path


# Frozen once published


def changed_since_publication(
    editions: Iterable[Edition], recorded: Mapping[str, str]
) -> list[str]:
    """Problems of published editions: without a recorded hash, changed, or missing."""
    result = {edition.id: edition for edition in editions}
    unrecorded = [
        f"edition {key}: is published, but its hash is not recorded. "
        f"Add it to published.json: {edition.content_hash}"
        for key, edition in result.items()
        if edition.about.published is not None and key not in recorded
    ]
    return unrecorded + [
        f"edition {key}: changed after it was published. Undo the change; it belongs in a new edition"
        for key, content_hash in recorded.items()
        if key not in result or result[key].content_hash != content_hash
    ]


def test_no_published_edition_has_changed() -> None:
    editions = [load_edition(CONTENT / edition_id) for edition_id in edition_ids()]
    recorded = json.loads(PUBLISHED.read_text("utf-8"))
    assert changed_since_publication(editions, recorded) == []


def test_a_published_edition_must_have_its_hash_recorded() -> None:
    (message,) = changed_since_publication([load_edition(VALID)], {})
    assert load_edition(VALID).content_hash in message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pillars/law.yaml", "All five provisions", "All six provisions"),
        ("pillars/law.yaml", "weight: 2", "weight: 3"),
        ("edition.yaml", "minimum_coverage: 0.5", "minimum_coverage: 0.6"),
        ("edition.yaml", "pillars: [law, care]", "pillars: [care, law]"),
        ("edition.yaml", "published: 2026-01-15\n", ""),
        ("measures.yaml", "likely: 9", "likely: 10"),
        ("gates.yaml", "A2=0", "A2<1"),
        ("clauses.yaml", "Offer help to", "Offer more help to"),
        ("sources.yaml", "year: 2020", "year: 2021"),
        ("statistics.yaml", "maximum: 1000000", "maximum: 2000000"),
        ("glossary.yaml", "A short text", "A brief text"),
        ("children.yaml", "call for help", "ask for help"),
        ("migration.yaml", "change: dropped", 'change: dropped\n    note: "Gone."'),
    ],
)
def test_a_change_in_any_file_of_a_published_edition_fails(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    recorded = {"tiny": load_edition(VALID).content_hash}
    changed = load_edition(edit(tmp_path / "tiny", {file: (old, new)}))
    assert changed_since_publication([load_edition(VALID)], recorded) == []
    assert changed_since_publication([changed], recorded) != []


def test_a_published_edition_that_is_gone_fails() -> None:
    assert changed_since_publication([], {"tiny": "0" * 64}) != []


# What changes nothing


def test_a_default_written_out_is_the_same_edition(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny", {"pillars/care.yaml": ('name: "Care"', 'name: "Care"\nweight: 1')}
    )
    assert load_edition(folder) == load_edition(VALID)


def test_comments_and_line_breaks_are_not_part_of_an_edition(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "clauses.yaml": (
                'text: "Offer help to children."',
                'text: "Offer\n      help to children."  # briefly',
            )
        },
    )
    assert load_edition(folder) == load_edition(VALID)


@settings(max_examples=drawn(15), deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_files_and_keys_changes_nothing(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert load_edition(rewrite(VALID, Path(folder), chance)) == load_edition(VALID)


def test_the_order_of_files_and_keys_changes_nothing_in_edition_2026(
    edition: Edition, tmp_path: Path
) -> None:
    shuffled = load_edition(rewrite(CONTENT / "2026", tmp_path, random.Random(179)))
    assert shuffled == edition
    assert shuffled.content_hash == edition.content_hash


def rewrite(source: Path, target: Path, chance: random.Random) -> Path:
    """The same edition with files and keys in another order."""
    paths = sorted(source.rglob("*.yaml"))
    chance.shuffle(paths)
    for path in paths:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(exist_ok=True)
        value = shuffle_keys(yaml.safe_load(path.read_text("utf-8")), chance)
        copy.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")
    return target


def shuffle_keys(value: Any, chance: random.Random) -> Any:
    match value:
        case dict():
            keys = list(value)
            chance.shuffle(keys)
            return {key: shuffle_keys(value[key], chance) for key in keys}
        case list():
            return [shuffle_keys(item, chance) for item in value]
        case _:
            return value


# Other instruments


def test_groups_can_be_nested_five_deep_with_indicators_at_every_depth(tmp_path: Path) -> None:
    group: dict[str, Any] = {}
    for depth in range(5, 0, -1):
        indicator = {
            "id": f"D{depth}",
            "question": "How far?",
            "scale": "yes_no",
            "references": [{"source": "made-up"}],
        }
        group = {
            "id": f"depth-{depth}",
            "name": f"Depth {depth}",
            "indicators": [indicator],
            "groups": [group] if group else [],
        }
    folder = edit(tmp_path / "tiny", {"edition.yaml": ("[law, care]", "[law, care, depth-1]")})
    (folder / "pillars" / "depth-1.yaml").write_text(yaml.safe_dump(group))
    loaded = load_edition(folder)
    assert [item.id for item in loaded.pillars[2].walk_groups()] == [
        f"depth-{depth}" for depth in range(1, 6)
    ]
    assert loaded.pillar_of["D5"].id == "depth-1"
