"""Selection of one measure from a list whose order and labels change with the plan."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app_pages.shell import session
from translations import gettext as _


def choose(page: str, name: str, label: str, names: Mapping[str, str]) -> str | None:
    """Draw the list and return the id of the chosen measure; `names` are the labels by id, in the order shown.

    Streamlit resets a selectbox when its options change, so the choice is also stored under a key of its own.
    """
    _follow_address(page, name)
    stored = session.field(page, f"{name}.kept")
    session.hydrate(page, **{name: stored if stored in names else None})
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder=_("Choose a measure"),
        key=f"{page}.{name}",
        on_change=_set_choice,
        args=(page, name),
    )
    return chosen


def _follow_address(page: str, name: str) -> None:
    """Choose the measure named in the address, once per name, so that another can be chosen afterwards."""
    measure_id = session.measure_id()
    if measure_id is not None and session.field(page, f"{name}.named") != measure_id:
        session.fill(page, **{f"{name}.named": measure_id, f"{name}.kept": measure_id})


def _set_choice(page: str, name: str) -> None:
    """Store the chosen measure and remove the one in the address."""
    session.clear_measure()
    session.fill(page, **{f"{name}.named": None, f"{name}.kept": session.field(page, name)})
