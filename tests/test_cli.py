"""The command line: a file in, an answer out, exit code 0 only on success."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment import Assessment
from assessment.file import dump_assessment, dump_json, parse_assessment, read_assessment
from cli import main

ROOT = Path(__file__).parents[1]
KENYA = ROOT / "examples" / "ken.yaml"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_lint_counts_the_content_and_finds_nothing() -> None:
    result = run("lint")
    assert (result.exit_code, result.stdout) == (0, "72 indicators, 95 measures\n")
    assert run("lint", "2026").exit_code == 0


def test_lint_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    result = run("lint", tmp_path)
    assert result.exit_code == 1
    assert "there is no edition.yaml in this folder" in result.stderr
    assert json.loads(run("lint", tmp_path, "--json").stdout)[0]["problems"]


def test_every_command_explains_itself() -> None:
    for command in main.commands:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_scores_and_has_gaps(file: Path) -> None:
    nodes = {node["id"]: node for node in json.loads(run("score", file, "--json").stdout)}
    assert {"overall", "legal", "organizational", "technical", "capacity", "cooperation"} <= set(
        nodes
    )
    assert {f"MS{n}" for n in range(1, 8)} | {f"SM{n}" for n in range(1, 6)} | {"JMS"} <= set(nodes)
    assert len({*nodes}) == len(json.loads(run("score", file, "--json").stdout))
    found = json.loads(run("gaps", file, "--json").stdout)
    assert found["gaps"]
    assert run("score", file).exit_code == run("gaps", file).exit_code == 0


def test_there_is_an_example_for_each_of_eleven_countries() -> None:
    assert [path.stem for path in EXAMPLES] == [
        "alb", "gha", "gmb", "idn", "irl", "ken", "khm", "mwi", "nga", "phl", "zmb",
    ]  # fmt: skip
    for path in EXAMPLES:
        given = read_assessment(path)
        assert given.country.lower() == path.stem
        assert given.standing == "illustrative"
        for answer in given.answers.values():
            assert answer.reason
            assert answer.evidence


def test_the_roadmap_is_a_pdf(tmp_path: Path) -> None:
    out = tmp_path / "ken.pdf"
    result = run("roadmap", KENYA, "-o", out, "--date", "2026-11-23")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [out]


def test_the_roadmap_as_json_is_the_plan() -> None:
    plan = json.loads(run("roadmap", KENYA, "--json").stdout)
    assert plan["actions"]
    assert plan["start"] == "2027-01-01"


def test_a_roadmap_without_a_place_to_go_is_a_usage_error() -> None:
    assert run("roadmap", KENYA).exit_code == 2


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    result = run("roadmap", KENYA, "-o", tmp_path / "nowhere" / "ken.pdf")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR)
    key = run("import", KENYA, "--database", f"sqlite:///{tmp_path}/db.sqlite3").stdout.strip()
    result = run("export", key, "--database", f"sqlite:///{tmp_path}/db.sqlite3", "-o", pipe)
    assert result.exit_code == 0, result.output
    assert os.read(end, 65536).startswith(b"country: KEN")
    os.close(end)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('country: KEX\nedition: "2026"\ncycle: 2026\n', "KEX"),
        ('country: KEN\nedition: "1999"\ncycle: 2026\n', "1999"),
        ('country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  X99: {level: 1}\n', "X99"),
        ('country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  L01: {level: 9}\n', "0 to 4"),
    ],
)
@pytest.mark.parametrize("command", ["score", "gaps", "import"])
def test_a_wrong_file_gets_a_message_and_exit_code_1(
    tmp_path: Path, text: str, words: str, command: str
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text)
    database = ("--database", f"sqlite:///{tmp_path}/db.sqlite3") if command == "import" else ()
    result = run(command, file, *database)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_import_and_export_lose_nothing(tmp_path: Path) -> None:
    database = ("--database", f"sqlite:///{tmp_path}/db.sqlite3")
    imported = run("import", KENYA, *database)
    assert imported.exit_code == 0, imported.output
    key = imported.stdout.strip()
    exported = run("export", key, *database)
    kenya = read_assessment(KENYA)
    assert exported.stdout == dump_assessment(kenya)
    again = tmp_path / "again.yaml"
    assert run("export", key, *database, "-o", again).exit_code == 0
    second = run("import", again, *database).stdout.strip()
    assert run("export", second, *database).stdout == exported.stdout
    assert run("export", key, *database, "--json").stdout == dump_json(kenya)
    assert parse_assessment(exported.stdout.encode(), "x.yaml") == kenya


def test_an_unknown_assessment_is_said(tmp_path: Path) -> None:
    result = run("export", "nobody", "--database", f"sqlite:///{tmp_path}/db.sqlite3")
    assert result.exit_code == 1
    assert "nobody" in result.stderr


def test_the_json_form_of_an_assessment_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "ken.json"
    file.write_text(dump_json(read_assessment(KENYA)), encoding="utf-8")
    assert run("score", file, "--json").stdout == run("score", KENYA, "--json").stdout


def test_another_edition_by_folder_must_be_the_one_the_file_names(tmp_path: Path) -> None:
    other = Assessment(country="KEN", edition="samm", cycle=2026)
    file = tmp_path / "other.yaml"
    file.write_text(dump_assessment(other))
    result = run("score", file, "--edition", ROOT / "questionnaires" / "content" / "2026")
    assert result.exit_code == 1
    assert "samm" in result.stderr
