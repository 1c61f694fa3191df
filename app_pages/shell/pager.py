"""The buttons to what comes before and after in a list that is gone through one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from translations import gettext as _


def previous_and_next(keys: Sequence[str], key: str, go: Callable[[str], None]) -> None:
    """Two buttons, which call `go` with the neighbour of `key` among `keys`; at an end one is greyed."""
    place = keys.index(key)
    for name, label, to in (("previous", _("Previous"), place - 1), ("next", _("Next"), place + 1)):
        there = 0 <= to < len(keys)
        st.button(
            label, key=name, disabled=not there, on_click=go, args=(keys[to] if there else key,)
        )
