"""The choice of the language, on every page: links that open the page anew, as its direction may change."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import join
from translations import current_language, direction_of, statuses
from translations import gettext as _


def show() -> None:
    """Draw the names of the languages, each in itself; the one in use is no link. page.js keeps what is chosen."""
    st.html(
        Markup('<nav class="cop-languages" aria-label="{}"><ul>{}</ul></nav>').format(
            _("Language"), join(_item(language) for language in sorted(statuses()))
        )
    )


def _item(language: str) -> Markup:
    name = Markup('<span lang="{0}" dir="{1}">{2}</span>').format(
        language, direction_of(language), statuses()[language].name
    )
    if language == current_language():
        return Markup('<li aria-current="true">{}</li>').format(name)
    return Markup(
        '<li><a href="{}" target="_self" hreflang="{}" data-language="{}">{}</a></li>'
    ).format(session.address_in(language), language, language, name)
