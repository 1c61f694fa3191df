"""Clauses are in versions of the resolution; an edition names the one it answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import CONTENT, ContentError, load_edition
from tests.questionnaires.overlay import VALID


def with_two_versions(tmp_path: Path, resolution: str) -> Path:
    """The tiny edition with clauses in two versions; `edition.yaml` names `resolution`."""
    folder = tmp_path / "edition"
    shutil.copytree(VALID, folder)
    (folder / "clauses").mkdir()
    old = (folder / "clauses.yaml").read_text("utf-8")
    (folder / "clauses.yaml").unlink()
    (folder / "clauses" / "made-up.yaml").write_text(old, "utf-8")
    later = old.replace('version: "made-up"', 'version: "later"').replace(
        "Offer help to children.", "Offer help to all."
    )
    (folder / "clauses" / "later.yaml").write_text(later, "utf-8")
    about = (folder / "edition.yaml").read_text("utf-8")
    about = "".join(line for line in about.splitlines(True) if not line.startswith("resolution:"))
    (folder / "edition.yaml").write_text(about + f'resolution: "{resolution}"\n', "utf-8")
    return folder


@pytest.mark.parametrize(
    ("resolution", "text"),
    [("made-up", "Offer help to children."), ("later", "Offer help to all.")],
)
def test_an_edition_answers_the_version_of_the_resolution_it_names(
    tmp_path: Path, resolution: str, text: str
) -> None:
    edition = load_edition(with_two_versions(tmp_path, resolution))
    assert edition.clause_version == resolution
    assert edition.clause["MS2"].text == text
    (other,) = edition.other_clauses
    assert {resolution, other.version} == {"made-up", "later"}


def test_a_version_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"no clauses of the version 'last'.*later, made-up"):
        load_edition(with_two_versions(tmp_path, "last"))


def test_an_edition_says_what_is_known_of_each_version_of_the_resolution() -> None:
    edition = load_edition(CONTENT / "2026")
    years = [item.year for item in edition.resolution_versions]
    assert years == sorted(year for year in years if year is not None)
    assert edition.clause_version in {item.version for item in edition.resolution_versions}
    for item in edition.resolution_versions:
        assert item.note, item.version
        assert item.clauses == (), item.version
    assert [item.version for item in edition.other_clauses if item.clauses] == []


def test_versions_that_nobody_described_are_not_listed(tmp_path: Path) -> None:
    assert load_edition(with_two_versions(tmp_path, "later")).resolution_versions == ()


def test_no_clause_is_called_read_that_was_not_compared() -> None:
    edition = load_edition(CONTENT / "2026")
    unsure = {item.id for item in edition.clauses if item.check}
    assert {"CO-j", "CO-k", "RC-c", "RC-d"} <= unsure
    assert not unsure & {item.id for item in edition.clauses if item.kind == "invitation"}
