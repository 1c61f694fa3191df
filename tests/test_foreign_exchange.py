"""Editions of other instruments in review, in public, in a backup and on the way to a later edition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assessment import apply_details
from assessment.files.assessment_file import read_assessment
from assessment.model.assessment import AssessmentState
from assessment.planning.gaps import target_profile
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from public.redaction import to_public_record
from questionnaires.model import IndicatorChange, MigrationFile
from reports.html import render_review
from reports.review_report import build_review_analysis, build_review_report
from reports.word import review_docx
from tests.builders import write_edition
from tests.guide_editions import all_fragments
from tests.reports.review_report.reviews import Transition, history_of, review_of, view
from tests.support.pages import folder, open_page, texts
from tests.support.screens import TESTER, store_in
from tests.test_foreign_editions import TODAY, ForeignCase, case, install, installed, invoke

__all__ = ["case", "folder", "installed"]

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def test_the_review_of_a_foreign_edition_is_a_document(case: ForeignCase) -> None:
    answers = apply_details(case.edition, case.answers)
    answers = answers.model_copy(update={"state": AssessmentState.IN_REVIEW})
    reviews = {
        key: review_of(key, view(item.level and 0, item.level or 0, "Nothing was shown."))
        for key, item in answers.answers.items()
    }
    analysis = build_review_analysis(
        case.edition,
        answers,
        reviews,
        history=history_of(Transition.SUBMIT, Transition.START_REVIEW),
        date=TODAY,
        handed_in=answers,
    )
    report = build_review_report(analysis)
    assert next(iter(case.edition.indicators)) in render_review(report)
    assert review_docx(report).startswith(b"PK")


def test_a_foreign_edition_is_published(case: ForeignCase) -> None:
    basis = Basis(BasisKind.OWN)
    record = to_public_record(case.edition, case.answers, tuple(PublicPart), NOON, basis)
    assert record.edition == case.edition.id


def test_answers_to_a_foreign_edition_move_to_its_next_one(case: ForeignCase) -> None:
    first, *others = case.answers.answers
    dropped = IndicatorChange(id="gone", change="dropped")
    changes = (IndicatorChange(id=first, change="reworded", note="New words."), dropped)
    later = case.edition.model_copy(
        update={
            "about": case.edition.about.model_copy(update={"id": "later"}),
            "migration": MigrationFile(from_edition=case.edition.id, changes=changes, note="Next."),
        }
    )
    folder, out = write_edition(later, case.root / "later"), case.root / "moved.yaml"
    case.run("migrate", case.file, "--to", folder, "-o", out)
    for form in ((), ("--json",)):
        result = invoke("score", out, "--edition", folder, *form)
        assert result.exit_code == 0, result.output
    assert {*read_assessment(out).answers} == {first, *others}


def test_a_backup_with_a_foreign_edition_is_restored(
    installed: ForeignCase, tmp_path: Path
) -> None:
    first, second = (("--database", f"sqlite:///{tmp_path / name}") for name in ("a.db", "b.db"))
    evidence = ("--evidence", tmp_path / "evidence")
    zipped = tmp_path / "all.zip"
    for words in (
        ("import", installed.file, *first),
        ("backup", "-o", zipped, *first, *evidence),
        ("restore", zipped, *second, *evidence),
        ("audit", "verify", *second, *evidence),
        ("audit", "orphans", *second, *evidence),
        ("audit", "forget", "--days", "30", *second),
    ):
        result = invoke(*words)
        assert result.exit_code == 0, result.output


def test_a_set_of_targets_is_chosen_on_the_page_of_the_roadmap(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ForeignCase(tmp_path / "editions", *all_fragments())
    install(made, monkeypatch)
    store = store_in(folder)
    key = store.import_assessment(
        made.answers, edition_hash=made.edition.content_hash, person=TESTER, at=NOON
    )

    def in_use() -> str:
        profile = target_profile(made.edition, store.load(key, person=TESTER))
        return profile.id if profile else ""

    page = open_page("roadmap", a=key)
    assert (page.selectbox(key="plan.target_profile").value, in_use()) == ("step", "step")
    for chosen in ("region", "", "step"):
        page.selectbox(key="plan.target_profile").set_value(chosen).run()
        assert not page.exception
        assert in_use() == chosen
    page.selectbox(key="plan.horizon").set_value(24).run()
    assert in_use() == "step"
    assert "The targets are those of the set “One level up”." in texts(open_page("gaps", a=key))
    assert "Level 2 and above count only with evidence" in texts(open_page("results", a=key))


@pytest.mark.parametrize(("chosen", "level"), [("", 2), ("region", None)])
def test_a_variant_can_have_another_set_of_targets_or_one_level_for_all(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, level: int | None
) -> None:
    made = ForeignCase(tmp_path / "editions", *all_fragments())
    install(made, monkeypatch)
    store = store_in(folder)
    key = store.import_assessment(
        made.answers, edition_hash=made.edition.content_hash, person=TESTER, at=NOON
    )
    page = open_page("roadmap", a=key, part="what-if")
    assert page.selectbox(key="what-if.target_profile").value == "step"
    page.selectbox(key="what-if.target_profile").set_value(chosen).run()
    if level is not None:
        page.selectbox(key="what-if.target").set_value(level).run()
    page.toggle(key="what-if.compare").set_value(True).run()
    page.text_area(key="what-if.reason").set_value("The region's aim.").run()
    page.button(key="what-if.keep").click().run()
    assert not page.exception
    kept = store.load(key, person=TESTER)
    profile = target_profile(made.edition, kept)
    assert (profile.id if profile else "") == chosen
    assert kept.targets.get("default") == level
