"""Closing one gap changes the lower bound exactly as scoring everything again does, at a constant cost."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, find_gaps
from assessment.scoring import increments, scores
from assessment.scoring.increments import LowerBounds, expansion
from assessment.scoring.scores import score_indicator, score_leaves, score_tree
from questionnaires import Edition
from tests.assessment.strategies import assessments, editions
from tests.builders import assessment, edition, indicator, pillar


@given(st.data())
def test_the_bound_with_one_level_changed_is_that_of_scoring_everything_again(
    data: st.DataObject,
) -> None:
    made = data.draw(editions())
    answered = data.draw(assessments(made))
    leaves = score_leaves(made, answered)
    bounds = LowerBounds(score_tree(made, leaves))
    for key in made.indicators:
        if answered.level(key) is None:
            continue
        for level in range(5):
            leaf = score_indicator(made, made.indicators[key], Answer(level=level))
            assert bounds.replaced(leaf) == score_tree(made, {**leaves, key: leaf}).low


@given(st.lists(st.floats(-1e9, 1e9), max_size=30), st.floats(-1e9, 1e9))
def test_an_expansion_is_few_numbers_with_exactly_the_same_sum(
    terms: list[float], new: float
) -> None:
    parts = expansion(terms)
    assert sum(map(Fraction, parts)) == sum(map(Fraction, terms))
    if terms:
        changed = [new, *terms[1:]]
        assert math.fsum([*parts, -terms[0], new]) == math.fsum(changed)


def test_an_expansion_of_many_terms_stays_short() -> None:
    assert len(expansion(1 / number for number in range(1, 5000))) <= 4


def many(number: int, *, in_pillars: int) -> Edition:
    """An edition of `number` questions in so many pillars."""
    each = number // in_pillars
    names = "PQRS"[:in_pillars]
    return edition(
        pillars=tuple(
            pillar(name, *(indicator(f"{name}{index}") for index in range(each))) for name in names
        ),
        measures=(),
    )


@pytest.mark.parametrize("in_pillars", [1, 4])
def test_the_work_for_the_gaps_grows_in_line_with_their_number(
    in_pillars: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    combined, summed, terms = [], [], []
    combine, fsum = scores._combine, math.fsum

    def count_combine(*words: object) -> object:
        combined.append(words[0])
        return combine(*words)  # type: ignore[arg-type]

    def count_sums(numbers: object) -> float:
        values = list(numbers)  # type: ignore[call-overload]
        summed.append(1)
        terms.append(len(values))
        return fsum(values)

    class Counting:
        fsum = staticmethod(count_sums)

        def __getattr__(self, name: str) -> object:
            return getattr(math, name)

    monkeypatch.setattr(scores, "_combine", count_combine)
    monkeypatch.setattr(increments, "math", Counting())
    work = []
    for number in (100, 400):
        made = many(number, in_pillars=in_pillars)
        answered = assessment(**dict.fromkeys(made.indicators, 1))
        for counts in (combined, summed, terms):
            counts.clear()
        assert len(find_gaps(made, answered)) == number
        assert len(combined) == in_pillars + 1
        work.append((len(summed), sum(terms)))
    assert work[1][0] <= 4 * work[0][0]
    assert work[1][1] <= 4 * work[0][1]
