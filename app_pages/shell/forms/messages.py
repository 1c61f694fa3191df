"""Outcome of an action, shown beside the button that was pressed: why it was refused, or that it was done.

page.js moves the focus to each new message, so that neither eyes nor a screen reader have to look for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import as_markdown

_MESSAGES = "messages"
_DRAWN = "messages drawn"

TOP = "top"
"""Place of a message that belongs to no button still there: `here_unless_drawn` draws it."""


@dataclass(frozen=True, slots=True)
class Message:
    """The outcome of the last action in an area of a page: a `problem`, or what was `done`."""

    problem: str
    done: str
    at: str
    """Name of the place in the area at which it is shown; empty where the area has one place only."""
    serial: int
    """Rises with each message of the session: a problem that occurs again is a new message."""


def report(area: str, subject: str, *, problem: str = "", done: str = "", at: str = "") -> None:
    """Set the message of an area, such as a form, about a subject, such as an assessment; without a text, clear it."""
    if problem or done:
        message = Message(problem, done, at, session.next_serial())
        session.entries(_MESSAGES)[area, subject] = message
    else:
        session.entries(_MESSAGES).pop((area, subject), None)


def problem_of(area: str, subject: str) -> str:
    """Return the problem of an area; empty where there is none."""
    message = session.entries(_MESSAGES).get((area, subject))
    return message.problem if isinstance(message, Message) else ""


def show(area: str, subject: str, at: str = "") -> None:
    """Draw the message of an area if it belongs to this place; drawn between the last field and the buttons."""
    message = session.entries(_MESSAGES).get((area, subject))
    if isinstance(message, Message) and message.at == at:
        session.entries(_DRAWN)[area, subject] = True
        _draw(message)


@contextmanager
def here_unless_drawn(area: str, subject: str) -> Iterator[None]:
    """Context manager around the fields of an area: draw its message before them where no place in them has drawn it.

    This shows a refusal whose button is gone, and a success after which the page shows another question.
    """
    before = st.container()
    session.entries(_DRAWN).pop((area, subject), None)
    yield
    message = session.entries(_MESSAGES).get((area, subject))
    if isinstance(message, Message) and (area, subject) not in session.entries(_DRAWN):
        with before:
            _draw(message)


def show_inline(area: str, subject: str, problem: str) -> None:
    """Draw the problem of a field that is saved as it changes; empty clears it."""
    if problem != problem_of(area, subject):
        report(area, subject, problem=problem)
    show(area, subject)


def show_at_field(problem: str) -> None:
    """Draw a problem directly below the field that it is about; nothing without one."""
    if problem:
        st.html(Markup('<p class="cop-field-problem">{}</p>').format(problem))


def clear_elsewhere(page: str) -> None:
    """Drop all messages once another page than the one of the last run is shown."""
    if st.session_state.get("messages of") != page:
        session.entries(_MESSAGES).clear()
    st.session_state["messages of"] = page


def _draw(message: Message) -> None:
    with st.container(key=f"message-{message.serial}"):
        if message.problem:
            show_problem(message.problem)
        else:
            st.html(Markup('<p class="cop-done" role="status">{}</p>').format(message.done))


def show_problem(text: str) -> None:
    """Show an error message, its line breaks kept."""
    st.error("  \n".join(as_markdown(line) for line in text.splitlines()))
