"""Tell the browser what is stored of each text, so that drafts.js keeps what is typed until it is stored."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

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


def told_to_browser(assessment_id: str, texts: Iterable[KeptText]) -> Markup:
    """Return a hidden element that says whose texts these are and what is stored of each, and the banner of a cut."""
    fields = [[item.name, item.widget, text_hash(item.stored)] for item in texts]
    return Markup(
        '<div class="cop-kept" hidden data-owner="{}" data-fields="{}" data-offered="{}" data-use="{}" '
        'data-forget="{}"></div><p class="cop-cut" role="alert">{}</p>'
    ).format(
        owner(assessment_id),
        json.dumps(fields, separators=(",", ":")),
        _(
            "You typed another text here, which is kept in this browser. Something else was stored meanwhile."
        ),
        _("Put it into the field"),
        _("Drop it"),
        _(
            "You are cut off. What you type is kept in this browser and stored once the line is back."
        ),
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
