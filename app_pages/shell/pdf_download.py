"""The button for a PDF, which a worker process renders on request."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st

from app_pages.shell import layout
from host.services import pdf_worker
from host.streamlit.run_limit import without_slot
from translations import gettext as _

POLL_SECONDS = 0.3


def offer_pdf(
    label: str,
    page: Callable[[], tuple[str, str]],
    file_name: str,
    *,
    key: str,
    kind: Literal["primary", "secondary"],
) -> None:
    """Draw a button that renders a document with a progress bar, then the button that downloads it.

    `page` returns the HTML and the attachment of the document; it is called once the button is pressed.
    """
    slot = st.empty()
    if not slot.button(label, type=kind, key=f"make-{key}"):
        return
    bar = slot.progress(0.0, _("Gathering the answers"))
    with layout.errors_shown():
        job = pdf_worker().submit(*page())
        while not job.done():
            now = job.progress()
            bar.progress(now.stage / now.of, now.text)
            with without_slot():
                time.sleep(POLL_SECONDS)
        pdf = job.result()
        slot.download_button(
            _("Download the PDF ({size} kB)").format(size=len(pdf) // 1000),
            pdf,
            file_name=file_name,
            mime="application/pdf",
            type=kind,
            on_click="ignore",
            key=f"{key}-file",
        )
