"""A field for a file. Any kind is taken, and the page says of a wrong one what it is.

Streamlit refuses a file by its suffix or its size in the browser, in English, in a hint that only a pointer opens; the
page never hears of it. So no suffix is refused there, and of a file that stays behind there, our message is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from translations import gettext as _


class File(Protocol):
    """A file that was taken."""

    name: str

    def getvalue(self) -> bytes:
        """Return the content."""


def show(
    label: str,
    megabytes: int,
    *,
    key: str,
    remedy: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[object, ...] = (),
) -> File | None:
    """Draw the field, and return its file, of at most `megabytes`; None without one.

    style.css shows the message while the field holds a file that the browser did not send: it is too large, or sending
    it failed. `remedy` ends the message with the kinds that are taken and what to do.
    """
    extra: dict[str, Any] = {"on_change": on_change, "args": args} if on_change else {}
    with st.container(key=f"file-field-{key}"):
        name = _("Choose a file")
        st.html(_button_style(name))
        uploaded: File | None = st.file_uploader(label, max_upload_size=megabytes, key=key, **extra)
        st.html(
            Markup(
                '<span class="cop-file-button" data-name="{}"></span>'
                '<p class="cop-field-problem cop-file-left" role="alert">{}</p>'
            ).format(
                name,
                _(
                    "This file was not taken: it has more than {limit} MB, or it could not be sent. {remedy}"
                ).format(limit=megabytes, remedy=remedy),
            )
        )
    return uploaded


def _button_style(label: str) -> str:
    """Return a style that writes on the button in the person's language; Streamlit has the word "Upload" alone.

    page.js gives the button the same name for readers of screens. Letters, marks and spaces of any language stay; what could end a string of CSS is left out.
    """
    text = "".join(sign for sign in label if sign not in '"\\<>\n')
    words = '[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]'
    return f'<style>{words} p {{ display: none; }} {words}::after {{ content: "{text}"; }}</style>'
