"""Text fields for a number and for a year, read by the rules of the workbook.

The number field of a browser drops the signs that it does not know: 12,5 becomes 125.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from app_pages.shell.forms import kept_text, messages
from assessment.values.days import FIRST_YEAR, LAST_YEAR, parse_year
from assessment.values.numbers import parse_number, typed_number
from assessment.values.unreadable import Unreadable
from translations import gettext as _


def show(
    label: str,
    value: float | None,
    *,
    key: str,
    problems: list[str],
    column: Any = None,
    whole: bool = False,
    minimum: float = 0,
    maximum: float | None = None,
    placeholder: str = "",
    in_table: bool = False,
) -> Any:
    """Draw the field in a column, or in the page, and return the number typed; None for an empty field.

    `value` is the number shown at first. `in_table` hides the label from the eye, where row and column say it,
    and leaves it to the caller to draw the problem below the row, as a cell is too narrow for a sentence.
    The browser keeps what is typed until it is stored. The number is an int where `whole`, else a float. Where the text can't be read
    as one within the limits, it stays, the problem is drawn below the field and added to `problems`, and `value` is
    returned.
    """
    with column or st.container():
        number = _read_field(
            label,
            value,
            key,
            problems,
            lambda typed: parse_number(typed, whole=whole, minimum=minimum, maximum=maximum),
            placeholder,
            in_table=in_table,
        )
    return int(number) if whole and number is not None else number


def show_year(
    label: str,
    value: int | None,
    *,
    key: str,
    problems: list[str],
    column: Any = None,
    minimum: int = FIRST_YEAR,
    maximum: int = LAST_YEAR,
) -> Any:
    """Draw a field for a year as `show` draws one for a number, and return the year; None for an empty field."""
    with column or st.container():
        return _read_field(
            label,
            value,
            key,
            problems,
            lambda typed: parse_year(typed, minimum=minimum, maximum=maximum),
        )


def _read_field(
    label: str,
    value: float | None,
    key: str,
    problems: list[str],
    read: Callable[[str], float | None],
    placeholder: str = "",
    *,
    in_table: bool = False,
) -> float | None:
    """Draw the field; return what `read` makes of its text, or `value` where it raises Unreadable."""
    kept_text.keep(kept_text.KeptText(key, key, typed_number(value)))
    typed = st.text_input(
        label,
        typed_number(value),
        key=key,
        placeholder=placeholder or None,
        label_visibility="collapsed" if in_table else "visible",
    )
    try:
        return read(typed or "")
    except Unreadable as error:
        if not in_table:
            messages.show_at_field(str(error))
        problems.append(_("{field}: {problem}").format(field=label, problem=error))
        return value


def report(area: str, subject: str, problems: list[str]) -> bool:
    """Set the message of a form whose numbers can't all be read; return whether there is one."""
    if problems:
        text = "\n".join(_("Not saved: {problem}").format(problem=it) for it in problems)
        messages.report(area, subject, problem=text)
    return bool(problems)
