"""The manifest of a country's outputs, written after all of them: what is done and unchanged is not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessment.files.atomic_write import atomic_write
from assessment.model.readership import Reader
from commands.batch.work import RECORDS, Job, Outcome, document_name
from commands.options import json_text
from questionnaires import Problem, read_bytes
from translations import LANGUAGES

NAME = "manifest.json"


class ManifestSettings(BaseModel):
    """The settings of a batch, as `Settings.record` gives them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    readers: tuple[str, ...] = Field(alias="for")
    languages: tuple[str, ...]
    date: str


class Manifest(BaseModel):
    """What a country's outputs were made from, and the SHA-256 of each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    input: str
    settings: ManifestSettings
    toolkit: str
    outputs: dict[str, str]

    @classmethod
    def of(cls, outcome: Outcome) -> Manifest:
        """The manifest of an outcome."""
        job = outcome.job
        return cls(
            file=Path(job.file).name,
            input=hashlib.sha256(job.data).hexdigest(),
            settings=ManifestSettings.model_validate(job.settings.record()),
            toolkit=job.toolkit,
            outputs={
                name: hashlib.sha256(data).hexdigest() for name, data in outcome.files.items()
            },
        )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder; None where there is none or it can't be read."""
    data = read_bytes(folder / NAME)
    if isinstance(data, Problem):
        return None
    try:
        return Manifest.model_validate_json(data)
    except ValidationError:
        return None


def inputs_made(out: Path) -> dict[str, str]:
    """By the name of each folder with a manifest, the SHA-256 of the input it was made from."""
    folders = sorted(out.iterdir()) if out.is_dir() else []
    manifests = {folder.name: read_manifest(folder) for folder in folders if folder.is_dir()}
    return {name: manifest.input for name, manifest in manifests.items() if manifest is not None}


def is_done(out: Path, job: Job) -> bool:
    """Whether the outputs of a job are there: of the same input, settings and toolkit, each with the bytes it was given."""
    folder = out / job.name
    manifest = read_manifest(folder)
    if manifest is None:
        return False
    made = {name: _digest(folder / name) for name in job.settings.outputs}
    expected = Manifest.of(Outcome(job, {})).model_copy(
        update={"file": manifest.file, "outputs": made}
    )
    return manifest == expected


def _digest(path: Path) -> str:
    """SHA-256 of a file; empty where it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def write_outputs(out: Path, outcome: Outcome) -> None:
    """Write the files of a country, the manifest last; without it, what an interrupted run left is made again.

    Outputs of former settings are removed. Only names that a job can have are written. Raises OSError.
    """
    folder = out / outcome.job.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).unlink(missing_ok=True)
    for name in _possible_names():
        if name in outcome.job.settings.outputs:
            atomic_write(folder / name, outcome.files[name], private=False)
        else:
            (folder / name).unlink(missing_ok=True)
    record = Manifest.of(outcome).model_dump(mode="json", by_alias=True)
    atomic_write(folder / NAME, f"{json_text(record)}\n".encode(), private=False)


def _possible_names() -> Iterable[str]:
    """Every name of an output that some settings give."""
    documents = (document_name(reader, language) for reader in Reader for language in LANGUAGES)
    return (*documents, *RECORDS)
