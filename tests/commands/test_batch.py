"""The command `batch`: its outputs, what is done again, failures, and processes that end early."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result

from assessment.files.assessment_file import dump_assessment, read_assessment
from assessment.model.readership import Reader
from cli import main
from commands.batch.inputs import folder_names, read_inputs
from commands.batch.local import run_locally
from commands.batch.work import Job, Settings, run_job, toolkit_state
from tests.support.batches import (
    DATE,
    OPTIONS,
    ROOT,
    THIN,
    kill_a_worker_that_makes_a_document,
    tree,
)

EXAMPLES = ROOT / "examples"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def batch(out: Path, *inputs: str | Path, workers: int = 2) -> Result:
    return run("batch", *inputs, "-o", out, *OPTIONS, "--workers", str(workers))


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the thin examples by one process; not to be changed."""
    out = tmp_path_factory.mktemp("serial") / "out"
    result = batch(out, *THIN, workers=1)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        *(str(out / f"{path.stem}-2026") for path in THIN),
        "3 made, 0 unchanged, 0 failed.",
    ]
    return out


def test_each_output_has_the_bytes_that_the_single_command_gives(
    serial: Path, tmp_path: Path
) -> None:
    made, alone = serial / "gha-2026", ("--language", "en")
    gha = EXAMPLES / "gha.yaml"
    assert sorted(path.name for path in made.iterdir()) == [
        "gaps.json", "manifest.json", "roadmap-minister.en.pdf", "roadmap-minister.fr.pdf", "roadmap.json", "score.json",
    ]  # fmt: skip
    for name, words in (
        ("score.json", ("score", gha)),
        ("gaps.json", ("gaps", gha, "--date", DATE)),
        ("roadmap.json", ("roadmap", gha, "--date", DATE)),
    ):
        printed = run(*words, "--json", *alone).stdout
        assert (made / name).read_text("utf-8") == printed
    french = tmp_path / "fr.pdf"
    assert run("roadmap", gha, "-o", french, "--for", "minister", "--date", DATE, "--language", "fr").exit_code == 0  # fmt: skip
    assert (made / "roadmap-minister.fr.pdf").read_bytes() == french.read_bytes()


def test_several_processes_write_the_bytes_of_one(serial: Path, tmp_path: Path) -> None:
    assert batch(tmp_path / "out", *reversed(THIN)).exit_code == 0
    assert tree(tmp_path / "out") == tree(serial)


def test_what_is_done_and_unchanged_is_left_and_all_else_is_made(tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    for path in THIN:
        (inputs / path.name).write_bytes(path.read_bytes())
    assert batch(out, inputs).exit_code == 0
    complete = tree(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    # Cut one output short, lose the manifest of another as an interrupted run would, and leave the third as it is.
    cut = out / "alb-2026" / "roadmap-minister.en.pdf"
    cut.write_bytes(cut.read_bytes()[:100])
    (out / "gha-2026" / "manifest.json").unlink()
    (out / "gha-2026" / "x.part").write_bytes(b"half")
    result = run("batch", inputs, "-o", out, *OPTIONS, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "made": [{"file": str(inputs / f"{name}.yaml"), "folder": f"{name}-2026"} for name in ("alb", "gha")],
        "unchanged": [{"file": str(inputs / "gmb.yaml"), "folder": "gmb-2026"}],
        "failed": [],
    }  # fmt: skip
    assert {**complete, "gha-2026/x.part": b"half"} == tree(out)
    left = [path for path, at in times.items() if path.is_file() and path.stat().st_mtime_ns == at]
    assert {path.parent.name for path in left} == {"gmb-2026"}
    # Other settings and another input: only what they concern; documents of the former settings go.
    (inputs / "alb.yaml").write_bytes((inputs / "alb.yaml").read_bytes() + b"\n")
    fewer = ("--for", "minister", "--languages", "en", "--date", DATE)
    assert run("batch", inputs / "gmb.yaml", "-o", out, *fewer).exit_code == 0
    assert not (out / "gmb-2026" / "roadmap-minister.fr.pdf").exists()
    assert "1 made, 1 unchanged" in batch(out, inputs / "alb.yaml", inputs / "gha.yaml").stdout


def test_each_failure_is_named_with_its_file_and_the_rest_is_done(tmp_path: Path) -> None:
    unshaped, misfit, empty = (tmp_path / name for name in ("bad.yaml", "misfit.yaml", "empty"))
    unshaped.write_text("country: KEX\n")
    misfit.write_text('country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  X99: {level: 1}\n')
    empty.mkdir()
    out = tmp_path / "out"
    (out).mkdir()
    (out / "gha-2026").write_text("a file in the place of the folder")
    missing = tmp_path / "none.yaml"
    given = (unshaped, misfit, empty, missing, EXAMPLES / "gha.yaml", EXAMPLES / "alb.yaml")
    result = batch(out, *given)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "1 made, 0 unchanged, 5 failed." in result.stdout
    for words in (
        f"{unshaped}: ", f"{misfit}: answers: X99", f"{empty}: this folder has no assessment files.",
        f"{missing}: no such file.", f"{out / 'gha-2026'}: ",
    ):  # fmt: skip
        assert words in result.stderr
    assert {path.name for path in out.iterdir()} == {"alb-2026", "gha-2026"}


def test_two_files_of_one_country_and_cycle_get_two_folders_and_keep_them(tmp_path: Path) -> None:
    first = read_assessment(EXAMPLES / "gha.yaml")
    texts = [dump_assessment(first.model_copy(update={"note": note})) for note in ("b", "c", "a")]
    for name, text in zip(("b.yaml", "c.yaml"), texts, strict=False):
        (tmp_path / name).write_text(text, "utf-8")
    inputs = list(read_inputs([tmp_path, tmp_path / "b.yaml"]))
    names = folder_names(inputs, {})
    assert [(Path(item.file).name, name) for item, name in names.items()] == [
        ("b.yaml", "gha-2026"),
        ("c.yaml", "gha-2026-2"),
    ]
    (tmp_path / "a.yaml").write_text(texts[2], "utf-8")
    made = {name: item.sha256 for item, name in names.items()}
    later = folder_names(list(read_inputs([tmp_path])), made)
    assert list(later.values()) == ["gha-2026-3", "gha-2026", "gha-2026-2"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--for", "minister,king"), "king"),
        (("--languages", "xx"), "xx"),
        (("--tls-ca", "x.pem"), "TLS needs all three"),
        (("--tls-ca", "x", "--tls-cert", "x", "--tls-key", "x"), "begins with tls://"),
    ],
)
def test_options_that_can_not_be_are_a_usage_error(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    result = run("batch", THIN[0], "-o", tmp_path / "out", *options)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "out").exists()


def jobs() -> list[Job]:
    settings = Settings((Reader.MINISTER,), ("en",), dt.date(2026, 11, 23))
    return [
        Job(path.stem, str(path), path.read_bytes(), settings, toolkit_state(), "en")
        for path in THIN
    ]


def test_the_work_of_a_killed_process_is_done_again(serial: Path, tmp_path: Path) -> None:
    command = (sys.executable, "cli.py", "batch", *THIN, "-o", tmp_path / "out", *OPTIONS)
    with subprocess.Popen(
        [*map(str, command), "--workers", "2"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        kill_a_worker_that_makes_a_document(process, psutil.Process(process.pid))
        said, _nothing = process.communicate()
    assert (process.returncode, said.splitlines()[-1]) == (0, "3 made, 0 unchanged, 0 failed.")
    assert tree(tmp_path / "out") == tree(serial)


class Deadly(bytes):
    """Content whose reader ends at once, as a process without memory does."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_work_that_ends_each_process_fails_and_the_rest_is_done() -> None:
    first, second, third = jobs()
    outcomes = {
        item.job.name: item
        for item in run_locally([replace(first, data=Deadly()), second, third], 2)
    }
    assert outcomes["alb"].reason.startswith(
        f"{THIN[0]}: the process that did the work ended 3 times."
    )
    assert set(outcomes["gha"].files) == set(second.settings.outputs)
    assert set(outcomes["gmb"].files) == set(third.settings.outputs)


def test_a_worker_with_another_state_of_the_toolkit_does_nothing() -> None:
    outcome = run_job(replace(jobs()[0], toolkit="another"))
    assert outcome.files == {}
    assert outcome.reason.startswith(f"{THIN[0]}: the worker has another version of the toolkit")
