"""Every public format of a publication states how many questions an expert has reviewed, in the words of the pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import pytest

from assessment import Standing, apply_details
from assessment.review.answer_review import BY_EXPERT, Remark, RemarkKind
from assessment.review.outcomes import basis_of_review
from assessment.store import Store, published_snapshot
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import AssessmentState, Transition
from questionnaires import load_published_edition
from reports.basis_labels import basis_sentence
from tests.public.asking import ANA, NOON, ask, bring, site_over
from tests.reports import made
from tests.support.counts import QUESTIONS
from tests.support.transitions import TRANSITIONS_TO

AGREED = "Levels used: those agreed between the country and an expert on 23 November 2026. "


def same_level(store: Store, key: str, count: int) -> None:
    """The expert gives the country's own level on the first `count` questions that have one."""
    assessment = store.load(key, person=ANA)
    answered = [it for it in assessment.answers if assessment.level(it) is not None][:count]
    for indicator in answered:
        level = assessment.level(indicator)
        say(store, key, indicator, Remark(RemarkKind.VIEW, level=level, self_level=level, answer=1))


def say(store: Store, key: str, indicator: str, *remarks: Remark) -> None:
    for remark in remarks:
        method = store.review if remark.kind in BY_EXPERT else store.respond
        seen = len(thread.remarks) if (thread := store.reviews(key, person=ANA).get(indicator)) else 0  # fmt: skip
        method(key, indicator, remark, seen=seen, person=ANA, at=NOON)


def publish_reviewed(store: Store, country: str, review: Callable[[Store, str], None]) -> str:
    example = made.example(country).model_copy(update={"standing": Standing.SELF_ASSESSED})
    key = bring(store, example)
    for number, step in enumerate(TRANSITIONS_TO[AssessmentState.PUBLISHED]):
        if step is Transition.AGREE:
            review(store, key)
        parts = tuple(PublicPart) if step is Transition.PUBLISH else ()
        store.apply_transition(key, step, seen=number, person=ANA, at=NOON, parts=parts)
    return key


@pytest.mark.parametrize("count", [0, 1, 6])
def test_every_public_form_says_how_many_questions_were_looked_at(
    sqlite_store: Store, count: int
) -> None:
    publish_reviewed(sqlite_store, "ken", lambda store, key: same_level(store, key, count))
    site = site_over(sqlite_store)
    said = f"The expert looked at {count} of {QUESTIONS} questions."
    for path in ("", "/roadmap", "/answers", "/answers/legal", "/evidence"):
        page = ask(site, f"/repository/KEN/2026{path}").body.decode()
        assert AGREED + said in page, path
        assert "levels agreed between the country and an expert" not in page
    data = json.loads(ask(site, "/api/v1/publications/KEN/2026").body)
    assert data["levels"].startswith(AGREED + said)
    book = openpyxl.load_workbook(io.BytesIO(ask(site, "/repository/KEN/2026/data.xlsx").body))
    assert any(said in str(cell.value) for row in book["About"] for cell in row)


def test_levels_taken_over_are_counted(sqlite_store: Store) -> None:
    def review(store: Store, key: str) -> None:
        assessment = store.load(key, person=ANA)
        indicator, own = next(
            (it, level) for it in assessment.answers if (level := assessment.level(it))
        )
        view = Remark(RemarkKind.VIEW, "No unit.", level=own - 1, self_level=own, answer=1)
        say(store, key, indicator, view, Remark(RemarkKind.ACCEPTED, "True.", answer=1))

    publish_reviewed(sqlite_store, "ken", review)
    page = ask(site_over(sqlite_store), "/repository/KEN/2026").body.decode()
    assert (
        f"looked at 1 of {QUESTIONS} questions. The country took over 1 level of the expert’s."
        in page
    )


def test_the_public_sentence_is_the_one_of_the_results_page(sqlite_store: Store) -> None:
    key = publish_reviewed(sqlite_store, "ken", lambda store, key: same_level(store, key, 3))
    public = published_snapshot(sqlite_store, "KEN", 2026)
    assert public is not None
    edition = load_published_edition("2026")
    now = apply_details(edition, sqlite_store.load(key, person=ANA))
    basis = basis_of_review(edition, now, sqlite_store.reviews(key, person=ANA), public.history)
    data = json.loads(ask(site_over(sqlite_store), "/api/v1/publications/KEN/2026").body)
    assert data["levels"] == basis_sentence(basis, now.standing)


def test_an_illustrative_publication_says_so_and_what_was_reviewed(sqlite_store: Store) -> None:
    key = bring(sqlite_store, "irl")
    for number, step in enumerate(TRANSITIONS_TO[AssessmentState.PUBLISHED]):
        parts = (PublicPart.PROFILE,) if step is Transition.PUBLISH else ()
        sqlite_store.apply_transition(key, step, seen=number, person=ANA, at=NOON, parts=parts)
    page = ask(site_over(sqlite_store), "/repository/IRL/2026").body.decode()
    assert "compiled from public sources" in page
    assert f"The expert looked at 0 of {QUESTIONS} questions." in page
