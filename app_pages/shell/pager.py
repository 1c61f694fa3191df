"""Buttons to the previous and next item of a list shown one item at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from translations import gettext as _


def previous_and_next(keys: Sequence[str], key: str, go: Callable[[str], None]) -> None:
    """Draw two buttons that call `go` with the neighbour of `key` in `keys`; disabled where there is none."""
    index = keys.index(key)
    for name, label, target in (
        ("previous", _("Previous"), index - 1),
        ("next", _("Next"), index + 1),
    ):
        exists = 0 <= target < len(keys)
        st.button(
            label,
            key=name,
            disabled=not exists,
            on_click=go,
            args=(keys[target] if exists else key,),
        )
