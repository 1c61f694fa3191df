"""The example assessments that the start page offers, and their import into the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assessment import Assessment, Standing
from assessment.countries import is_invented
from assessment.data_location import ROOT
from assessment.files.assessment_file import open_assessment
from assessment.store import Person, Store
from assessment.store.reviews.review_script import read_review_script, replay_review

EXAMPLES = ROOT / "examples"
REVIEWS = "reviews"
"""The folder beside the assessments; a review is named as the file of the assessment that it reviews."""

MINIMUM_LEVELS = 10
"""Levels that an example must give to be offered: with fewer there is nothing to see."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """An example assessment with its file and the content hash of its edition."""

    path: Path
    assessment: Assessment
    edition_hash: str

    @property
    def looks_like(self) -> tuple[str, int, str, Standing]:
        """As `AssessmentSummary.looks_like`."""
        given = self.assessment
        return given.country, given.cycle, given.profile, given.standing


@dataclass(frozen=True, slots=True)
class Example:
    """The newest example assessment of a country, and those of its earlier cycles, the oldest first."""

    newest: ExampleFile
    earlier: tuple[ExampleFile, ...]

    @property
    def country(self) -> str:
        """The country's code."""
        return self.newest.assessment.country

    @property
    def review(self) -> Path:
        """The file of its review, which may be missing."""
        path = self.newest.path
        return path.parent / REVIEWS / path.name


@cache
def offered_examples() -> tuple[Example, ...]:
    """The installed examples that are offered, cached: they do not change while the process runs."""
    return examples_in(EXAMPLES)


def examples_in(folder: Path) -> tuple[Example, ...]:
    """The examples in a folder that are offered: those with enough levels, by code, invented countries first.

    Raises InvalidAssessment where a file is broken.
    """
    by_country: dict[str, list[ExampleFile]] = defaultdict(list)
    for path in sorted(folder.glob("*.yaml")):
        edition, assessment = open_assessment(path)
        by_country[assessment.country].append(
            ExampleFile(path, _as_example(assessment), edition.content_hash)
        )
    examples = []
    for files in by_country.values():
        *earlier, newest = sorted(files, key=lambda item: item.assessment.cycle)
        examples.append(Example(newest, tuple(earlier)))
    return tuple(
        sorted(
            (item for item in examples if _levels(item.newest.assessment) >= MINIMUM_LEVELS),
            key=lambda item: (not is_invented(item.country), item.country),
        )
    )


def store_example(example: Example, store: Store, *, person: Person, at: dt.datetime) -> str:
    """Import an example, the earlier cycles that the store lacks, and its review; return the id of the newest.

    A store with accounts gets drafts: there an expert and a coordinator are two persons, and neither can be invented.
    """
    present = {item.looks_like for item in store.assessments(person=person)}
    for file in example.earlier:
        if file.looks_like not in present:
            _import(file, store, person, at)
    key = _import(example.newest, store, person, at)
    if example.review.exists() and not person.is_account:
        replay_review(store, key, read_review_script(example.review), at=at)
    return key


def _import(file: ExampleFile, store: Store, person: Person, at: dt.datetime) -> str:
    return store.import_assessment(
        file.assessment, edition_hash=file.edition_hash, person=person, at=at
    )


def _as_example(assessment: Assessment) -> Assessment:
    """The assessment as nobody's own."""
    if assessment.standing.is_own:
        return assessment.model_copy(update={"standing": Standing.ILLUSTRATIVE})
    return assessment


def _levels(assessment: Assessment) -> int:
    return sum(answer.level is not None for answer in assessment.answers.values())
