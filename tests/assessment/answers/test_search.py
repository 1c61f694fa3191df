"""Search for questions by words, with or without accents, and by the state of their answers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, Assessment, Evidence, Institution
from assessment.answers.search import Filter, filter_indicators
from questionnaires import load_published_edition

EDITION = load_published_edition("2026")
TODAY = dt.date(2026, 11, 24)
ASKED = EDITION.profile_indicators("full")


def answered() -> Assessment:
    return Assessment(
        country="KEN",
        edition="2026",
        cycle=2026,
        answers={
            "L01": Answer(level=4),
            "L02": Answer(level=3, evidence=(Evidence(title="Act"),)),
            "L03": Answer(level=0),
        },
        institutions=(
            Institution(id="police", name="Police", indicators=("L04", "L05")),
            Institution(id="justice", name="Justice", indicators=("L04",)),
        ),
        institution_answers={
            "police": {"L04": Answer(level=3), "L05": Answer(level=1)},
            "justice": {"L04": Answer(level=1)},
        },
    )


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [
        (Filter.UNPROVEN, {"L01"}),
        (Filter.DISAGREEMENT, {"L04"}),
        (Filter.UNANSWERED, set(ASKED) - {"L01", "L02", "L03"}),
        (Filter.MINE, set(ASKED) - {"L04", "L05"}),
        (Filter.CORE, {key for key in ASKED if EDITION.indicators[key].core}),
    ],
)
def test_a_filter_leaves_what_it_says(chosen: Filter, matches: set[str]) -> None:
    assert (
        set(filter_indicators(EDITION, answered(), "national", ASKED, [chosen], today=TODAY))
        == matches
    )


def test_a_raised_gate_is_found_of_the_answers_that_raise_it() -> None:
    unproven = next(gate for gate in EDITION.gates if gate.kind == "unproven")
    key = next(key for key in ASKED if EDITION.scale_of(EDITION.indicators[key]).top_level >= 4)
    said = Assessment(
        country="KEN",
        edition="2026",
        cycle=2026,
        answers={key: Answer(level=unproven.level)},
        institution_answers={"police": {"L09": Answer(level=unproven.level)}},
    )
    for who, result in (("national", key), ("police", "L09")):
        assert filter_indicators(EDITION, said, who, ASKED, [Filter.GATE], today=TODAY) == (result,)


@given(st.sets(st.sampled_from(list(Filter))), st.permutations(ASKED))
def test_more_filters_never_find_more_and_the_order_stays(
    chosen: set[Filter], order: list[str]
) -> None:
    result = filter_indicators(EDITION, answered(), "national", order, chosen, today=TODAY)
    assert list(result) == [key for key in order if key in result]
    for item in Filter:
        more = filter_indicators(
            EDITION, answered(), "national", order, {*chosen, item}, today=TODAY
        )
        assert set(more) <= set(result)
