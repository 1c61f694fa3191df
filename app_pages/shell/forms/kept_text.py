"""Tell the browser what is stored of each text, so that drafts.js keeps what is typed until it is stored."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from translations import gettext as _

_BLANKS = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""White space and marks without a glyph, which differ between a text typed and the same text stored."""


class KeptText(NamedTuple):
    """A text field: the name under which the browser keeps its text, the key of its widget, and the stored text."""

    name: str
    widget: str
    stored: str
    at_once: bool = False
    """Whether the text is stored as the field is left; else a button stores it, or what the form calls `done` with."""


_TOLD = "texts kept of this run"
_DONE = "texts kept that are done with"
MAXIMUM_DONE = 50


def keep(text: KeptText) -> None:
    """Have the browser keep what is typed into a field that is drawn in this run, until it is stored."""
    told: list[tuple[str, KeptText]] | None = st.session_state.get(_TOLD)
    if told is not None:
        told.append((owner(session.assessment_id() or ""), text))


def done(name: str, text: object) -> None:
    """Have the browser drop the text that it keeps under a name where it is `text`: it is stored, or not wanted."""
    if not isinstance(text, str) or not text:
        return
    all_done = session.entries(_DONE)
    all_done[owner(session.assessment_id() or ""), name] = (text_hash(text), secrets.token_hex(4))
    while len(all_done) > MAXIMUM_DONE:
        del all_done[next(iter(all_done))]


@contextmanager
def told_to_browser(*, whole_page: bool = False) -> Iterator[None]:
    """Context manager around a page or fragment: at its end, tell the browser which of its texts to keep.

    A fragment tells of its own fields, as it may run again without the rest. The `whole_page` has the banner of a cut, too.
    """
    outer = st.session_state.get(_TOLD)
    own: list[tuple[str, KeptText]] = []
    st.session_state[_TOLD] = own
    try:
        yield
    finally:
        st.session_state[_TOLD] = outer
    cut = Markup('<p class="cop-cut" role="alert">{}</p>').format(
        _("You are cut off. What you type is kept in this browser until it is stored.")
    )
    st.html(_told(own) + (cut if whole_page else Markup()))


def _told(texts: Iterable[tuple[str, KeptText]]) -> Markup:
    """Return a hidden element that says whose texts these are, what is stored of each, and which are done with."""
    fields = [
        [f"{whose}:{item.name}", item.widget, text_hash(item.stored), int(item.at_once)]
        for whose, item in texts
    ]
    all_done = [[f"{whose}:{name}", *of] for (whose, name), of in session.entries(_DONE).items()]
    return Markup(
        '<div class="cop-kept" hidden data-fields="{}" data-done="{}" data-offered="{}" data-use="{}" '
        'data-forget="{}"></div>'
    ).format(
        json.dumps(fields, separators=(",", ":")),
        json.dumps(all_done, separators=(",", ":")),
        _(
            "You typed another text here, which is kept in this browser. Something else was stored meanwhile."
        ),
        _("Put it into the field"),
        _("Drop it"),
    )


def owner(assessment_id: str) -> str:
    """Return an opaque name for the person, assessment and institution: nobody is offered the text of somebody else."""
    person = session.person()
    parts = (person.issuer, person.subject or person.name, session.draft_scope(assessment_id))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def text_hash(text: str) -> str:
    """Return length and a 32-bit hash of a text without its white space, as drafts.js computes them."""
    value = 0
    signs = _BLANKS.sub("", unicodedata.normalize("NFC", text))
    for sign in signs:
        value = (value * 31 + ord(sign)) % 2**32
    return f"{len(signs)}.{value}"


def drop_button() -> Markup:
    """Return the button that drops every text kept in this browser; drafts.js shows it where there is one."""
    return Markup(
        '<button type="button" class="cop-kept-drop cop-plain" hidden>{}</button>'
    ).format(_("Drop the texts kept in this browser that are not stored"))
