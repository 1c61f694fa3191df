"""The work for one country: from the bytes of its file to the bytes of its outputs. Reads and writes no other file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assessment import (
    Assessment,
    AssessmentError,
    PlanStanding,
    find_gaps,
    first_questions,
    plan_standing,
    raise_gates,
    roadmap_of,
    score_assessment,
    unknown_indicators,
)
from assessment.files.assessment_file import dump_json, parse_assessment, with_edition
from assessment.model.readership import Reader, Readership
from commands.analysis import gaps_record
from commands.options import json_text
from questionnaires import ContentError, Edition, Problem
from reports import PdfWorker, ReportError, roadmap_record, scores_record
from reports.analysis import build_analysis
from reports.export import plan_page
from translations import gettext as _
from translations import use_language

RECORDS = ("score.json", "gaps.json", "roadmap.json")
"""Names of the outputs for programs, as the commands `score`, `gaps` and `roadmap` print them with --json."""

_PACKAGES = ("translations", "questionnaires", "assessment", "reports", "commands")
_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "highspy", "numpy", "babel")
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is made for every country: a PDF for each reader in each language, dated `day`."""

    readers: tuple[Reader, ...]
    languages: tuple[str, ...]
    day: dt.date

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the files of one country.

        >>> Settings((Reader.MINISTER, Reader.TECHNICAL), ("fr",), dt.date(2026, 1, 1)).outputs[:2]
        ('roadmap-minister.fr.pdf', 'roadmap.fr.pdf')
        """
        documents = (
            document_name(reader, language)
            for language in self.languages
            for reader in self.readers
        )
        return (*documents, *RECORDS)

    def record(self) -> dict[str, Any]:
        """The settings as plain values for JSON."""
        return {
            "for": list(self.readers),
            "languages": list(self.languages),
            "date": self.day.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Job:
    """The work for one country, complete: a worker on another machine needs nothing besides.

    `name` is the folder of its outputs, `file` the input as it was named, `data` its content. `toolkit` is the state of the
    code that must do the work, `language` that of messages.
    """

    name: str
    file: str
    data: bytes
    settings: Settings
    toolkit: str
    language: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outputs of a job by name; where it failed none, and the reason."""

    job: Job
    files: Mapping[str, bytes]
    reason: str = ""


def document_name(reader: Reader, language: str) -> str:
    """The file name of a document."""
    return f"roadmap{Readership(reader).suffix}.{language}.pdf"


@cache
def toolkit_state() -> str:
    """SHA-256 of the code, texts and content that the outputs depend on, and of the versions of libraries."""
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    for path in sorted(file for name in _PACKAGES for file in (_ROOT / name).rglob("*")):
        # Python and gettext compile .pyc and .mo from files that are counted.
        if path.suffix not in (".pyc", ".mo") and path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(_ROOT).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def run_job(job: Job) -> Outcome:
    """Do a job. A failure is an outcome with a reason: the other countries are not concerned."""
    with use_language(job.language):
        try:
            return Outcome(job, dict(_outputs(job)))
        except (ContentError, AssessmentError, ReportError) as error:
            return failed(job, str(error))
        except Exception as error:  # noqa: BLE001 -- what fails for one country must not end the run
            return failed(job, f"{type(error).__name__}: {error}")


def failed(job: Job, reason: str) -> Outcome:
    """The outcome of a job that failed; the reason begins with the file."""
    is_named = reason.startswith(f"{job.file}: ")
    return Outcome(job, {}, reason if is_named else str(Problem(job.file, "", reason, "")))


def _outputs(job: Job) -> Iterator[tuple[str, bytes]]:
    """Each output with its name. Raises ContentError, InvalidAssessment, ReportError."""
    if job.toolkit != toolkit_state():
        raise ReportError(
            _(
                "the worker has another version of the toolkit or of its libraries. Install the same one on every machine."
            )
        )
    settings = job.settings
    assessment = parse_assessment(job.data, job.file)
    edition, assessment = with_edition(assessment, job.file, today=settings.day)
    with use_language(settings.languages[0]):
        yield from _records(edition, assessment, settings.day)
    for language in settings.languages:
        with use_language(language):
            analysis = build_analysis(edition, assessment, settings.day)
            for reader in settings.readers:
                page = plan_page(analysis, Readership(reader))
                pdf = _pdf_worker().submit(page, dump_json(assessment)).result()
                yield document_name(reader, language), pdf


def _records(edition: Edition, assessment: Assessment, day: dt.date) -> Iterator[tuple[str, bytes]]:
    """The outputs for programs, in the bytes that the commands print."""
    standing = plan_standing(edition, assessment)
    first = None if standing is PlanStanding.PLAN else first_questions(edition, assessment)
    planned = roadmap_of(edition, assessment, standing)
    records = (
        scores_record(edition, score_assessment(edition, assessment)),
        gaps_record(
            find_gaps(edition, assessment),
            raise_gates(edition, assessment, today=day),
            unknown_indicators(edition, assessment),
        ),
        roadmap_record(edition, assessment, planned, standing, first),
    )
    for name, record in zip(RECORDS, records, strict=True):
        yield name, f"{json_text(record)}\n".encode()


@cache
def _pdf_worker() -> PdfWorker:
    """The PDF process of this worker, kept for all its countries; it ends with the worker."""
    return PdfWorker().start()
