"""The judgement of `python -m benchmarks chaos`."""

from __future__ import annotations

import pytest

from benchmarks.chaos import first_missing


@pytest.mark.parametrize(
    ("acknowledged", "rows", "missing"),
    [
        ([], [3], None),
        ([1, 2], [3, 1, 2], None),
        ([1, 2], [3, 1, 4, 2, 0], None),  # stored and never acknowledged
        ([1, 2], [3, 1], 1),
        ([1, 2], [3, 2, 1], 1),
        ([1, 2, 1], [3, 1, 2], 2),
        ([1], [None, 2], 0),
    ],
)
def test_an_acknowledged_answer_that_is_not_stored_in_its_order_is_found(
    acknowledged: list[int], rows: list[int | None], missing: int | None
) -> None:
    assert first_missing(acknowledged, rows) == missing
