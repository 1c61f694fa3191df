"""The review page against an empty Streamlit page: a rerun with half of the answers reviewed, and the reading order."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from assessment import score_assessment
from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.reading_order import reading_order
from assessment.store import Store, local_person
from assessment.workflow.states import Transition
from benchmarks.measure import Result, in_turn
from benchmarks.pages import reruns_against_empty, stored_assessment
from benchmarks.scoring import full_assessment
from questionnaires import load_published_edition

BENCH = local_person("bench")


def results() -> list[Result]:
    """Reruns of the review page, and the computation of its reading order against scoring."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        key = half_reviewed(data)
        return [
            *reruns_against_empty(
                "review desk", "review", f"a={key}&i=L02", b"<span>L02</span>", data
            ),
            _order(),
        ]


def half_reviewed(data: Path) -> str:
    """Store a full assessment in review, every second answer with the expert's level, every sixth with a question; returns its id."""
    key = stored_assessment(data)
    at = datetime.now(UTC)
    with closing(Store.open(f"sqlite:///{data}/cop.sqlite3")) as store:
        store.apply_transition(key, Transition.SUBMIT, seen=0, person=BENCH, at=at)
        store.apply_transition(key, Transition.START_REVIEW, seen=1, person=BENCH, at=at)
        assessment = store.load(key, person=BENCH)
        for index, (indicator, answer) in enumerate(assessment.answers.items()):
            if index % 2 or answer.level is None:
                continue
            remarks = [Remark(RemarkKind.VIEW, "", answer.level, answer.level, answer=1)]
            if not index % 6:
                remarks.append(Remark(RemarkKind.QUESTION, "Where is this published?", answer=1))
            for seen, remark in enumerate(remarks):
                store.review(key, indicator, remark, seen=seen, person=BENCH, at=at)
    return key


def _order() -> Result:
    edition = load_published_edition("2026")
    assessment = full_assessment(edition, 1)
    here, there, ratio = in_turn(
        lambda: reading_order(edition, assessment, today=date(2026, 11, 1)),
        lambda: score_assessment(edition, assessment),
        runs=51,
    )
    return Result(
        "reading order of a full assessment", f"{here * 1000:.1f} ms", "scoring it", f"{there * 1000:.1f} ms", f"{ratio:.1f}"
    )  # fmt: skip
