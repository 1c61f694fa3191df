"""A text field for a number, read by the rules of the workbook.

The number field of a browser drops the signs that it does not know: 12,5 becomes 125.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.shell.forms import messages
from assessment.values.numbers import LONGEST, parse_number, typed_number
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
) -> Any:
    """Draw the field in a column, or in the page, and return the number typed; None for an empty field.

    `value` is the number shown at first. The number is an int where `whole`, else a float. Where the text can't be read
    as one within the limits, it stays, the problem is drawn below the field and added to `problems`, and `value` is
    returned.
    """
    with column or st.container():
        typed = st.text_input(
            label, typed_number(value), max_chars=LONGEST, key=key, placeholder=placeholder or None
        )
        try:
            number = parse_number(typed or "", whole=whole, minimum=minimum, maximum=maximum)
        except Unreadable as error:
            messages.show_at_field(str(error))
            problems.append(_("{field}: {problem}").format(field=label, problem=error))
            return value
    return int(number) if whole and number is not None else number


def report(area: str, subject: str, problems: list[str]) -> bool:
    """Set the message of a form whose numbers can't all be read; return whether there is one."""
    if problems:
        text = "\n".join(_("Not saved: {problem}").format(problem=it) for it in problems)
        messages.report(area, subject, problem=text)
    return bool(problems)
