"""What a person sees of an error that nobody expected: a calm message; the details go to the log."""

from __future__ import annotations

import logging

import streamlit as st

from translations import gettext as _

log = logging.getLogger("cop.pages")


def show_surprise(error: Exception) -> bool:
    """Log the error with its traceback and show a message instead of it."""
    log.error("Unexpected error on a page", exc_info=error)
    st.error(
        _(
            "This page could not be shown. What says “Saved” is stored. "
            "Reload the page; if it happens again, tell the person who runs this toolkit the time."
        )
    )
    return True
