"""A PDF that is made beside the application when it is asked for, and then handed over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st

from app_pages.shell import layout
from host.services import pdf_worker
from translations import gettext as _

LOOK_AGAIN_SECONDS = 0.3


def offer_pdf(
    label: str,
    page: Callable[[], tuple[str, str]],
    file_name: str,
    *,
    key: str,
    kind: Literal["primary", "secondary"],
) -> None:
    """A button that makes the document of `page` (HTML and attachment), then another that hands it over."""
    place = st.empty()
    if not place.button(label, type=kind, key=f"make-{key}"):
        return
    bar = place.progress(0.0, _("Gathering the answers"))
    with layout.errors_shown():
        job = pdf_worker().submit(*page())
        while not job.done():
            now = job.progress()
            bar.progress(now.stage / now.of, now.text)
            time.sleep(LOOK_AGAIN_SECONDS)
        pdf = job.result()
        place.download_button(
            _("Download the PDF ({size} kB)").format(size=len(pdf) // 1000),
            pdf,
            file_name=file_name,
            mime="application/pdf",
            type=kind,
            on_click="ignore",
            key=f"{key}-file",
        )
