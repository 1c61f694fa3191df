"""Unsaved values of the fields of forms with a button, kept in the session until they are stored.

Streamlit drops the value of a field that is not drawn, so a text typed before *Next* would be lost. The browser keeps the
texts too (kept_text.py), for what ends the session.
"""

from __future__ import annotations

from typing import Any

from app_pages.shell import session
from app_pages.shell.forms.kept_text import KeptText, done
from app_pages.shell.forms.kept_text import keep as keep_in_browser

_DRAFTS = "form drafts"
_NAMES = "names of form drafts"


def bind(
    assessment_id: str, subject: str, /, kept_as: str | None = "", **stored: Any
) -> dict[str, Any]:
    """Set each field of a subject to its draft, else to its stored value; return the initial value of each widget.

    In the first run of a session the browser may hold newer input (docs/adr/0012), so nothing is set, and the values are
    returned as initial ones; in later runs these are empty, as Streamlit takes a value from one place only.
    `kept_as` names the subject in the browser, where several share the keys of the fields; None where the page tells the
    browser itself.
    """
    if kept_as is not None:
        prefix = session.entries(_NAMES)[assessment_id, subject] = kept_as or subject
        for name, value in stored.items():
            if isinstance(value, str):
                keep_in_browser(KeptText(f"{prefix}.{name}", f"{subject}.{name}", value))
    drafts = _drafts(assessment_id, subject)
    values = {name: drafts.get(name, value) for name, value in stored.items()}
    if session.is_first_run():
        return values
    session.hydrate(subject, **values)
    return {name: "" if isinstance(value, str) else None for name, value in stored.items()}


def field(assessment_id: str, subject: str, name: str) -> dict[str, Any]:
    """Return the key and the callback of a widget whose value is kept as a draft."""
    return {
        "key": f"{subject}.{name}",
        "on_change": keep,
        "args": (assessment_id, subject, name),
    }


def keep(assessment_id: str, subject: str, name: str) -> None:
    """Callback of a field: keep its value. A choice can't be cleared by the user, so None is no change."""
    value = session.field(subject, name)
    if value is not None:
        _drafts(assessment_id, subject)[name] = value


def recover(assessment_id: str, subject: str, **stored: Any) -> None:
    """Keep what the browser held in the first run of a session; Streamlit runs no callbacks for it."""
    if session.is_first_run():
        for name, value in stored.items():
            if session.field(subject, name) not in (None, value):
                keep(assessment_id, subject, name)


def put(assessment_id: str, subject: str, name: str, value: Any) -> None:
    """Keep a value as the draft of a field; None too, for a field that the user can clear."""
    _drafts(assessment_id, subject)[name] = value


def draft(assessment_id: str, subject: str, name: str) -> Any:
    """Return the draft of a field; None without one."""
    return _drafts(assessment_id, subject).get(name)


def has_draft(assessment_id: str, subject: str, name: str) -> bool:
    """Whether a field holds something that is not stored; that may be None."""
    return name in _drafts(assessment_id, subject)


def forget(assessment_id: str, subject: str, *names: str) -> None:
    """Drop the drafts of fields, also those that the browser keeps, once they are stored."""
    prefix = session.entries(_NAMES).get((assessment_id, subject))
    for name in names:
        if prefix is not None:
            done(
                f"{prefix}.{name}",
                draft(assessment_id, subject, name) or session.field(subject, name),
            )
    set_aside(assessment_id, subject, *names)


def set_aside(assessment_id: str, subject: str, *names: str) -> None:
    """Drop the drafts of fields that are outdated; the browser keeps their texts and offers them."""
    for name in names:
        _drafts(assessment_id, subject).pop(name, None)


def forget_all(assessment_id: str, subject: str) -> None:
    """Drop all drafts of a subject."""
    forget(assessment_id, subject, *_drafts(assessment_id, subject))


def _drafts(assessment_id: str, subject: str) -> dict[str, Any]:
    result: dict[str, Any] = session.entries(_DRAFTS).setdefault((assessment_id, subject), {})
    return result
