"""Choose one measure from a list whose order and words follow the plan; the choice stays when they change."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app_pages.shell import session
from translations import gettext as _


def choose(page: str, name: str, label: str, names: Mapping[str, str]) -> str | None:
    """The id of the measure that is chosen; `names` are the texts by id, in the order shown.

    Streamlit forgets what is chosen in a list once the list is another, so the choice is kept apart.
    """
    _follow_address(page, name)
    kept = session.field(page, f"{name}.kept")
    session.hydrate(page, **{name: kept if kept in names else None})
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder=_("Choose a measure"),
        key=f"{page}.{name}",
        on_change=_keep,
        args=(page, name),
    )
    return chosen


def _follow_address(page: str, name: str) -> None:
    """A link may name a measure: it is chosen once, and another can be chosen then."""
    named = session.measure_id()
    if named is not None and session.field(page, f"{name}.named") != named:
        session.fill(page, **{f"{name}.named": named, f"{name}.kept": named})


def _keep(page: str, name: str) -> None:
    session.leave_measure()
    session.fill(page, **{f"{name}.named": None, f"{name}.kept": session.field(page, name)})
