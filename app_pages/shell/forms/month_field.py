"""A select box of the months around the plan."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from assessment import Assessment, quarter_start
from assessment.planning.roadmap import plan_start
from reports.formats import format_month
from translations import gettext as _

BEFORE, AFTER = 12, 24
"""Quarters offered before and after the start of the plan."""


def show(label: str, key: str, assessment: Assessment, value: str | None) -> str | None:
    """Draw the select box and return the month chosen as YYYY-MM, or None.

    `value` is the month chosen initially; it is offered also outside the range.
    """
    start = plan_start(assessment)
    first, last = quarter_start(start, -BEFORE), quarter_start(start, AFTER)
    months = [
        f"{dt.date(number // 12, number % 12 + 1, 1):%Y-%m}"
        for number in range(_number(first), _number(last))
    ]
    if value is not None and value not in months:
        months.append(value)
    chosen: str | None = st.selectbox(
        label,
        months,
        None if value is None else months.index(value),
        format_func=lambda month: format_month(dt.date.fromisoformat(f"{month}-01")),
        placeholder=_("No month"),
        key=key,
    )
    return chosen


def _number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1
