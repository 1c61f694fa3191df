"""Properties of every score, for random editions and answers."""

import math
import random
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, Assessment, NodeScore, Trace, score_assessment
from questionnaires import Edition, Group
from tests.assessment.strategies import assessments, editions
from tests.builders import edition, indicator, pillar

cases = editions().flatmap(
    lambda questions_asked: st.tuples(st.just(questions_asked), assessments(questions_asked))
)


def nodes(questions_asked: Edition, given_answers: Assessment) -> dict[str, NodeScore]:
    return dict(score_assessment(questions_asked, given_answers).nodes)


@given(cases)
def test_a_score_lies_within_its_bounds(case: tuple[Edition, Assessment]) -> None:
    for node in nodes(*case).values():
        if node.score is not None:
            assert node.low is not None
            assert node.high is not None
            assert node.low <= node.score <= node.high
        assert 0.0 <= node.coverage <= 1.0
        assert 0 <= node.answered <= node.total


@given(cases, st.data())
def test_a_better_answer_never_lowers_a_score(
    case: tuple[Edition, Assessment], data: st.DataObject
) -> None:
    requested, before = case
    answered = [key for key in requested.indicators if before.level(key) is not None]
    if not answered:
        return
    key = data.draw(st.sampled_from(answered))
    level = data.draw(st.integers(before.level(key) or 0, 4))
    old, new = nodes(requested, before), nodes(requested, before.with_levels({key: level}))
    for node_id, node in old.items():
        better = new[node_id].score
        if node.score is not None:
            assert better is not None
            assert better >= node.score - 1e-12


@given(cases, st.randoms())
def test_the_order_of_answers_indicators_and_pillars_changes_nothing(
    case: tuple[Edition, Assessment], dice: random.Random
) -> None:
    requested, answers = case

    def shuffled(group: Group) -> Group:
        groups, indicators = list(map(shuffled, group.groups)), list(group.indicators)
        dice.shuffle(groups)
        dice.shuffle(indicators)
        return group.model_copy(update={"groups": tuple(groups), "indicators": tuple(indicators)})

    pillars = list(map(shuffled, requested.pillars))
    dice.shuffle(pillars)
    items = list(answers.answers.items())
    dice.shuffle(items)
    other = Edition(about=requested.about, pillars=tuple(pillars), sources=requested.sources)
    first = nodes(requested, answers)
    second = nodes(other, answers.model_copy(update={"answers": dict(items)}))
    for key, node in first.items():
        twin = second[key]
        assert (node.score, node.low, node.high, node.coverage) == (
            twin.score, twin.low, twin.high, twin.coverage,
        )  # fmt: skip


def readded(trace: Trace, end: str = "value", cap: float | None = None) -> float | None:
    """A score or bound, computed independently of the engine, in exact fractions where possible."""
    actual = ((part.weight, getattr(part, end)) for part in trace.parts)
    parts = [(Fraction(weight), Fraction(value)) for weight, value in actual if value is not None]
    if not parts:
        return None
    total = sum(weight for weight, _value in parts)
    values = [value for _weight, value in parts]
    match trace.rule:
        case "arithmetic_mean":
            result = float(sum(weight * value for weight, value in parts) / total)
        case "sum":
            result = float(sum(weight * value for weight, value in parts))
        case "geometric_mean":
            result = math.prod(float(value) ** float(weight / total) for weight, value in parts)
        case "harmonic_mean":
            result = float(total / sum(w / v for w, v in parts)) if min(values) else 0.0
        case "minimum":
            result = float(min(values))
        case _:
            result = float(max(values))
    return result if cap is None else min(result, cap)


@given(cases)
def test_the_trace_readds_to_the_score(case: tuple[Edition, Assessment]) -> None:
    for node in nodes(*case).values():
        if node.trace is None:
            continue
        again = readded(node.trace, cap=node.trace.cap)
        if node.trace.result is None:
            assert again is None
        else:
            assert again is not None
            assert math.isclose(again, node.trace.result, rel_tol=1e-12, abs_tol=1e-12)
        shown = (
            node.trace.result is not None and node.coverage + 1e-9 >= node.trace.minimum_coverage
        )
        assert node.score == (node.trace.result if shown else None)
        children = {child.id: child for child in node.children}
        assert [part.id for part in node.trace.parts] == list(children)
        for part in node.trace.parts:
            if part.kind == "counted":
                assert part.value == children[part.id].score


@given(cases)
def test_the_trace_readds_to_the_bounds(case: tuple[Edition, Assessment]) -> None:
    for node in nodes(*case).values():
        if node.trace is None:
            continue
        low = readded(node.trace, "low", node.trace.low_cap)
        high = readded(node.trace, "high", node.trace.high_cap)
        if node.score is not None:
            low = node.score if low is None else min(low, node.score)
            high = node.score if high is None else max(high, node.score)
        for again, bound in ((low, node.low), (high, node.high)):
            assert (again is None) == (bound is None)
            if again is not None and bound is not None:
                assert math.isclose(again, bound, rel_tol=1e-12, abs_tol=1e-12)


@given(st.lists(st.sampled_from([0, 2, 4, None]), min_size=4, max_size=4))
def test_the_bounds_are_the_lowest_and_highest_of_all_completions(levels: list[int | None]) -> None:
    requested, keys = edition(), ("A1", "A2", "B1", "B2")
    base = Assessment(
        country="KEN", edition="test", cycle=2026,
        answers={k: Answer(level=v) for k, v in zip(keys, levels, strict=True) if v is not None},
    )  # fmt: skip
    missing = [key for key, level in zip(keys, levels, strict=True) if level is None]
    completions = [
        score_assessment(
            requested, base.with_levels(dict(zip(missing, filling, strict=True)))
        ).overall
        for filling in product((0, 4), repeat=len(missing))
    ]
    overall = score_assessment(requested, base).overall
    scores = [node.score for node in completions if node.score is not None]
    assert overall.low == min(scores)
    assert overall.high == max(scores)


@given(
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
    st.lists(st.sampled_from([1.0, 2.0, 3.5]), min_size=3, max_size=3),
    st.sampled_from([0.5, 2.0, 4.0]),
)
def test_only_the_ratio_of_weights_matters(
    levels: list[int], weights: list[float], factor: float
) -> None:
    keys = ("A1", "A2", "A3")

    def score(times: float) -> float | None:
        items = (indicator(k, weight=w * times) for k, w in zip(keys, weights, strict=True))
        requested = edition(pillars=(pillar("A", *items),), profiles=(), measures=())
        answers = {key: Answer(level=level) for key, level in zip(keys, levels, strict=True)}
        return score_assessment(
            requested, Assessment(country="KEN", edition="test", cycle=2026, answers=answers)
        ).overall.score

    assert score(1.0) == score(factor)
