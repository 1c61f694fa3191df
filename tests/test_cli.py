"""The command line: output and exit code of every command."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment import Assessment, Standing
from assessment.files.assessment_file import (
    dump_assessment,
    dump_json,
    parse_assessment,
    read_assessment,
)
from cli import main
from questionnaires import load_published_edition
from tests.support.examples import ALL

ROOT = Path(__file__).parents[1]
KENYA = ROOT / "examples" / "ken.yaml"
THIN = ROOT / "examples" / "gha.yaml"
"""An example with answers to few questions."""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_lint_counts_the_content_and_finds_nothing() -> None:
    result = run("lint")
    edition = load_published_edition("2026")
    held = f"{len(edition.indicators)} indicators, {len(edition.measures)} measures\n"
    assert (result.exit_code, result.stdout) == (0, held)
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


@pytest.mark.parametrize("file", ALL, ids=lambda path: path.stem)
def test_every_example_scores_and_has_gaps(file: Path) -> None:
    nodes = {node["id"]: node for node in json.loads(run("score", file, "--json").stdout)}
    assert {"overall", "legal", "organizational", "technical", "capacity", "cooperation"} <= set(
        nodes
    )
    assert {f"MS{n}" for n in range(1, 8)} | {f"SM{n}" for n in range(1, 6)} | {"JMS"} <= set(nodes)
    assert len({*nodes}) == len(json.loads(run("score", file, "--json").stdout))
    result = json.loads(run("gaps", file, "--json").stdout)
    below = [key for key, item in read_assessment(file).answers.items() if item.level in (0, 1, 2)]
    assert {gap["indicator"] for gap in result["gaps"]} >= set(below) - {"O11", "T05"}
    assert run("score", file).exit_code == run("gaps", file).exit_code == 0


@pytest.mark.parametrize("file", ALL, ids=lambda path: path.stem)
def test_an_example_is_named_after_its_country_and_gives_a_reason_for_each_answer(
    file: Path,
) -> None:
    assessment = read_assessment(file)
    stem = assessment.country.lower()
    assert file.stem in (stem, f"{stem}-{assessment.cycle}")
    assert not assessment.standing.is_own
    assert all(answer.reason for answer in assessment.answers.values())
    if assessment.standing is Standing.ILLUSTRATIVE:
        assert all(answer.evidence for answer in assessment.answers.values())


def test_the_roadmap_is_a_pdf(tmp_path: Path) -> None:
    out = tmp_path / "ken.pdf"
    result = run("roadmap", KENYA, "-o", out, "--date", "2026-11-23")
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [out]


def test_the_roadmap_takes_an_emphasis_and_says_what_each_would_close() -> None:
    plan = json.loads(run("roadmap", KENYA, "--json", "--emphasis", "widest_gain").stdout)
    assert plan["quality"]["emphasis"] == "widest_gain"
    by_emphasis = {item["emphasis"]: item for item in plan["emphases"]}
    assert list(by_emphasis) == ["danger_first", "balanced", "widest_gain"]
    first, widest = by_emphasis["danger_first"], by_emphasis["widest_gain"]
    assert first["dangers_closed"] >= widest["dangers_closed"] == len(plan["dangers"]["closed"])
    assert first["dangers"] == len(plan["dangers"]["closed"] + plan["dangers"]["left"])


def test_the_roadmap_has_the_emblem_the_colours_and_the_foreword_that_the_options_name(
    tmp_path: Path,
) -> None:
    emblem, foreword, made = (tmp_path / name for name in ("arms.svg", "words.txt", "ken.pdf"))
    emblem.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>')  # fmt: skip
    foreword.write_text("Be safe.\n--\nA. Person\nMinister\n")
    look = ("--emblem", emblem, "--colour", "#00563F", "--foreword", foreword, "--paper", "letter")
    assert run("roadmap", KENYA, "-o", made, *look, "--for", "minister").exit_code == 0
    assert run("restore", made, "-o", tmp_path / "back.yaml").exit_code == 0
    kept = read_assessment(tmp_path / "back.yaml").plan.document
    assert kept.emblem is not None
    assert (kept.emblem.kind, kept.colours, kept.paper) == ("svg", ("#00563F",), "letter")
    assert tuple(kept.foreword.model_dump().values()) == ("Be safe.", "A. Person", "Minister")
    emblem.write_text(emblem.read_text().replace("<path", "<script/><path"))
    for options, words in (
        (("--emblem", emblem), "arms.svg: holds the element"),
        (("--colour", "#FCD116"), "to 1 against white"),
        (("--colour", "green"), "is no colour"),
        (("--emblem", tmp_path / "none.svg"), "none.svg"),
    ):
        result = run("roadmap", KENYA, "-o", made, *options)
        assert (result.exit_code, words in result.stderr) == (1, True), result.stderr


def test_the_roadmap_as_json_is_the_plan() -> None:
    for path, settings, standing in ((KENYA, (), "plan"), (THIN, ("--sketch",), "sketch")):
        plan = json.loads(run("roadmap", path, *settings, "--json").stdout)
        assert plan["actions"]
        assert plan["standing"] == standing
    assert json.loads(run("roadmap", KENYA, "--json").stdout)["start"] == "2027-01-01"


def test_below_the_minimum_nothing_is_planned_and_the_command_says_what_to_answer() -> None:
    result = run("roadmap", THIN, "--json")
    plan = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (plan["standing"], plan["actions"], plan["costs"][0]["low"]) == ("withheld", [], 0)
    assert "Nothing is planned yet: " in result.stderr
    assert "60\xa0% is needed" in result.stderr
    assert "Answer these first: L02, L05" in result.stderr
    assert plan["answer_first"][:2] == ["L02", "L05"]
    sketched = run("roadmap", THIN, "--sketch", "--json")
    assert "This is a sketch, not a plan" in sketched.stderr
    assert json.loads(sketched.stdout)["answer_first"] == plan["answer_first"]


def test_the_name_of_the_file_says_which_form_it_gets(tmp_path: Path) -> None:
    for name, start in (
        ("ken.scores.csv", b"\xef\xbb\xbfid,kind,score"),
        ("ken.2027.csv", b"\xef\xbb\xbfmeasure,title"),
        ("ken.json", b'{\n  "$schema": "urn:cop-toolkit:schema:document:1"'),
        ("ken.ics", b"BEGIN:VCALENDAR"),
        ("ken.xml", b"<?xml"),
        ("ken.docx", b"PK"),
        ("ken.pptx", b"PK"),
    ):
        result = run("roadmap", KENYA, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert (tmp_path / name).read_bytes().startswith(start)
    result = run("roadmap", KENYA, "-o", tmp_path / "ken.odt")
    assert result.exit_code == 1
    assert ".docx" in result.stderr
    assert not (tmp_path / "ken.odt").exists()


def test_what_is_printed_as_json_is_what_the_json_document_holds(tmp_path: Path) -> None:
    run("roadmap", KENYA, "-o", tmp_path / "ken.json")
    document = json.loads((tmp_path / "ken.json").read_text("utf-8"))
    assert json.loads(run("score", KENYA, "--json").stdout) == document["scores"]
    assert json.loads(run("roadmap", KENYA, "--json").stdout) == document["plan"]


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
    key = run("import", THIN, "--database", f"sqlite:///{tmp_path}/db.sqlite3").stdout.strip()
    result = run("export", key, "--database", f"sqlite:///{tmp_path}/db.sqlite3", "-o", pipe)
    assert result.exit_code == 0, result.output
    assert os.read(end, 65536).startswith(b"country: GHA")
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
    assert "the same country" not in imported.stderr
    key = imported.stdout.strip()
    exported = run("export", key, *database)
    kenya = read_assessment(KENYA)
    assert exported.stdout == dump_assessment(kenya)
    again = tmp_path / "again.yaml"
    assert run("export", key, *database, "-o", again).exit_code == 0
    repeated = run("import", again, *database)
    assert f"{key} is of the same country, cycle and profile" in repeated.stderr
    second = repeated.stdout.strip()
    assert run("export", second, *database).stdout == exported.stdout
    assert run("export", key, *database, "--json").stdout == dump_json(kenya)
    assert parse_assessment(exported.stdout.encode(), "x.yaml") == kenya


def test_an_unknown_assessment_is_said(tmp_path: Path) -> None:
    database = ("--database", f"sqlite:///{tmp_path}/db.sqlite3")
    assert run("import", KENYA, *database).exit_code == 0
    for key in ("nobody", "\u200b", "é"):
        result = run("export", key, *database)
        assert result.exit_code == 1
        assert f"there is no assessment with the id '{key}'" in result.stderr


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


def test_a_device_is_not_read_without_end() -> None:
    result = run("score", "/dev/zero")
    assert result.exit_code == 1
    assert "is a device or a pipe. Save it as a file" in result.stderr


@pytest.mark.parametrize("start", ["9999-12", "0000-01", "2027-13"])
def test_a_plan_that_starts_outside_this_century_is_refused(tmp_path: Path, start: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(f'country: KEN\nedition: "2026"\ncycle: 2026\nplan: {{start: "{start}"}}\n')
    result = run("roadmap", file, "--json")
    assert result.exit_code == 1
    assert "plan: start" in result.stderr


@pytest.mark.parametrize("name", ["", " ", "a\x1bb"])
def test_a_person_without_a_readable_name_is_refused(tmp_path: Path, name: str) -> None:
    database = f"sqlite:///{tmp_path}/db.sqlite3"
    result = run("import", KENYA, "--database", database, "--person", name)
    assert result.exit_code == 1
    assert "Give a readable name." in result.stderr


def test_export_makes_no_database_that_was_not_there(tmp_path: Path) -> None:
    result = run("export", "x", "--database", f"sqlite:///{tmp_path}/none.sqlite3")
    assert result.exit_code == 1
    assert "there is no such database" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["", ".", "a-folder"])
def test_a_folder_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-folder").mkdir()
    database = ("--database", f"sqlite:///{tmp_path}/db.sqlite3")
    key = run("import", KENYA, *database).stdout.strip()
    result = run("export", key, *database, "-o", out)
    assert result.exit_code == 1
    assert "is a folder. Name a file inside it." in result.stderr


def test_a_link_is_followed_and_not_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("old")
    link.symlink_to(real)
    database = ("--database", f"sqlite:///{tmp_path}/db.sqlite3")
    key = run("import", KENYA, *database).stdout.strip()
    assert run("export", key, *database, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("country: KEN")


def test_what_a_file_says_reaches_the_screen_readable_and_short(tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    key = "\\e[2J" + "L" * 5_000
    file.write_text(
        f'country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  "{key}": {{level: 1}}\n'
    )
    result = run("score", file)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert len(result.stderr) < 2_000


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    command = f"{sys.executable} cli.py score examples/ken.yaml --json | head -c 1"
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.stdout == b"["
    assert ended.stderr == b""


def test_the_questionnaire_is_a_pdf_of_the_profile_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "quick.pdf"
    assert run("questionnaire", "--profile", "quick", "-o", out).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-")
    result = run("questionnaire", "--profile", "quik", "-o", tmp_path / "no.pdf")
    assert result.exit_code == 2
    assert "quick" in result.stderr
    assert not (tmp_path / "no.pdf").exists()


def later_edition(tmp_path: Path) -> Path:
    """A later edition: 2026 without one question, with its migration map."""
    folder = tmp_path / "2027"
    shutil.copytree(ROOT / "questionnaires" / "content" / "2026", folder)
    about = folder / "edition.yaml"
    about.write_text(about.read_text("utf-8").replace('id: "2026"', 'id: "2027"', 1), "utf-8")
    (folder / "migration.yaml").write_text(
        'from_edition: "2026"\n'
        'note: "One question is worded anew."\n'
        "changes:\n"
        '  - {id: O03, change: reworded, note: "A framework now needs an end date."}\n',
        "utf-8",
    )
    return folder


def test_migrate_says_what_became_of_each_answer_and_writes_a_file_that_scores(
    tmp_path: Path,
) -> None:
    edition, out = later_edition(tmp_path), tmp_path / "new.yaml"
    result = run("migrate", KENYA, "--to", edition, "--cycle", "2028", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert "O03 flagged A framework now needs an end date." in result.stdout
    assert result.stdout.splitlines()[-1].endswith("asked anew")
    moved, before = read_assessment(out), read_assessment(KENYA)
    assert (moved.edition, moved.cycle) == ("2027", 2028)
    assert moved.answer("O03").look_again
    assert set(moved.answers) == set(before.answers)
    assert run("score", out, "--edition", edition).exit_code == 0
    told = json.loads(run("migrate", KENYA, "--to", edition, "-o", out, "--json").stdout)
    assert {item["id"] for item in told["moves"]} == set(before.answers)


def test_an_edition_without_a_map_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    result = run("migrate", KENYA, "--to", "2026", "-o", out)
    assert result.exit_code == 1
    assert "no map" in result.stderr
    assert not out.exists()


def test_compare_tells_what_has_changed_and_on_how_much_that_rests(tmp_path: Path) -> None:
    edition, later = later_edition(tmp_path), tmp_path / "later.yaml"
    run("migrate", KENYA, "--to", edition, "--cycle", "2028", "-o", later)
    result = run("compare", KENYA, later, "--edition-after", edition)
    assert result.exit_code == 0, result.stderr
    assert "in common" in result.stdout
    actual = json.loads(run("compare", KENYA, later, "--edition-after", edition, "--json").stdout)
    assert actual["score_before"] == actual["score_after"]
    assert "O03" in actual["not_comparable"]
    other = run("compare", KENYA, ROOT / "examples" / "gha.yaml")
    assert other.exit_code == 1
    assert "two countries" in other.stderr
