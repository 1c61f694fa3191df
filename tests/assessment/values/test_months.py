"""A month is read in the forms that people write it in, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from assessment.values.days import read_month
from assessment.values.unreadable import Unreadable


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2027-03", "2027-03"),
        (" 2027-3 ", "2027-03"),
        ("2027/12", "2027-12"),
        ("3/2027", "2027-03"),
        ("03.2027", "2027-03"),
        ("\u0662\u0660\u0662\u0667-\u0660\u0663", "2027-03"),
        ("", ""),
        (" \u200b", ""),
    ],
)
def test_a_month_is_read(typed: str, month: str) -> None:
    assert read_month(typed) == month


@pytest.mark.parametrize(
    "typed",
    ["2027-13", "2027-00", "2027", "12,5", "1999-12", "2027-03-04", "March", "03-27", "2" * 9999],
)
def test_what_is_no_month_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Unreadable, match="2027-03"):
        read_month(typed)
