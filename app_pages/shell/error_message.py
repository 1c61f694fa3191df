"""The message shown for an unexpected error, whose details go to the log only."""

from __future__ import annotations

import logging

import streamlit as st

from translations import gettext as _

log = logging.getLogger("cop.pages")


def show_unexpected_error(error: Exception) -> bool:
    """Log an error with its traceback and show a general message; return True, as Streamlit's hook asks."""
    log.error("Unexpected error on a page", exc_info=error)
    st.error(
        _(
            "This page could not be shown. What says “Saved” is stored. "
            "Reload the page; if it happens again, tell the person who runs this toolkit the time."
        )
    )
    return True
