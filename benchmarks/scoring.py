"""Scoring of one full assessment with gaps and roadmap, and of ten thousand, against the same means in pandas."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd

from assessment import (
    Answer,
    Assessment,
    find_gaps,
    plan_roadmap,
    raise_gates,
    score_assessment,
    weigh_gaps,
)
from benchmarks.measure import Result, in_turn, seconds
from questionnaires import Edition, load_published_edition

MANY = 10_000
DAY = date(2026, 11, 23)


def full_assessment(edition: Edition, seed: int) -> Assessment:
    """An assessment with every indicator at a random level from `seed`."""
    generator = random.Random(seed)  # noqa: S311  - not a secret
    answers = {key: Answer(level=generator.randint(0, 4)) for key in edition.indicators}
    return Assessment(country="KEN", edition=edition.id, cycle=2026, answers=answers)


def _pandas_means(table: pd.DataFrame) -> float:
    """The plain computation of a notebook: pillar means and their mean; no clauses, bounds, coverage or traces."""
    scored = table[table["scored"]]
    value = (scored["level"] / 4 * scored["weight"]).groupby(scored["pillar"]).sum()
    return float((value / scored.groupby("pillar")["weight"].sum()).mean())


def _everything(edition: Edition, assessment: Assessment) -> None:
    """Compute what the pages of results and gaps show."""
    score_assessment(edition, assessment)
    raise_gates(edition, assessment, today=DAY)
    weigh_gaps(edition, assessment, find_gaps(edition, assessment))


def results() -> list[Result]:
    """Times of scoring, planning and robustness; the score must equal that of pandas within 1e-12."""
    edition = load_published_edition("2026")
    one = full_assessment(edition, 1)
    table = pd.DataFrame(
        {
            "pillar": [edition.pillar_of[key].id for key in edition.indicators],
            "weight": [item.weight for item in edition.indicators.values()],
            "scored": [item.scored for item in edition.indicators.values()],
            "level": [one.level(key) for key in edition.indicators],
        }
    )
    overall = score_assessment(edition, one).overall.score
    assert overall is not None
    assert abs(overall - _pandas_means(table)) < 1e-12
    ours, theirs, ratio = in_turn(
        lambda: score_assessment(edition, one), lambda: _pandas_means(table), runs=301
    )
    many = [full_assessment(edition, seed) for seed in range(200)]
    batch = seconds(lambda: [score_assessment(edition, each) for each in many * (MANY // 200)])
    notebook = seconds(lambda: [_pandas_means(table) for _each in range(MANY)])
    planning, scoring, times = in_turn(
        lambda: (find_gaps(edition, one), plan_roadmap(edition, one)),
        lambda: score_assessment(edition, one),
        runs=21,
    )
    whole, once, turns = in_turn(
        lambda: _everything(edition, one), lambda: _pandas_means(table), runs=21
    )
    return [
        Result(
            "score one full assessment (tree, clauses, bounds, traces)",
            f"{ours * 1000:.2f} ms",
            "the pillar means alone in pandas",
            f"{theirs * 1000:.2f} ms",
            f"{ratio:.2f}",
            "under 2 ms",
        ),
        Result(
            f"score {MANY:,} full assessments",
            f"{batch:.1f} s",
            "the pillar means alone in pandas",
            f"{notebook:.1f} s",
            f"{batch / notebook:.2f}",
        ),
        Result(
            "gaps and roadmap of one full assessment",
            f"{planning * 1000:.0f} ms",
            "scoring it once",
            f"{scoring * 1000:.2f} ms",
            f"{times:.0f}",
        ),
        Result(
            "scores, gates, gaps and 10,000 random weightings of one full assessment",
            f"{whole * 1000:.0f} ms",
            "the pillar means alone in pandas",
            f"{once * 1000:.2f} ms",
            f"{turns:.0f}",
            "under 100 ms",
        ),
    ]
