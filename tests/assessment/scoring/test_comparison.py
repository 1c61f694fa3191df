"""The comparison tells nothing of fewer than five countries, and nothing but rounded quartiles of more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.comparison import (
    BANDS,
    MINIMUM,
    Place,
    Quartiles,
    Scale,
    compare_changes,
    compare_scores,
    missing_countries,
)

SCALE = Scale(0.0, 1.0)
KEYS = ("legal", "capacity", "L02")
SCORES = st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1), max_size=len(KEYS))
OTHERS = st.lists(SCORES, max_size=12)
OWN = st.fixed_dictionaries({key: st.none() | st.floats(0, 1) for key in KEYS})


@given(OWN, OTHERS, st.randoms(use_true_random=False))
def test_the_order_of_the_countries_does_not_matter(own, others, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(others, len(others))
    assert compare_scores(own, others, SCALE) == compare_scores(own, shuffled, SCALE)
    pairs = list(zip(others, shuffled, strict=True))
    assert compare_changes(KEYS, pairs, SCALE) == compare_changes(KEYS, pairs[::-1], SCALE)


@given(OWN, OTHERS)
def test_a_node_with_fewer_than_five_values_is_left_out(own, others) -> None:  # type: ignore[no-untyped-def]
    told = {item.id for item in compare_scores(own, others, SCALE)}
    assert told == {key for key in KEYS if sum(key in item for item in others) >= MINIMUM}
    pairs = [(item, item) for item in others]
    assert set(compare_changes(KEYS, pairs, SCALE)) == told


@given(OWN, OTHERS)
def test_every_number_is_the_end_of_a_band_and_the_quartiles_rise(own, others) -> None:  # type: ignore[no-untyped-def]
    for item in compare_scores(own, others, SCALE):
        quartiles = (item.quartiles.low, item.quartiles.middle, item.quartiles.high)
        assert list(quartiles) == sorted(quartiles)
        for number in (*quartiles, *([] if item.own is None else [item.own])):
            assert abs(number * BANDS - round(number * BANDS)) < 1e-9
            assert -1e-9 <= number <= 1 + 1e-9
        assert (item.place is None) is (own[item.id] is None)


@given(OWN, st.floats(0.4, 1))
def test_the_highest_value_of_five_takes_part_in_no_quartile(own, highest) -> None:  # type: ignore[no-untyped-def]
    others = [{"legal": 0.1 * place} for place in range(MINIMUM)]
    (before,) = compare_scores(own, others, SCALE)
    (after,) = compare_scores(own, [*others[:-1], {"legal": highest}], SCALE)
    assert before == after


def test_quartiles_and_places_of_a_written_case() -> None:
    others = [{"legal": value} for value in (0.11, 0.22, 0.48, 0.61, 0.97)]
    (item,) = compare_scores({"legal": 0.2, "other": 0.3}, others, SCALE)
    assert item.quartiles == Quartiles(SCALE.banded(0.2), SCALE.banded(0.5), SCALE.banded(0.6))
    places = {
        own: compare_scores({"legal": own}, others, SCALE)[0].place for own in (0.1, 0.21, 0.6, 0.7)
    }
    assert places == {0.1: Place.BELOW, 0.21: Place.WITHIN, 0.6: Place.WITHIN, 0.7: Place.ABOVE}


def test_a_scale_of_levels_has_twenty_bands_too() -> None:
    scale = Scale(1.0, 5.0)
    assert scale.banded(1.0) == 1.0
    assert abs(scale.banded(3.29) - 3.2) < 1e-9
    assert abs(scale.banded_change(-0.31) + 0.4) < 1e-9
    assert abs(scale.banded_change(-0.29) + 0.2) < 1e-9


def test_how_many_are_missing_is_told_and_never_less_than_none() -> None:
    assert [missing_countries([None] * count) for count in (0, 4, 5, 9)] == [5, 1, 0, 0]
