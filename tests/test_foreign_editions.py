"""Editions of other instruments, and the examples of the content guide, in every command and document."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyxform.xls2xform import convert

from assessment import Assessment, apply_details
from assessment.files.assessment_file import dump_assessment, read_assessment
from cli import main
from exchange.xlsform.fields import form_fields
from host.services import edition_of
from questionnaires import Edition, load_edition, load_published_edition
from reports import PLAN_SUFFIXES, build_questionnaire, build_report, render_html
from tests.builders import write_edition
from tests.foreign_editions import FOREIGN, Foreign
from tests.guide_editions import all_fragments, worked_example
from tests.support.pages import PAGES, folder, open_page
from tests.support.screens import TESTER, store_in

__all__ = ["folder"]

TODAY = dt.date(2026, 11, 23)
DAY = ("--date", f"{TODAY}")


class ForeignCase:
    """The folder of a foreign edition, `edition`, and answers to it in `ken.yaml`."""

    def __init__(self, folder: Path, edition: Edition, answers: Assessment) -> None:
        self.edition, self.answers, self.root = edition, answers, folder
        self.folder = write_edition(edition, folder / edition.id)
        self.file = folder / "ken.yaml"
        self.file.write_text(dump_assessment(answers), "utf-8")

    def run(self, *words: str | Path) -> str:
        """Run a command, assert success and return its output."""
        result = invoke(*words, "--edition", self.folder)
        assert result.exit_code == 0, result.output
        return result.output


def invoke(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


EDITIONS = {
    **FOREIGN,
    "connect": lambda: Foreign(*worked_example()),
    "fragments": lambda: Foreign(*all_fragments()),
}
"""The foreign editions, and the examples of docs/content-guide.md."""


@pytest.fixture(params=EDITIONS)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> ForeignCase:
    made = EDITIONS[request.param]()
    return ForeignCase(tmp_path, made.edition, made.answers)


def test_a_foreign_edition_loads_as_it_was_written(case: ForeignCase) -> None:
    assert load_edition(case.folder).content_hash == case.edition.content_hash
    assert invoke("lint", case.folder).exit_code == 0


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("command", ["score", "gaps"])
def test_a_foreign_edition_is_scored(case: ForeignCase, command: str, form: Sequence[str]) -> None:
    assert case.run(command, case.file, *form)


def test_the_scores_of_deeper_groups_and_views_are_printed(tmp_path: Path) -> None:
    made = FOREIGN["nested"]()
    printed = ForeignCase(tmp_path, made.edition, made.answers).run("score", tmp_path / "ken.yaml")
    ids = [line.split()[0] for line in printed.splitlines()]
    assert ids == ["overall", "P1", "P1a", "P1aa", "P2", "P2a", "P2b", "K1", "girls"]


@pytest.mark.parametrize("name", ["figures", "nested"])
def test_a_document_of_an_edition_without_measures_says_so(name: str) -> None:
    made = FOREIGN[name]()
    report = build_report(made.edition, apply_details(made.edition, made.answers), date=TODAY)
    none = "This edition has no measures, so there is nothing to plan."
    assert report.minister is not None
    assert report.minister.first.remark == none
    assert report.plan.sentences == (none,)
    assert report.plan.uncovered == ()
    assert "fits the horizon" not in render_html(report)


def test_a_document_of_figures_speaks_of_no_levels_and_targets() -> None:
    made = FOREIGN["figures"]()
    report = build_report(made.edition, apply_details(made.edition, made.answers), date=TODAY)
    page = render_html(report)
    assert report.minister is not None
    assert report.minister.headline == "4 of 7 figures are known"
    assert "a figure has no target level" in page
    for words in ("reached its target", "have a level", "highest level whose text"):
        assert words not in page


def test_the_key_explains_every_scale_in_use_and_no_other() -> None:
    keys = {}
    for name, make in FOREIGN.items():
        made = make()
        report = build_report(made.edition, apply_details(made.edition, made.answers), date=TODAY)
        keys[name] = [(item.title, len(item.levels)) for item in report.key.scales]
        form = build_questionnaire(made.edition, date=TODAY)
        assert form.scales == report.key.scales
    assert keys == {
        "figures": [],
        "7.b": [("Levels of 1.1, 2|3/4, note", 2), ("Levels of A.1, A-1, A_1", 3)],
        "nested": [("", 7)],
    }


@pytest.mark.parametrize("name", [f"plan{suffix}" for suffix in PLAN_SUFFIXES])
def test_a_foreign_edition_is_planned_in_every_format(case: ForeignCase, name: str) -> None:
    case.run("roadmap", case.file, "-o", case.root / name, *DAY)
    assert (case.root / name).read_bytes()


def test_the_short_pdf_of_a_foreign_edition_is_restored(case: ForeignCase) -> None:
    pdf, back = case.root / "short.pdf", case.root / "back.yaml"
    case.run("roadmap", case.file, "-o", pdf, "--short", *DAY)
    assert invoke("restore", pdf, "-o", back).exit_code == 0
    assert read_assessment(back) == apply_details(case.edition, case.answers)


def test_the_plan_of_a_foreign_edition_is_printed_as_json(case: ForeignCase) -> None:
    plan = json.loads(case.run("roadmap", case.file, "--json"))
    assert bool(plan["actions"]) == bool(case.edition.measures)


def test_the_questionnaire_of_a_foreign_edition_is_printed(case: ForeignCase) -> None:
    for profile in case.edition.profile_ids:
        out = case.root / f"{profile}.pdf"
        result = invoke("questionnaire", case.folder, "--profile", profile, "-o", out, *DAY)
        assert result.exit_code == 0, result.output
        assert out.read_bytes().startswith(b"%PDF-")


def test_two_cycles_of_a_foreign_edition_are_compared(case: ForeignCase) -> None:
    words = ("--edition-before", case.folder, "--edition-after", case.folder)
    for form in ((), ("--json",)):
        result = invoke("compare", case.file, case.file, *words, *form)
        assert result.exit_code == 0, result.output


def test_the_workbook_of_a_foreign_edition_comes_back_unchanged(case: ForeignCase) -> None:
    book = case.root / "book.xlsx"
    case.run("workbook", "export", case.file, "-o", book)
    before = case.file.read_bytes()
    case.run("workbook", "import", book, "--into", case.file)
    assert case.file.read_bytes() == before


def test_pyxform_takes_the_form_of_a_foreign_edition_and_its_submissions_come_back(
    case: ForeignCase,
) -> None:
    form, sent = case.root / "form.xlsx", case.root / "sent.csv"
    case.run("xlsform", "export", case.file, "-o", form)
    warnings: list[str] = []
    xform = convert(io.BytesIO(form.read_bytes()), file_type=".xlsx", warnings=warnings).xform
    assert warnings == []
    fields = form_fields(case.edition).items()
    comments = {item.owner: name for name, item in fields if item.field == "comment"}
    assert [*comments] == [*case.edition.indicators]
    assert [name for name in comments.values() if f"<{name}" not in xform] == []
    record = {
        "cop_product": "cop-toolkit-form",
        "cop_edition": case.edition.id,
        "cop_hash": case.edition.content_hash,
        "cop_country": "KEN",
        "cop_cycle": "2026",
        **{comments[key]: f"On {key}" for key in case.answers.answers},
    }
    with sent.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(record))
        writer.writeheader()
        writer.writerow(record)
    case.run("xlsform", "import", sent, "--into", case.file)
    after = read_assessment(case.file)
    assert {key: item.comment for key, item in after.answers.items()} == {
        key: f"On {key}" for key in case.answers.answers
    }


def install(case: ForeignCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the edition among those shipped with the toolkit."""
    monkeypatch.setattr("questionnaires.loader.CONTENT", case.root)
    load_published_edition.cache_clear()
    edition_of.cache_clear()


@pytest.fixture
def installed(case: ForeignCase, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForeignCase]:
    """The edition among those shipped with the toolkit."""
    install(case, monkeypatch)
    yield case
    load_published_edition.cache_clear()
    edition_of.cache_clear()


def test_answers_to_a_foreign_edition_go_into_the_store_and_out_of_it(
    installed: ForeignCase,
) -> None:
    root = installed.root
    database = ("--database", f"sqlite:///{root / 'store.db'}")
    evidence = ("--evidence", root / "evidence")
    result = invoke("import", installed.file, *database)
    assert result.exit_code == 0, result.output
    out, zipped = root / "out.yaml", root / "backup.zip"
    for words in (
        ("export", result.output.strip(), "-o", out, *database),
        ("audit", "verify", *database, *evidence),
        ("backup", "-o", zipped, *database, *evidence),
    ):
        result = invoke(*words)
        assert result.exit_code == 0, result.output
    assert read_assessment(out) == read_assessment(installed.file)


def test_every_page_opens_for_a_foreign_edition(folder: Path, installed: ForeignCase) -> None:
    store = store_in(folder)
    key = store.import_assessment(
        apply_details(installed.edition, installed.answers),
        edition_hash=installed.edition.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    store.close()
    for name in PAGES:
        open_page(name, a=key)
    first = next(iter(installed.edition.indicators))
    open_page("answer", a=key, i=first)


def test_the_horizon_of_a_foreign_edition_is_stored(folder: Path, installed: ForeignCase) -> None:
    store = store_in(folder)
    key = store.import_assessment(
        installed.answers,
        edition_hash=installed.edition.content_hash,
        person=TESTER,
        at=dt.datetime.now(dt.UTC),
    )
    page = open_page("roadmap", a=key)
    page.selectbox(key="plan.horizon").set_value(24).run()
    assert not page.exception
    assert store.load(key, person=TESTER).plan.horizon_months == 24


def test_an_edition_that_is_not_installed_does_not_go_into_the_store(case: ForeignCase) -> None:
    result = invoke("import", case.file, "--database", f"sqlite:///{case.root / 'store.db'}")
    assert result.exit_code == 1
    assert "is not installed" in result.output
