"""Formats of numbers, dates and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import Edition
from reports.formats import (
    Formats,
    format_amount,
    format_day,
    format_money_range,
    format_month,
    format_number,
    format_quarter,
    format_quarters,
    format_share,
    round_number,
)
from reports.joining import join_clauses, join_phrases, listed
from tests.builders import edition
from translations import use_language


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0 %"),
        (0.005, "1 %"),
        (0.145, "15 %"),
        (0.825, "83 %"),
        (0.9949, "99 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_is_shown_in_per_cent_with_halves_going_up(value: float, shown: str) -> None:
    assert format_share(value) == shown.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_missing_score_is_a_dash_and_not_a_zero() -> None:
    assert Formats(edition()).score(None) == "–"
    assert format_share(None) == "–"
    assert Formats(edition()).score_range(None, None) == "–"


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_half_goes_away_from_zero(whole: int, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    half = (Decimal(whole) + Decimal("0.5")) * step
    expected = (Decimal(whole) + (1 if whole >= 0 else 0)) * step
    assert round_number(float(half), decimals) == expected


@given(st.floats(0, 1), st.integers(0, 4))
def test_what_is_shown_is_never_further_off_than_half_a_step(value: float, decimals: int) -> None:
    off = abs(float(round_number(value, decimals)) - value)
    assert off <= 0.5 * 10**-decimals + 1e-12


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_number_is_never_shown_as_a_lower_one(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert round_number(low, 2) <= round_number(high, 2)


def _rounding(rule: str, **changes: object) -> Edition:
    scoring = edition().scoring
    rounding = scoring.rounding.model_copy(update={"rule": rule, **changes})
    about = edition().about.model_copy(
        update={"scoring": scoring.model_copy(update={"rounding": rounding})}
    )
    return edition().model_copy(update={"about": about})


@pytest.mark.parametrize(
    ("rule", "shown"), [("half_up", "3"), ("half_even", "2"), ("down", "2"), ("up", "3")]
)
def test_an_edition_says_how_its_scores_are_rounded(rule: str, shown: str) -> None:
    assert Formats(_rounding(rule)).number(0.025) == shown


def test_only_scores_times_100_are_per_cent() -> None:
    formats = Formats(_rounding("half_up", factor=1.0, decimals=3))
    assert formats.score(0.8615) == "0.862"
    assert formats.score_range(0.1, 0.2) == "0.100 to 0.200"


def test_bounds_that_print_the_same_are_one_figure() -> None:
    formats = Formats(edition())
    assert formats.score_range(0.501, 0.499) == "50\N{NO-BREAK SPACE}%"
    assert formats.score_range(0.2, 0.6) == "20 to 60\N{NO-BREAK SPACE}%"


def test_dates_and_quarters_are_written_out() -> None:
    assert format_day(date(2026, 11, 23)) == "23 November 2026"
    assert format_month(date(2027, 1, 1)) == "January 2027"
    assert [format_quarter(date(2027, month, 1)) for month in (1, 3, 4, 12)] == [
        "Q1 2027", "Q1 2027", "Q2 2027", "Q4 2027",
    ]  # fmt: skip
    assert format_quarters(date(2027, 1, 1), date(2027, 3, 1)) == "Q1 2027"
    assert format_quarters(date(2027, 10, 1), date(2028, 3, 1)) == "Q4 2027 to Q1 2028"


def test_money_is_a_range_of_three_digits_with_its_currency() -> None:
    assert (
        format_money_range("USD", 455_499, 2_214_500) == "USD\N{NO-BREAK SPACE}455,000 to 2,210,000"
    )
    assert format_amount(0) == "0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (31.25, "31"), (0.4, "0"), (99.6, "100"), (999.5, "1,000"), (1_234, "1,230"), (9_995, "10,000"),
        (15_450_000, "15,500,000"), (99_949_999, "99,900,000"), (99_950_000, "100 million"),
        (2_077_679_000, "2.08 billion"), (23_725_000_000, "23.7 billion"), (4e13, "40 trillion"),
        (999_500_000, "1 billion"), (-1_234, "-1,230"),
    ],
)  # fmt: skip
def test_an_amount_has_three_digits_in_any_currency(value: float, text: str) -> None:
    assert format_amount(value) == text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_no_amount_has_more_than_ten_characters_that_can_t_be_broken(language: str) -> None:
    with use_language(language):
        for exponent in range(16):
            for digit in (1.04, 5.55, 9.949):
                words = format_amount(digit * 10**exponent).split(" ")
                assert max(map(len, words)) <= 10, words


def test_a_number_shows_no_more_places_than_it_has() -> None:
    assert [format_number(value, 2) for value in (3.0, 2.25, 0.5, -0.001)] == [
        "3",
        "2.25",
        "0.5",
        "0",
    ]


def test_a_language_babel_does_not_know_is_shown_as_english() -> None:
    with use_language("xx-unknown"):
        assert format_number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("language", "month"),
    [
        ("en", "June 2027"), ("fr", "juin 2027"), ("es", "junio de 2027"), ("zh", "2027年6月"),
        ("ru", "июнь 2027"),
    ],
)  # fmt: skip
def test_a_month_stands_in_the_order_of_the_language_and_a_russian_one_without_a_stop(
    language: str, month: str
) -> None:
    with use_language(language):
        assert format_month(date(2027, 6, 1)) == month


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("fr", date(2026, 1, 1), "1er janvier 2026"), ("fr", date(2026, 1, 11), "11 janvier 2026"),
        ("fr", date(2026, 1, 21), "21 janvier 2026"), ("es", date(2026, 1, 1), "1 de enero de 2026"),
        ("en", date(2026, 1, 1), "1 January 2026"), ("ru", date(2026, 11, 28), "28 ноября 2026"),
    ],
)  # fmt: skip
def test_the_first_of_a_month_is_an_ordinal_in_french_only(
    language: str, day: date, text: str
) -> None:
    with use_language(language):
        assert format_day(day) == text


@pytest.mark.parametrize(
    ("language", "clauses", "phrases", "items"),
    [
        ("en", "a; b", "a, b", "a, b"), ("es", "a; b", "a, b", "a, b"), ("ru", "a; b", "a, b", "a, b"),
        ("fr", "a\u202f; b", "a, b", "a, b"), ("ar", "a؛ b", "a، b", "a، b"), ("zh", "a；b", "a，b", "a、b"),
    ],
)  # fmt: skip
def test_what_is_joined_has_the_signs_of_the_language_and_nothing_for_an_empty_part(
    language: str, clauses: str, phrases: str, items: str
) -> None:
    parts = ("a", "", "b")
    with use_language(language):
        joined = join_clauses(parts), join_phrases(*parts), listed(parts)
    assert joined == (clauses, phrases, items)
