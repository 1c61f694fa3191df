"""Random editions and assessments for properties: trees of any depth, every rule, every kind of missing answer."""

from __future__ import annotations

from hypothesis import strategies as st

from assessment import Answer, AnswerStatus, Assessment, PlanSettings
from questionnaires import Edition, Group, Measure, Scoring, TierSettings
from tests.builders import edition, indicator, measure, pillar

RULES = ("arithmetic_mean", "geometric_mean", "harmonic_mean", "sum", "minimum", "maximum")

MISSING = [state for state in AnswerStatus if state is not AnswerStatus.ANSWERED]

weights = st.sampled_from([0.5, 1.0, 1.23, 2.0, 7.0])


@st.composite
def tiers(draw: st.DrawFn) -> TierSettings:
    missing = {
        name: draw(st.sampled_from(["leave", "zero"]))
        for name in ("unanswered", "dont_know", "not_applicable", "group")
    }
    return TierSettings.model_validate(
        {
            "aggregation": draw(st.sampled_from(RULES)),
            "missing": missing,
            "minimum_coverage": draw(st.sampled_from([0.0, 0.5, 0.9])),
            "coverage_of": draw(st.sampled_from(["leaves", "children"])),
            "coverage_by": draw(st.sampled_from(["weight", "count"])),
            "must_have_cap": draw(st.sampled_from([None, 0.4])),
        }
    )


@st.composite
def groups(draw: st.DrawFn, key: str, depth: int) -> Group:
    indicators = tuple(
        indicator(
            f"{key}.{number}",
            weight=draw(weights),
            must_have=draw(st.booleans()),
            scored=number == 0 or draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    below = tuple(
        draw(groups(f"{key}.g{number}", depth - 1))
        for number in range(draw(st.integers(0, 2)) if depth else 0)
    )
    return pillar(key, *indicators, groups=below, weight=draw(weights))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """An edition of one to three pillars, up to three tiers deep, with random settings and no measures."""
    names = ["P", "Q", "R"][: draw(st.integers(1, 3))]
    return edition(
        pillars=tuple(draw(groups(name, 2)) for name in names),
        profiles=(),
        measures=(),
        scoring=Scoring(tiers=tuple(draw(st.lists(tiers(), min_size=1, max_size=3)))),
    )


answers = st.one_of(
    st.integers(0, 4).map(lambda level: Answer(level=level)),
    st.sampled_from(MISSING).map(lambda state: Answer(state=state, reason="Because.")),
)


@st.composite
def assessments(draw: st.DrawFn, questions_asked: Edition) -> Assessment:
    """Answers, levels and missing ones mixed, to some of the indicators."""
    given = {key: draw(answers) for key in questions_asked.indicators if draw(st.booleans())}
    return Assessment(country="KEN", edition=questions_asked.id, cycle=2026, answers=given)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Edition, Assessment]:
    """An edition with a random, acyclic set of measures over every step, and an assessment with plan settings."""
    keys = [f"{name}{number}" for name in "AB" for number in range(1, 5)]
    measures: list[Measure] = []
    for key in keys:
        cut = draw(st.integers(1, 3))
        lifts = draw(st.sampled_from([[(0, 4)], [(0, cut), (cut, 4)], [(0, 4), (cut, 4)]]))
        for number, (low, high) in enumerate(lifts):
            likely = draw(st.integers(1, 14))
            earlier = [item.id for item in measures]
            levels = [
                f"{item.lifts.indicator}>={draw(st.integers(1, 4))}" for item in measures[-3:]
            ]
            pool = [text for text in (*earlier, *levels) if not text.startswith(f"{key}>=")]
            chosen = draw(st.lists(st.sampled_from(pool), max_size=2, unique=True)) if pool else []
            measures.append(
                measure(
                    f"{key}-{'ab'[number]}",
                    lifts=(key, low, high),
                    prerequisites=tuple(chosen),
                    months={"low": 1, "likely": likely, "high": likely},
                    holds_at=draw(st.integers(low + 1, high)),
                )
            )
    requested = edition(
        pillars=tuple(
            pillar(
                name, *(indicator(key, core=draw(st.booleans())) for key in keys if key[0] == name)
            )
            for name in "AB"
        ),
        profiles=(),
        measures=tuple(measures),
        scoring=Scoring(default_target=draw(st.integers(0, 4))),
    )
    given = {key: Answer(level=draw(st.integers(0, 4))) for key in keys if draw(st.integers(0, 4))}
    targets = {key: draw(st.integers(0, 4)) for key in keys if draw(st.booleans())}
    settings = PlanSettings(
        horizon_months=draw(st.sampled_from([None, 12, 36, 60])),
        at_once=draw(st.sampled_from([None, 1, 2, 4])),
    )
    return requested, Assessment(
        country="KEN", edition="test", cycle=2026, answers=given, targets=targets, plan=settings
    )
